import type { ReactNode } from 'react';

/** A number with its name, in a `dl`; how they stand is the list's affair. */
export function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
