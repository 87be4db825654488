import type { People } from '../../train/people.ts';
import { encodeSafetensors } from '../safetensors.ts';

/** Bytes of pictures above which they are left out of the project. */
const maxSquares = 2 ** 28;

/**
 * The people of a run as the browser cut them: `pictures` [n, size, size, 3] of bytes, `joints` [n, J, 3] (x and y from the centre of the
 * crop in units of its side, weight), `train` [n]. Null when they would be too large.
 */
export function encodeSquares({ store, skeleton }: People): Uint8Array<ArrayBuffer> | null {
  const { count, size, pixels } = store.pictures;
  if (3 * count * size * size > maxSquares) return null;
  const pictures = () => {
    const rgb = new Uint8Array(3 * count * size * size);
    for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) rgb.set(pixels.subarray(from, from + 3), to);
    return rgb;
  };
  const joints = () =>
    Float32Array.from(
      store.samples.flatMap((sample, i) => {
        const { cx, cy, side } = store.crops[i]!;
        return sample.joints.flatMap(({ x, y, visibility }) => (visibility > 0 ? [(x - cx) / side, (y - cy) / side, 1] : [0, 0, 0]));
      }),
    );
  return encodeSafetensors(
    [
      { name: 'pictures', dtype: 'U8', shape: [count, size, size, 3], values: pictures },
      { name: 'joints', dtype: 'F32', shape: [count, skeleton.joints.length, 3], values: joints },
      {
        name: 'train',
        dtype: 'U8',
        shape: [count],
        values: () => Uint8Array.from(store.samples, ({ split }) => Number(split === 'train')),
      },
    ],
    { format: 'poseduel-squares', joints: skeleton.joints.join(' ') },
  );
}
