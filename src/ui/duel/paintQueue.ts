/** Canvases waiting to be painted, each with its latest drawing, in the order in which they came. */
const waiting = new Map<HTMLCanvasElement, () => void>();
let asleep = true;

/** Paints a canvas soon. Each painting is a task of its own, so that several at once do not hold the page up. */
export function paintSoon(canvas: HTMLCanvasElement, paint: () => void): void {
  waiting.set(canvas, paint);
  if (asleep) wake();
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
  if (!asleep) wake();
}

let door: MessageChannel | null = null;

/** By a message: a timer that is set by a timer waits for 4 ms, and there are many canvases. */
function wake(): void {
  if (!door) {
    door = new MessageChannel();
    door.port1.onmessage = paintNext;
  }
  door.port2.postMessage(null);
}
