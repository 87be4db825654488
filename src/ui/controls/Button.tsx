import type { ButtonHTMLAttributes, ComponentProps } from 'react';
import css from './controls.module.css';

interface Props extends ComponentProps<'button'> {
  readonly primary?: boolean;
  readonly small?: boolean;
}

export function Button({ primary = false, small = false, className = '', ...rest }: Props) {
  return (
    <button type="button" className={`${css.button} ${primary ? css.primary : ''} ${small ? css.small : ''} ${className}`} {...rest} />
  );
}

/** A button that is only an icon; `label` is its name. */
export function IconButton({ label, ...rest }: { readonly label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={css.icon} aria-label={label} title={label} {...rest} />;
}
