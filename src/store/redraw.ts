/** Shares out redraws: each tick draws one thing that has become stale, so that no single task holds the page up. */
export interface Redraws {
  /** Registers something to draw; it is drawn at the next free tick. Returns the way to take it out. */
  register(draw: () => void): () => void;
  /** Everything is stale. */
  invalidate(): void;
}

/** @param interval milliseconds between ticks; nothing is drawn, and no timer runs, while nothing is stale. */
export function createRedraws(interval: number): Redraws {
  /** In the order of drawing; true is stale. */
  const stale = new Map<() => void, boolean>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tick(): void {
    timer = null;
    for (const [draw, isStale] of stale) {
      if (!isStale) continue;
      // To the end of the line, so that everybody gets a turn.
      stale.delete(draw);
      stale.set(draw, false);
      draw();
      break;
    }
    schedule();
  }

  function schedule(): void {
    if (timer === null && [...stale.values()].some(Boolean)) timer = setTimeout(tick, interval);
  }

  return {
    register(draw) {
      stale.set(draw, true);
      schedule();
      return () => stale.delete(draw);
    },
    invalidate() {
      for (const draw of stale.keys()) stale.set(draw, true);
      schedule();
    },
  };
}
