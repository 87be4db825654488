/** Draws on a square of `side` device pixels. */
export type Draw = (context: CanvasRenderingContext2D, side: number) => void;

/** What each canvas shows now. */
const drawings = new WeakMap<HTMLCanvasElement, Draw>();

export function remember(canvas: HTMLCanvasElement, draw: Draw): void {
  drawings.set(canvas, draw);
}

/** How to draw what a canvas shows once more, at another size; undefined where that is not known. */
export function redrawn(canvas: HTMLCanvasElement): Draw | undefined {
  return drawings.get(canvas);
}
