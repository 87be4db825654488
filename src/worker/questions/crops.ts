import { type AugmentationSettings, drawAugmentation, noAugmentation } from '../../data/augment.ts';
import { drawCrop, placeJoints } from '../../data/drawCrop.ts';
import { createRandom } from '../../pose/random.ts';
import { mirrorPermutation } from '../../pose/skeleton.ts';
import { type Question, runOf } from './question.ts';

interface Ask {
  /** Of the store; one that stands there several times is drawn as often. */
  readonly indices: readonly number[];
  /** Side of each, in pixels. */
  readonly side: number;
  /** Varied by these settings; as they are without. */
  readonly augmentation?: AugmentationSettings & { readonly seed: number };
}

/** What the network looks at. */
export interface Crops {
  readonly side: number;
  /** [n, side, side, 4] RGBA. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** [n, J, 3]: x, y in parts of the side, and the visibility. */
  readonly joints: Float32Array;
  readonly ids: readonly string[];
}

const most = 128;

/** People as the network looks at them, with their joints. */
export const crops: Question<Ask, Crops> = async ({ indices, side, augmentation }, asked) => {
  const { people } = runOf(asked);
  const { store, skeleton } = people;
  const known = indices.filter((i) => i >= 0 && i < store.samples.length).slice(0, most);
  const mirror = mirrorPermutation(skeleton);
  const random = createRandom(augmentation?.seed ?? 0);
  const J = mirror.length;
  const pixels = new Uint8ClampedArray(known.length * side * side * 4);
  const joints = new Float32Array(known.length * J * 3);
  const { size } = store.squares;
  const squares = await store.squares.read(known);
  const squareOf = (n: number) => ({ size, pixels: squares.subarray(4 * size * size * n, 4 * size * size * (n + 1)) });
  for (const [n, i] of known.entries()) {
    const varied = augmentation ? drawAugmentation(augmentation, random) : noAugmentation;
    drawCrop(store, i, squareOf(n), varied, side, pixels, n * side * side * 4);
    joints.set(placeJoints(store, i, varied, mirror), 3 * n * J);
  }
  return { side, pixels, joints, ids: known.map((i) => store.samples[i]!.id) };
};
