import type { Playground } from '../../store/playground.ts';

/** A page that is hidden may never be seen again: browsers close it without a word. */
export function keepWhenHidden(playground: Playground): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') playground.keepNow();
  });
}
