import type { ReactNode } from 'react';
import css from './controls.module.css';

/** Text for those who listen to the page. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return (
    <div className={css.hidden} data-picture="words">
      {children}
    </div>
  );
}
