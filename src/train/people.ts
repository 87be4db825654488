import { type Augmentation, noAugmentation } from '../data/augment.ts';
import { createBatch, fillBatch, type PoseBatch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset.ts';
import type { PictureStore } from '../data/pictures.ts';
import type { Split } from '../pose/sample.ts';
import { mirrorPermutation, type Skeleton } from '../pose/skeleton.ts';

/** A dataset made ready for one size of input: pictures cut out, people split. */
export interface People {
  readonly dataset: Dataset;
  readonly skeleton: Skeleton;
  readonly store: PictureStore;
  /** Indices into the store. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export function peopleOf(dataset: Dataset, store: PictureStore): People {
  const indices = (split: Split) => store.samples.flatMap((sample, i) => (sample.split === split ? [i] : []));
  return { dataset, skeleton: dataset.skeleton, store, train: indices('train'), validation: indices('validation') };
}

/** `count` of a list at even distances, always the same ones; all of it when it is shorter. */
export function evenly<T>(list: readonly T[], count: number): T[] {
  const n = Math.min(count, list.length);
  return Array.from({ length: n }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / n)]!);
}

/** A batch of people as they are, for looking at them. */
export function plainBatch(
  people: People,
  indices: readonly number[],
  sides: { readonly input: number; readonly heatmap: number },
): PoseBatch {
  return variedBatch(people, indices, [noAugmentation], sides);
}

/** A batch of people, each varied by its augmentation. A new one each time, since an engine may still hold the last. */
export function variedBatch(
  { store, skeleton }: People,
  indices: readonly number[],
  augmentations: readonly Augmentation[],
  { input, heatmap }: { readonly input: number; readonly heatmap: number },
): PoseBatch {
  const batch = createBatch(indices.length, skeleton.joints.length);
  return fillBatch(batch, store, indices, augmentations, { input, heatmap, mirror: mirrorPermutation(skeleton) });
}
