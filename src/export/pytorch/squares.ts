import { type People, readable } from '../../train/people.ts';
import { encodeSafetensors } from '../safetensors.ts';

/** Bytes of pictures above which they are left out of the project. */
const maxSquares = 2 ** 28;

/** People read in one go. */
const chunk = 64;

/**
 * The people of a run as the browser cut them: `pictures` [n, size, size, 3] of bytes, `joints` [n, J, 3] (x and y from the centre of the
 * crop in units of its side, weight), `train` [n]. Null when they would be too large.
 */
export async function encodeSquares(people: People): Promise<Uint8Array<ArrayBuffer> | null> {
  const { store, skeleton } = people;
  const { size } = store.squares;
  const all = store.samples.map((_, i) => i);
  if (3 * all.length * size * size > maxSquares) return null;
  const indices = await readable(people, all);
  const count = indices.length;
  const rgb = new Uint8Array(3 * count * size * size);
  for (let start = 0, to = 0; start < count; start += chunk) {
    const pixels = await store.squares.read(indices.slice(start, start + chunk));
    for (let from = 0; from < pixels.length; from += 4, to += 3) rgb.set(pixels.subarray(from, from + 3), to);
  }
  const joints = () =>
    Float32Array.from(
      indices.flatMap((i) => {
        const { cx, cy, side } = store.crops[i]!;
        return store.samples[i]!.joints.flatMap(({ x, y, visibility }) =>
          visibility > 0 ? [(x - cx) / side, (y - cy) / side, 1] : [0, 0, 0],
        );
      }),
    );
  return encodeSafetensors(
    [
      { name: 'pictures', dtype: 'U8', shape: [count, size, size, 3], values: () => rgb },
      { name: 'joints', dtype: 'F32', shape: [count, skeleton.joints.length, 3], values: joints },
      {
        name: 'train',
        dtype: 'U8',
        shape: [count],
        values: () => Uint8Array.from(indices, (i) => Number(store.samples[i]!.split === 'train')),
      },
    ],
    { format: 'poseduel-squares', joints: skeleton.joints.join(' ') },
  );
}
