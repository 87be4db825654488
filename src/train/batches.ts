import { drawAugmentation } from '../data/augment.ts';
import type { PoseBatch } from '../data/batch.ts';
import type { Duel } from '../engine/engine.ts';
import type { Config } from '../method/hyperparameters.ts';
import { createRandom, shuffled } from '../pose/random.ts';
import { type People, variedBatch } from './people.ts';

/**
 * The batch of any step, from the seed and the step alone: going on from a checkpoint needs no other state, and looking at a step again
 * shows the same pictures. Every epoch sees each training picture once, in an order of its own; batches run on over its end.
 */
export class Batches {
  readonly #config: Config;
  readonly #people: People;
  readonly #duel: Duel;
  /** The order of the epoch that was asked for last. */
  #order: { readonly epoch: number; readonly indices: Uint32Array } | null = null;

  /** @throws RangeError without pictures to train on */
  constructor(config: Config, people: People, duel: Duel) {
    if (people.train.length === 0) throw new RangeError('there are no pictures to train on');
    this.#config = config;
    this.#people = people;
    this.#duel = duel;
  }

  at(step: number): PoseBatch {
    const { batch } = this.#duel;
    const indices = Array.from({ length: batch }, (_, i) => this.#index(step * batch + i));
    const random = createRandom(this.#config.seed).fork(`augment step ${step}`);
    return variedBatch(
      this.#people,
      indices,
      indices.map(() => drawAugmentation(this.#config, random)),
      this.#duel,
    );
  }

  /** The picture at a position of the endless sequence of epochs. */
  #index(position: number): number {
    const { train } = this.#people;
    const epoch = Math.floor(position / train.length);
    if (this.#order?.epoch !== epoch)
      this.#order = { epoch, indices: shuffled(train.length, createRandom(this.#config.seed).fork(`order of epoch ${epoch}`)) };
    return train[this.#order.indices[position % train.length]!]!;
  }
}
