import type { ComponentProps } from 'react';
import css from './controls.module.css';

interface Props extends ComponentProps<'section'> {
  readonly label: string;
}

/** A sheet that takes the room it is given, its parts one below the other; the class says how far apart and what scrolls. */
export function Panel({ label, className = '', ...rest }: Props) {
  return <section className={`${css.panel} ${className}`} aria-label={label} {...rest} />;
}
