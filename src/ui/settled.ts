/** Resolves when the page has drawn what was asked for and has nothing else to do; at once where the browser cannot tell. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 0);
  });
}
