import { drawAugmentation } from '../data/augment.ts';
import { DataError } from '../data/dataset.ts';
import type { Duel } from '../engine/engine.ts';
import type { Config } from '../method/hyperparameters.ts';
import { createRandom, shuffled } from '../pose/random.ts';
import { type People, type PeopleBatch, variedBatch } from './people.ts';

/**
 * Steps whose pictures are read beforehand, at most: while the page waits for its user the whole built-in set is, so that training finds
 * both cores free.
 */
const mostAhead = 256;

/**
 * The batch of any step, from the seed and the step alone: going on from a checkpoint needs no other state, and looking at a step again
 * shows the same pictures. Every epoch sees each training picture once, in an order of its own; batches run on over its end. In place of
 * a picture that cannot be read stands the next of its epoch, whenever that is found out.
 */
export class Batches {
  readonly #config: Config;
  readonly #people: People;
  readonly #duel: Duel;
  /** The orders of the epochs that were asked for last. */
  #orders: { readonly epoch: number; readonly indices: Uint32Array }[] = [];
  /** The step before which everything has been asked for. */
  #asked = 0;

  /** @throws RangeError without pictures to train on */
  constructor(config: Config, people: People, duel: Duel) {
    if (people.train.length === 0) throw new RangeError('there are no pictures to train on');
    this.#config = config;
    this.#people = people;
    this.#duel = duel;
  }

  /** @throws DataError 'empty' when no training picture can be read */
  async at(step: number): Promise<PeopleBatch> {
    void this.prefetch(step);
    const { batch } = this.#duel;
    const indices = await Promise.all(Array.from({ length: batch }, (_, i) => this.#readable(step * batch + i)));
    const random = createRandom(this.#config.seed).fork(`augment step ${step}`);
    return variedBatch(
      this.#people,
      indices,
      indices.map(() => drawAugmentation(this.#config, random)),
      this.#duel,
    );
  }

  /** Begins to read the pictures of the steps from `step` on: as many as memory holds with ease. Resolves when there is nothing left to read. */
  async prefetch(step: number): Promise<void> {
    const { squares } = this.#people.store;
    const { batch } = this.#duel;
    const end = step + Math.min(mostAhead, Math.max(1, Math.floor(squares.capacity / 2 / batch)));
    if (this.#asked < step || this.#asked > end) this.#asked = step;
    const count = (end - this.#asked) * batch;
    const ahead = Array.from({ length: Math.max(0, count) }, (_, i) => this.#index(this.#asked * batch + i));
    this.#asked = end;
    await squares.prefetch(ahead);
  }

  /** The picture at a position of the endless sequence of epochs. */
  #index(position: number): number {
    const { train } = this.#people;
    return train[this.#order(Math.floor(position / train.length))[position % train.length]!]!;
  }

  /** The first one that can be read, from a position to the end of its epoch and on from its beginning. */
  async #readable(position: number): Promise<number> {
    const { train, store, dataset } = this.#people;
    const start = position - (position % train.length);
    for (let k = 0; k < train.length; k++) {
      const index = this.#index(start + ((position - start + k) % train.length));
      if (await store.squares.isReadable(index)) return index;
    }
    throw new DataError('empty', {
      file: dataset.name,
      problem: 'no picture to train on can be read',
      cure: 'Save the pictures as JPEG or PNG, and open the set again.',
    });
  }

  #order(epoch: number): Uint32Array {
    const known = this.#orders.find((order) => order.epoch === epoch);
    if (known) return known.indices;
    const indices = shuffled(this.#people.train.length, createRandom(this.#config.seed).fork(`order of epoch ${epoch}`));
    // Reading ahead asks for the next one while the last is still in use.
    this.#orders = [{ epoch, indices }, ...this.#orders.slice(0, 2)];
    return indices;
  }
}
