import type { ReactNode } from 'react';
import css from './controls.module.css';

interface Props {
  readonly level?: 2 | 3;
  readonly title: string;
  readonly small?: boolean;
  /** Beside the title, but no part of the heading: help, a figure, a button. */
  readonly children?: ReactNode;
}

/** The title of a panel or of a part of one. */
export function Heading({ level = 2, title, small = false, children }: Props) {
  const Level = level === 2 ? 'h2' : 'h3';
  return (
    <div className={`${css.heading} ${small ? css.headingSmall : ''}`}>
      <Level className={css.headingText}>{title}</Level>
      {children}
    </div>
  );
}
