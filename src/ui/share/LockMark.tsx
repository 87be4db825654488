import { Lock } from 'lucide-react';
import css from './Share.module.css';

/** Says that the page's link keeps a control as it is. */
export function LockMark() {
  return (
    <span className={css.lock} data-lock title="The link of this page locks it. “Show everything” at the top lifts that.">
      <Lock size={11} aria-hidden />
      locked by the link
    </span>
  );
}
