import { type Affine, apply, type Crop, compose, cropAffine, invert } from '../pose/affine.ts';
import type { Joint } from '../pose/skeleton.ts';
import { type Augmentation, augmentedCrop } from './augment.ts';
import type { PictureStore } from './pictures.ts';

/** Which pictures of the store an engine looks at, and how: an engine's `Batch` but for the pixels. */
export interface PoseBatch {
  readonly count: number;
  /** [B], index into the store. */
  readonly picture: Int32Array;
  /** [B, 6], from input pixels to store pixels. */
  readonly affine: Float32Array;
  /** [B, 3] */
  readonly gain: Float32Array;
  /** [B, J, 3]: x, y in heatmap pixels, weight 0 or 1. */
  readonly joints: Float32Array;
}

/** The sides that a batch is made for, in pixels, and which joint stands for which in a mirrored picture. */
export interface BatchGeometry {
  readonly input: number;
  readonly heatmap: number;
  /** `mirrorPermutation` of the skeleton; its length is J. */
  readonly mirror: readonly Joint[];
}

/** An empty batch of `count` pictures, to be filled again and again. */
export function createBatch(count: number, joints: number): PoseBatch {
  return {
    count,
    picture: new Int32Array(count),
    affine: new Float32Array(count * 6),
    gain: new Float32Array(count * 3),
    joints: new Float32Array(count * joints * 3),
  };
}

/**
 * Writes the batch of the people `indices` of a store, each varied by its augmentation (the last one stands for all that follow).
 * A joint has weight 1 when it is labelled and falls into the heatmap.
 * @throws RangeError when there are not as many indices as the batch has places, or an index is not in the store
 */
export function fillBatch(
  batch: PoseBatch,
  store: PictureStore,
  indices: ArrayLike<number>,
  augmentations: readonly Augmentation[],
  geometry: BatchGeometry,
): PoseBatch {
  if (indices.length !== batch.count) throw new RangeError(`fillBatch: ${indices.length} indices for a batch of ${batch.count}`);
  if (augmentations.length === 0) throw new RangeError('fillBatch: no augmentation');
  for (let b = 0; b < batch.count; b++) {
    const index = indices[b]!;
    const crop = store.crops[index];
    if (!crop) throw new RangeError(`fillBatch: picture ${index} of a store of ${store.samples.length}`);
    const augmentation = augmentations[Math.min(b, augmentations.length - 1)]!;
    batch.picture[b] = index;
    batch.affine.set(inputToStore(crop, augmentation, store.toStore[index]!, geometry.input).m, 6 * b);
    batch.gain.set(augmentation.gain, 3 * b);
    writeJoints(batch.joints, b, store, index, augmentation, geometry);
  }
  return batch;
}

/** Where the network's input pixels lie in the store's square. */
export function inputToStore(
  crop: Crop,
  augmentation: Augmentation,
  toStore: Affine<'image', 'store'>,
  input: number,
): Affine<'input', 'store'> {
  return compose(toStore, invert(cropAffine('image', 'input', augmentedCrop(crop, augmentation), input)));
}

/** Where a point of the picture falls in the heatmaps of a crop, varied. */
export function imageToHeatmap(crop: Crop, augmentation: Augmentation, heatmap: number): Affine<'image', 'heatmap'> {
  return cropAffine('image', 'heatmap', augmentedCrop(crop, augmentation), heatmap);
}

/** The way back, for predictions: in a mirrored picture joint j is also to be read as `mirror[j]`. */
export function heatmapToImage(crop: Crop, augmentation: Augmentation, heatmap: number): Affine<'heatmap', 'image'> {
  return invert(imageToHeatmap(crop, augmentation, heatmap));
}

function writeJoints(
  joints: Float32Array,
  b: number,
  store: PictureStore,
  index: number,
  augmentation: Augmentation,
  { heatmap, mirror }: BatchGeometry,
): void {
  const toHeatmap = imageToHeatmap(store.crops[index]!, augmentation, heatmap);
  const labels = store.samples[index]!.joints;
  for (let j = 0; j < mirror.length; j++) {
    // Mirrored, the person's right wrist looks like a left one, and is to be drawn as such.
    const joint = labels[augmentation.mirrored ? mirror[j]! : j]!;
    const { x, y } = apply(toHeatmap, joint);
    const isInside = x >= 0 && y >= 0 && x < heatmap && y < heatmap;
    const isKnown = joint.visibility > 0 && isInside;
    const at = 3 * (b * mirror.length + j);
    joints[at] = isKnown ? x : 0;
    joints[at + 1] = isKnown ? y : 0;
    joints[at + 2] = isKnown ? 1 : 0;
  }
}
