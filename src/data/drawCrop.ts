import { apply } from '../pose/affine.ts';
import type { Augmentation } from './augment.ts';
import { imageToHeatmap, inputToStore } from './batch.ts';
import type { PictureStore } from './pictures.ts';

/** What lies outside of the picture: the engine's zero, rgb / 255 − ½. */
const grey = 128;

/**
 * Draws what the network looks at for one person, varied, from their square, [side, side, 4] RGBA into `target` at `offset`. Bilinear, as in the engines.
 */
export function drawCrop(
  store: Pick<PictureStore, 'crops' | 'toStore'>,
  index: number,
  square: { readonly size: number; readonly pixels: Uint8Array },
  augmentation: Augmentation,
  side: number,
  target: Uint8ClampedArray,
  offset: number,
): void {
  const { m } = inputToStore(store.crops[index]!, augmentation, store.toStore[index]!, side);
  const { size, pixels } = square;
  const { gain } = augmentation;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      // Pixel centres are at + ½ on both grids.
      const sx = m[0] * (x + 0.5) + m[1] * (y + 0.5) + m[2] - 0.5;
      const sy = m[3] * (x + 0.5) + m[4] * (y + 0.5) + m[5] - 0.5;
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
      const [fx, fy] = [sx - x0, sy - y0];
      const to = offset + (y * side + x) * 4;
      for (let c = 0; c < 3; c++) {
        const at = (px: number, py: number) => {
          if (px < 0 || py < 0 || px >= size || py >= size) return grey;
          const i = (py * size + px) * 4;
          return pixels[i + 3] === 0 ? grey : pixels[i + c]! * gain[c]!;
        };
        const top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
        const bottom = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
        target[to + c] = top * (1 - fy) + bottom * fy;
      }
      target[to + 3] = 255;
    }
  }
}

/** The joints of that person there, [J, 3]: x, y in parts of the side, and the visibility; `mirror` as the skeleton's. */
export function placeJoints(
  store: Pick<PictureStore, 'crops' | 'samples'>,
  index: number,
  augmentation: Augmentation,
  mirror: readonly number[],
): Float32Array {
  const toSquare = imageToHeatmap(store.crops[index]!, augmentation, 1);
  const { joints } = store.samples[index]!;
  const placed = new Float32Array(joints.length * 3);
  for (let j = 0; j < joints.length; j++) {
    const joint = joints[augmentation.mirrored ? mirror[j]! : j]!;
    const { x, y } = apply(toSquare, joint);
    placed.set([x, y, joint.visibility], 3 * j);
  }
  return placed;
}
