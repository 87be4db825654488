import { Fragment } from 'react';

/** Text in which symbols with an index, like k_t, L_real and λ_G, are set as such. */
export function Prose({ children }: { readonly children: string }) {
  // With two groups, `split` gives text, symbol, index, text, …
  const parts = children.split(/([A-Za-zλγη]+)_([A-Za-z0-9]+)/u);
  return parts.map((part, i) => {
    if (i % 3 === 1)
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts never move
        <Fragment key={i}>
          <i>{part}</i>
          <sub>{parts[i + 1]}</sub>
        </Fragment>
      );
    return i % 3 === 0 ? part : null;
  });
}
