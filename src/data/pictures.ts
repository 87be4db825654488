import { type Affine, type Crop, cropAffine } from '../pose/affine.ts';
import type { Sample } from '../pose/sample.ts';
import { breather, stopIfCancelled } from './cancel.ts';
import { cropOfBox } from './crop.ts';
import { DataError, type Dataset, type RawPicture } from './dataset.ts';
import { cutSquare } from './resample.ts';

/** All people of a dataset, each cut out of the picture with a margin, ready for an engine to sample from. */
export interface PictureStore {
  /** [count, size, size, 4] RGBA; the shape that an engine attaches. */
  readonly pictures: { readonly count: number; readonly size: number; readonly pixels: Uint8Array };
  /** Those whose picture could be read; `samples[i]` is picture i of the store. */
  readonly samples: readonly Sample[];
  /** From the sample's picture to its square in the store, both in continuous pixels. */
  readonly toStore: readonly Affine<'image', 'store'>[];
  /** What the network looks at, before augmentation. */
  readonly crops: readonly Crop[];
  /** Pictures that could not be read. */
  readonly skipped: readonly SkippedPicture[];
}

interface SkippedPicture {
  readonly picture: string;
  /** People lost with it. */
  readonly people: number;
  readonly problem: string;
}

export interface StoreOptions {
  /** Side of a square in the store, in pixels. */
  readonly size: number;
  /** Side of a square over that of the crop, so that turns and zooms find pixels. */
  readonly margin?: number;
  /** Which people; all of the dataset unless told. */
  readonly samples?: readonly Sample[];
  /** Pictures decoded at a time; bounds the memory. */
  readonly concurrency?: number;
  /** Bytes that the store may take. */
  readonly budget?: number;
  /** From 0 to 1. */
  readonly progress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Side of a store's square over the side of the crop. */
export const storeMargin = 1.6;

/** The side of a store that keeps the detail of an input of `input` pixels. */
export function storeSize(input: number, margin = storeMargin): number {
  return Math.ceil(input * margin);
}

/**
 * Decodes every picture once and cuts its people out. The same dataset gives the same store.
 * @throws DataError 'too-large' over the budget, 'empty' when no picture can be read, 'cancelled'; a single bad picture is skipped
 */
export async function buildPictureStore(dataset: Dataset, options: StoreOptions): Promise<PictureStore> {
  const { size, margin = storeMargin, concurrency = 4, signal, progress } = options;
  const samples = options.samples ?? dataset.samples;
  const pixels = allocate(dataset.name, samples.length, size, options.budget ?? 2 ** 31);
  const crops = samples.map((sample) => cropOfBox(sample.box));
  const toStore = crops.map((crop) => cropAffine('image', 'store', { ...crop, side: margin * crop.side }, size));
  const queue = [...groupByPicture(samples)];
  const bad = new Map<string, string>();
  const pause = breather(signal, dataset.name);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < queue.length) {
      stopIfCancelled(signal, dataset.name);
      const [name, people] = queue[next++]!;
      const picture = await decoded(dataset, name, bad);
      if (picture) for (const i of people) cutSquare(picture, toStore[i]!, size, pixels, i * size * size * 4);
      progress?.(++done / queue.length);
      await pause();
    }
  };
  // One failure ends the others too, before any of them writes again.
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, () => work().catch(giveUp)));
  function giveUp(error: unknown): never {
    next = queue.length;
    throw error;
  }
  const kept = samples.map((_, i) => i).filter((i) => !bad.has(samples[i]!.picture));
  const skipped = queue.flatMap(([picture, people]) => {
    const problem = bad.get(picture);
    return problem === undefined ? [] : [{ picture, people: people.length, problem }];
  });
  if (kept.length === 0) {
    throw new DataError('empty', {
      file: dataset.name,
      place: skipped[0]?.picture ?? '',
      problem: skipped[0] ? `no picture can be read; the first: ${skipped[0].problem}` : 'there is nobody in it',
      cure: 'Save the pictures as JPEG or PNG, and open the set again.',
    });
  }
  return {
    pictures: { count: kept.length, size, pixels: compact(pixels, kept, size * size * 4) },
    samples: kept.map((i) => samples[i]!),
    toStore: kept.map((i) => toStore[i]!),
    crops: kept.map((i) => crops[i]!),
    skipped,
  };
}

function allocate(file: string, count: number, size: number, budget: number): Uint8Array {
  const bytes = count * size * size * 4;
  const tooLarge = (cause?: unknown) =>
    new DataError(
      'too-large',
      {
        file,
        problem: `${count.toLocaleString('en')} people at ${size} × ${size} pixels take ${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB of memory`,
        cure: 'Choose a smaller input, or a part of the set.',
      },
      { cause },
    );
  if (bytes > budget) throw tooLarge();
  try {
    return new Uint8Array(bytes);
  } catch (error) {
    throw tooLarge(error);
  }
}

/** Indices of samples by the name of their picture, in order of first appearance. */
function groupByPicture(samples: readonly Sample[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [i, { picture }] of samples.entries()) {
    const group = groups.get(picture);
    if (group) group.push(i);
    else groups.set(picture, [i]);
  }
  return groups;
}

async function decoded(dataset: Dataset, name: string, bad: Map<string, string>): Promise<RawPicture | null> {
  try {
    return await dataset.picture(name);
  } catch (error) {
    if (!(error instanceof DataError) || error.code === 'cancelled') throw error;
    bad.set(name, error.message);
    return null;
  }
}

/** The squares of `kept` alone, in order. */
function compact(pixels: Uint8Array, kept: readonly number[], stride: number): Uint8Array {
  if (kept.length * stride === pixels.length) return pixels;
  for (const [to, from] of kept.entries()) pixels.copyWithin(to * stride, from * stride, (from + 1) * stride);
  return pixels.slice(0, kept.length * stride);
}
