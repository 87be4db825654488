import { Check, Copy, ExternalLink } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import css from './Share.module.css';

/** The link, to be copied or tried. */
export function LinkField({ query }: { readonly query: string }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  /** The link that was copied last. */
  const [copied, setCopied] = useState('');
  const [mustPress, setMustPress] = useState(false);
  const link = `${location.origin}${location.pathname}${query}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(link);
      setMustPress(false);
    } catch {
      // A page without a secure address, or a browser that asks and was told no.
      field.current?.select();
      setMustPress(true);
    }
  };
  const isCopied = copied === link;
  return (
    <div className={css.link}>
      <label htmlFor={id} className={css.label}>
        Link
      </label>
      <div className={css.linkRow}>
        <input ref={field} id={id} className={css.field} readOnly value={link} onFocus={(event) => event.target.select()} />
        <Button primary onClick={() => void copy()}>
          {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className={css.under}>
        <a href={link} target="_blank" rel="noreferrer">
          Try it in a new tab
          <ExternalLink size={12} aria-hidden />
        </a>
        <span role="status">{isCopied ? 'The link is in the clipboard.' : mustPress ? 'It is selected: press Ctrl or ⌘ and C.' : ''}</span>
      </p>
    </div>
  );
}
