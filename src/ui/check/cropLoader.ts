import type { Playground } from '../../store/playground.ts';

/** A person as the network looks at it, ready to be drawn. */
export interface CropPicture {
  readonly id: string;
  readonly picture: ImageData;
  /** [J, 3]: x, y in parts of the side, and the visibility. */
  readonly joints: Float32Array;
}

/** Pixels of a side, and how many crops are kept: some 60 MB. */
const side = 120;
const mostKept = 1000;
const mostAtOnce = 48;

/** Fetches crops from the worker, many in one question, and keeps those that were asked for last. */
export class CropLoader {
  readonly #ask: Playground['ask'];
  readonly #kept = new Map<number, CropPicture>();
  readonly #wanted = new Map<number, Set<(crop: CropPicture) => void>>();
  #isAsking = false;

  constructor(ask: Playground['ask']) {
    this.#ask = ask;
  }

  kept(index: number): CropPicture | null {
    return this.#kept.get(index) ?? null;
  }

  /** Calls back once the crop is there, unless the function that is returned is called before. */
  want(index: number, then: (crop: CropPicture) => void): () => void {
    const callers = this.#wanted.get(index) ?? new Set();
    this.#wanted.set(index, callers.add(then));
    // All that a scroll brings into sight asks within one turn of the loop.
    queueMicrotask(() => void this.#next());
    return () => {
      callers.delete(then);
      if (callers.size === 0) this.#wanted.delete(index);
    };
  }

  async #next(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#wanted.size > 0) await this.#fetch([...this.#wanted.keys()].slice(0, mostAtOnce));
    } catch {
      // The run is gone; whoever shows the crops is about to go too, or asks again.
      this.#wanted.clear();
    } finally {
      this.#isAsking = false;
    }
  }

  async #fetch(indices: readonly number[]): Promise<void> {
    const { pixels, joints, ids } = await this.#ask('crops', { indices, side });
    const each = joints.length / ids.length;
    for (const [n, id] of ids.entries()) {
      const bytes = pixels.subarray(n * side * side * 4, (n + 1) * side * side * 4);
      const crop = { id, picture: new ImageData(bytes, side, side), joints: joints.subarray(n * each, (n + 1) * each) };
      this.#keep(indices[n]!, crop);
    }
    for (const index of indices) this.#wanted.delete(index);
  }

  #keep(index: number, crop: CropPicture): void {
    this.#kept.set(index, crop);
    for (const then of this.#wanted.get(index) ?? []) then(crop);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }
}
