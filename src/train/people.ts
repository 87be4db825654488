import { type Augmentation, noAugmentation } from '../data/augment.ts';
import { createBatch, fillBatch, type PoseBatch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset.ts';
import type { PictureStore } from '../data/pictures.ts';
import type { Split } from '../pose/sample.ts';
import { mirrorPermutation, type Skeleton } from '../pose/skeleton.ts';

/** A dataset made ready for one size of input, people split. */
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

/** A batch of people, with their pictures. */
export interface PeopleBatch extends PoseBatch {
  /** Side of a picture, in pixels. */
  readonly size: number;
  /** [B, size, size, 4], RGBA. */
  readonly pixels: Uint8Array;
}

/** Those of a list whose pictures can be read. */
export async function readable({ store }: People, indices: readonly number[]): Promise<number[]> {
  const can = await Promise.all(indices.map((index) => store.squares.isReadable(index)));
  return indices.filter((_, i) => can[i]);
}

/** A batch of people as they are, for looking at them. */
export function plainBatch(
  people: People,
  indices: readonly number[],
  sides: { readonly input: number; readonly heatmap: number },
): Promise<PeopleBatch> {
  return variedBatch(people, indices, [noAugmentation], sides);
}

/** A batch of people, each varied by its augmentation. A new one each time, since an engine may still hold the last. */
export async function variedBatch(
  { store, skeleton }: People,
  indices: readonly number[],
  augmentations: readonly Augmentation[],
  { input, heatmap }: { readonly input: number; readonly heatmap: number },
): Promise<PeopleBatch> {
  const batch = createBatch(indices.length, skeleton.joints.length);
  fillBatch(batch, store, indices, augmentations, { input, heatmap, mirror: mirrorPermutation(skeleton) });
  return { ...batch, size: store.squares.size, pixels: await store.squares.read(indices) };
}
