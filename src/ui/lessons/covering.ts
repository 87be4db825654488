/** What stays in place while the page scrolls under it, each by the name of the style that holds its height. */
export function covering(): Readonly<Record<'--lesson-strip' | '--transport-bar', HTMLElement | null>> {
  return {
    '--lesson-strip': document.querySelector<HTMLElement>('[data-lesson-strip]'),
    '--transport-bar': document.querySelector<HTMLElement>('[data-transport-bar]'),
  };
}
