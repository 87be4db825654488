/** A line of a chart's legend, in the text's colour. */
export function LineSample({ dash }: { readonly dash: string }) {
  return (
    <svg width="16" height="6" aria-hidden="true">
      <path d="M0 3H16" stroke="currentColor" strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}
