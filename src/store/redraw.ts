/** Shares out redraws: each tick draws one thing that has become stale, so that no single task holds the page up. */
export interface Redraws {
  /** Registers something to draw; it is drawn at the next free tick. Returns the way to take it out. */
  register(draw: () => void): () => void;
  /** Everything is stale. */
  invalidate(): void;
}

/** Resolves when what was drawn last is on the screen and the page has nothing else to do. */
export type Settled = () => Promise<void>;

/**
 * After each drawing nothing is drawn for this many times as long as it took: on two cores the page that shows the training would
 * otherwise take half a core from it.
 */
const restAfterWork = 6;

/**
 * @param interval milliseconds between ticks, at least; nothing is drawn, and no timer runs, while nothing is stale.
 * @param settled tells how long a drawing takes, with all that the browser does for it
 */
export function createRedraws(interval: number, settled: Settled): Redraws {
  /** In the order of drawing; true is stale. */
  const stale = new Map<() => void, boolean>();
  let isWaiting = false;

  async function tick(): Promise<void> {
    const next = nextStale();
    if (!next) {
      isWaiting = false;
      return;
    }
    const begin = performance.now();
    // To the end of the line, so that everybody gets a turn.
    stale.delete(next);
    stale.set(next, false);
    next();
    await settled();
    wait(Math.max(interval, restAfterWork * (performance.now() - begin)));
  }

  function nextStale(): (() => void) | undefined {
    return [...stale].find(([, isStale]) => isStale)?.[0];
  }

  function wait(milliseconds: number): void {
    isWaiting = nextStale() !== undefined;
    if (isWaiting) setTimeout(() => void tick(), milliseconds);
  }

  return {
    register(draw) {
      stale.set(draw, true);
      if (!isWaiting) wait(interval);
      return () => stale.delete(draw);
    },
    invalidate() {
      for (const draw of stale.keys()) stale.set(draw, true);
      if (!isWaiting) wait(interval);
    },
  };
}
