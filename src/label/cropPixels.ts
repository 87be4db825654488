import type { Square } from './teacher.ts';

/** What stands outside of a picture, as in training. */
const grey = 'rgb(128 128 128)';

/** A square of a picture or of a video's frame at `side` pixels: [side, side, 4], RGBA. Grey where it reaches beyond. */
export function cropPixels(
  source: CanvasImageSource,
  frame: { readonly width: number; readonly height: number },
  square: Square,
  side: number,
  canvas = new OffscreenCanvas(side, side),
): Uint8ClampedArray {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gives no canvas.');
  const scale = side / square.side;
  context.fillStyle = grey;
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, -square.x * scale, -square.y * scale, frame.width * scale, frame.height * scale);
  return context.getImageData(0, 0, side, side).data;
}

/** Where a square over a frame may go: not smaller than a tenth of the frame, and its middle within it. */
export function squareWithin(square: Square, { width, height }: { readonly width: number; readonly height: number }): Square {
  const longest = Math.max(width, height);
  const side = Math.min(1.5 * longest, Math.max(0.1 * longest, square.side));
  const [cx, cy] = [square.x + square.side / 2, square.y + square.side / 2];
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return { x: clamp(cx, width) - side / 2, y: clamp(cy, height) - side / 2, side };
}
