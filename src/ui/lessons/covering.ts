/** What stays in place while the page scrolls under it, each by the name of the style that holds its height. */
const parts = { '--lesson-strip': '[data-lesson-strip]', '--transport-bar': '[data-transport-bar]' } as const;

export function covering(): HTMLElement[] {
  return Object.values(parts).flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
}

/** The height of each of them in pixels, which the page's styles know from now on. */
export function coveredHeights(): number[] {
  return Object.entries(parts).map(([name, selector]) => {
    const height = document.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0;
    const { style } = document.documentElement;
    // Asked ten times a second, and seldom changed.
    if (style.getPropertyValue(name) !== `${height}px`) style.setProperty(name, `${height}px`);
    return height;
  });
}
