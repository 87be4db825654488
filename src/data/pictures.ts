import { type Affine, type Crop, cropAffine } from '../pose/affine.ts';
import type { Sample } from '../pose/sample.ts';
import { breather, stopIfCancelled } from './cancel.ts';
import { cropOfBox } from './crop.ts';
import { DataError, type Dataset } from './dataset.ts';
import { type SquareKeeper, Squares } from './squares.ts';

/** All people of a dataset, and the squares about them with a margin, ready for an engine to sample from. */
export interface PictureStore {
  readonly samples: readonly Sample[];
  /** From the sample's picture to its square, both in continuous pixels. */
  readonly toStore: readonly Affine<'image', 'store'>[];
  /** What the network looks at, before augmentation. */
  readonly crops: readonly Crop[];
  /** Cut when asked for. */
  readonly squares: Squares;
}

export interface StoreOptions {
  /** Side of a square in the store, in pixels. */
  readonly size: number;
  /** Side of a square over that of the crop, so that turns and zooms find pixels. */
  readonly margin?: number;
  /** Pictures decoded at a time. */
  readonly concurrency?: number;
  /** Bytes of squares held in memory. */
  readonly memory?: number;
  /** Where squares are kept beyond the page. */
  readonly keeper?: SquareKeeper | null;
  /** People whose pictures are read at once, at even distances; all of them in a smaller set. */
  readonly first?: number;
  /** Of reading those, from 0 to 1. */
  readonly progress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Side of a store's square over the side of the crop. */
export const storeMargin = 1.6;

/** Some 6,000 people at 64 × 64 pixels. */
const defaultMemory = 2 ** 28;

/** The side of a store that keeps the detail of an input of `input` pixels. */
export function storeSize(input: number, margin = storeMargin): number {
  return Math.ceil(input * margin);
}

/**
 * Opens the store of a dataset. A few pictures are read now, so that a set that cannot be used, or only in part, says so at once; the rest
 * when they are wanted.
 * @throws DataError 'empty' when no picture can be read, 'cancelled'; a single bad picture is skipped
 */
export async function openPictureStore(dataset: Dataset, options: StoreOptions): Promise<PictureStore> {
  const { size, margin = storeMargin, concurrency = 4, memory = defaultMemory, keeper = null, first = 64, progress, signal } = options;
  const { samples, name } = dataset;
  const crops = samples.map((sample) => cropOfBox(sample.box));
  const toStore = crops.map((crop) => cropAffine('image', 'store', { ...crop, side: margin * crop.side }, size));
  const pictures = samples.map(({ picture }) => picture);
  const squares = new Squares(dataset, pictures, toStore, { size, memory, concurrency, keeper });
  const pause = breather(signal, name);
  const count = Math.min(first, samples.length);
  let hasOne = false;
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < count || (!hasOne && next < count + samples.length)) {
      stopIfCancelled(signal, name);
      const n = next++;
      const index = n < count ? Math.floor((n * samples.length) / count) : n - count;
      if (await squares.isReadable(index)) hasOne = true;
      progress?.(Math.min(1, ++done / count));
      await pause();
    }
  };
  // One failure ends the others too.
  const giveUp = (error: unknown): never => {
    next = Number.POSITIVE_INFINITY;
    throw error;
  };
  await Promise.all(Array.from({ length: concurrency }, () => work().catch(giveUp)));
  if (!hasOne) {
    const [bad] = squares.skipped;
    throw new DataError('empty', {
      file: name,
      place: bad?.picture ?? '',
      problem: bad ? `no picture can be read; the first: ${bad.problem}` : 'there is nobody in it',
      cure: 'Save the pictures as JPEG or PNG, and open the set again.',
    });
  }
  return { samples, toStore, crops, squares };
}
