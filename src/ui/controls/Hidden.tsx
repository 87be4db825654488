import type { ReactNode } from 'react';
import css from './controls.module.css';

/** Text for those who listen to the page. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className={css.hidden}>{children}</span>;
}
