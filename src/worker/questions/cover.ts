import { apply, invert } from '../../pose/affine.ts';

/** A rectangle in 0 … 1 of the side of what the networks see. */
export interface Cover {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Middle grey: 0 once the networks have taken ½ off. */
const grey = 128;

/**
 * A copy of a stored picture [size, size, 4] with grey rectangles on it: every pixel whose centre falls into one.
 * @param affine from the pixels of an input of `input` pixels to the store's, as in a batch.
 */
export function covered(pixels: Uint8Array, affine: ArrayLike<number>, input: number, covers: readonly Cover[]): Uint8Array {
  const size = Math.sqrt(pixels.length / 4);
  const copy = pixels.slice();
  const m = [affine[0]!, affine[1]!, affine[2]!, affine[3]!, affine[4]!, affine[5]!] as const;
  const toInput = invert({ from: 'input', to: 'store', m });
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = apply(toInput, { x: x + 0.5, y: y + 0.5 });
      const [u, v] = [at.x / input, at.y / input];
      if (covers.some((cover) => u >= cover.x && v >= cover.y && u < cover.x + cover.width && v < cover.y + cover.height))
        copy.fill(grey, 4 * (y * size + x), 4 * (y * size + x) + 3);
    }
  return copy;
}
