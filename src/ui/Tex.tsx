import katex from 'katex';
import { memo } from 'react';

/** A formula, typeset once for each text. */
export const Tex = memo(function Tex({ children }: { readonly children: string }) {
  // The text comes from the project's own tables, never from the user.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX gives markup
  return <span dangerouslySetInnerHTML={{ __html: katex.renderToString(children, { throwOnError: false }) }} />;
});
