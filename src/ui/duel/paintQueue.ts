/** Canvases waiting to be painted, each with its latest drawing, in the order in which they came. */
const waiting = new Map<HTMLCanvasElement, () => void>();
let asleep = true;

/** Paints a canvas soon. Each painting is a task of its own, so that several at once do not hold the page up. */
export function paintSoon(canvas: HTMLCanvasElement, paint: () => void): void {
  waiting.set(canvas, paint);
  if (asleep) setTimeout(paintNext, 0);
  asleep = false;
}

/** The canvas has gone. */
export function forgetPainting(canvas: HTMLCanvasElement): void {
  waiting.delete(canvas);
}

function paintNext(): void {
  for (const [canvas, paint] of waiting) {
    waiting.delete(canvas);
    paint();
    break;
  }
  asleep = waiting.size === 0;
  if (!asleep) setTimeout(paintNext, 0);
}
