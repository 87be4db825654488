import type { Affine } from '../pose/affine.ts';
import { breather } from './cancel.ts';
import { DataError, type Dataset, type RawPicture } from './dataset.ts';
import { cutSquare } from './resample.ts';

/** Width and height of a picture, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Squares that outlive the page, by their place in the store. */
export interface SquareKeeper {
  has(index: number): boolean;
  /** Null when it is not there, or no longer what was written. */
  read(index: number): { readonly square: Uint8Array; readonly frame: Frame } | null;
  /** Does nothing where there is no room. */
  write(index: number, square: Uint8Array, frame: Frame): void;
}

export interface SkippedPicture {
  readonly picture: string;
  /** People lost with it. */
  readonly people: number;
  readonly problem: string;
}

export interface SquaresOptions {
  /** Side of a square, in pixels. */
  readonly size: number;
  /** Bytes of squares held in memory. */
  readonly memory: number;
  /** Pictures decoded at a time. */
  readonly concurrency: number;
  readonly keeper?: SquareKeeper | null;
}

/**
 * The squares of a dataset's people, cut out of their pictures when they are first asked for. As many as fit into memory are held there,
 * those used last; a keeper may hold more. The same dataset gives the same squares, whatever they come from.
 */
export class Squares {
  readonly size: number;
  /** How many fit into memory. */
  readonly capacity: number;
  /** Called when a picture turns out to be unreadable. */
  onSkipped: (() => void) | null = null;
  readonly #dataset: Dataset;
  readonly #pictures: readonly string[];
  readonly #toStore: readonly Affine<'image', 'store'>[];
  #keeper: SquareKeeper | null;
  readonly #concurrency: number;
  /** Indices of people by picture. */
  readonly #people = new Map<string, number[]>();
  /** The one used last is the last. */
  readonly #held = new Map<number, Uint8Array>();
  readonly #frames = new Map<string, Frame>();
  readonly #skipped = new Map<string, SkippedPicture>();
  readonly #underWay = new Map<string, Promise<ReadonlyMap<number, Uint8Array>>>();
  readonly #waiting: (() => void)[] = [];
  #decoding = 0;
  #decoded = 0;
  #ahead: number[] = [];
  readonly #fetchers = new Set<Promise<void>>();

  /** @param pictures the picture of each person, and where their square lies in it */
  constructor(
    dataset: Dataset,
    pictures: readonly string[],
    toStore: readonly Affine<'image', 'store'>[],
    { size, memory, concurrency, keeper = null }: SquaresOptions,
  ) {
    this.size = size;
    this.capacity = Math.max(1, Math.floor(memory / (4 * size * size)));
    this.#dataset = dataset;
    this.#pictures = pictures;
    this.#toStore = toStore;
    this.#concurrency = Math.max(1, concurrency);
    this.#keeper = keeper;
    for (const [i, picture] of pictures.entries()) {
      const group = this.#people.get(picture);
      if (group) group.push(i);
      else this.#people.set(picture, [i]);
    }
  }

  /** Whether these are the people of a dataset, at this size. */
  isOf(dataset: Dataset, size: number): boolean {
    return this.#dataset === dataset && this.size === size;
  }

  /** Pictures decoded so far. */
  get decoded(): number {
    return this.#decoded;
  }

  /** Bytes of squares in memory now. */
  get bytes(): number {
    return this.#held.size * 4 * this.size * this.size;
  }

  /** The most bytes of squares in memory. */
  get limit(): number {
    return this.capacity * 4 * this.size * this.size;
  }

  /** Pictures that could not be read, as far as is known. */
  get skipped(): readonly SkippedPicture[] {
    return [...this.#skipped.values()];
  }

  /** The size of a person's picture; null before it was read. */
  frameOf(index: number): Frame | null {
    return this.#frames.get(this.#pictures[index]!) ?? null;
  }

  /** Keeps squares from now on, those in memory first. */
  async keepIn(keeper: SquareKeeper): Promise<void> {
    this.#keeper = keeper;
    const pause = breather(undefined, this.#dataset.name);
    for (const [index, square] of [...this.#held]) {
      if (!keeper.has(index)) keeper.write(index, square, this.frameOf(index)!);
      await pause();
    }
  }

  /** The squares of these people, [n, size, size, 4] RGBA; zeros for one whose picture cannot be read. */
  async read(indices: readonly number[]): Promise<Uint8Array> {
    const each = 4 * this.size * this.size;
    const pixels = new Uint8Array(indices.length * each);
    await Promise.all(
      indices.map(async (index, n) => {
        const square = await this.#square(index);
        if (square) pixels.set(square, n * each);
      }),
    );
    return pixels;
  }

  /** Whether a person's picture can be read; it is, to know that. */
  async isReadable(index: number): Promise<boolean> {
    return (await this.#square(index)) !== null;
  }

  /** Reads these people beforehand, in this order, after those that were asked for before. Resolves when nobody is left to be read. */
  async prefetch(indices: readonly number[]): Promise<void> {
    this.#ahead.push(...indices);
    while (this.#fetchers.size < this.#concurrency && this.#fetchers.size < this.#ahead.length) {
      const fetcher = this.#fetch().finally(() => this.#fetchers.delete(fetcher));
      this.#fetchers.add(fetcher);
    }
    await Promise.all(this.#fetchers);
  }

  /** Forgets what was to be read beforehand. */
  rest(): void {
    this.#ahead = [];
  }

  async #fetch(): Promise<void> {
    const pause = breather(undefined, this.#dataset.name);
    for (let index = this.#ahead.shift(); index !== undefined; index = this.#ahead.shift()) {
      // What goes wrong here goes wrong again when it is needed, and is told then.
      await this.#square(index).catch(() => {});
      await pause();
    }
  }

  async #square(index: number): Promise<Uint8Array | null> {
    const picture = this.#pictures[index];
    if (picture === undefined) throw new RangeError(`There is no person ${index} in a store of ${this.#pictures.length}.`);
    const held = this.#held.get(index);
    if (held) return this.#hold(index, held);
    if (this.#skipped.has(picture)) return null;
    const kept = this.#keeper?.read(index);
    if (kept) {
      this.#frames.set(picture, kept.frame);
      return this.#hold(index, kept.square);
    }
    let cut = this.#underWay.get(picture);
    if (!cut) {
      cut = this.#cut(picture).finally(() => this.#underWay.delete(picture));
      this.#underWay.set(picture, cut);
    }
    return (await cut).get(index) ?? null;
  }

  /** Decodes a picture and cuts everyone out of it who is not at hand. */
  async #cut(name: string): Promise<ReadonlyMap<number, Uint8Array>> {
    const cut = new Map<number, Uint8Array>();
    const picture = await this.#decode(name);
    if (!picture) return cut;
    const frame = { width: picture.width, height: picture.height };
    this.#frames.set(name, frame);
    for (const i of this.#people.get(name)!) {
      const square = new Uint8Array(4 * this.size * this.size);
      cutSquare(picture, this.#toStore[i]!, this.size, square, 0);
      if (!this.#keeper?.has(i)) this.#keeper?.write(i, square, frame);
      cut.set(i, this.#hold(i, square));
    }
    return cut;
  }

  /** Null when it cannot be read, which is remembered. */
  async #decode(name: string): Promise<RawPicture | null> {
    while (this.#decoding >= this.#concurrency) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#decoding++;
    try {
      this.#decoded++;
      return await this.#dataset.picture(name);
    } catch (error) {
      if (!(error instanceof DataError) || error.code === 'cancelled') throw error;
      this.#skipped.set(name, { picture: name, people: this.#people.get(name)!.length, problem: error.message });
      this.onSkipped?.();
      return null;
    } finally {
      this.#decoding--;
      this.#waiting.shift()?.();
    }
  }

  #hold(index: number, square: Uint8Array): Uint8Array {
    this.#held.delete(index);
    this.#held.set(index, square);
    if (this.#held.size > this.capacity) this.#held.delete(this.#held.keys().next().value!);
    return square;
  }
}
