import { DataError, type Dataset } from '../data/dataset.ts';
import type { DataSource } from './protocol.ts';

/** A dataset that was read and shown to the user, who has not said yet whether to use it. */
export class Understood {
  #token = 0;
  #dataset: Dataset | null = null;

  /** Keeps it in place of the last one; the token names it. */
  keep(dataset: Dataset): number {
    this.#dataset = dataset;
    return ++this.#token;
  }

  /** Hands it out, with the skeleton as the user put it right. @throws DataError 'not-found' when another one came since */
  take({ token, skeleton }: Extract<DataSource, { kind: 'understood' }>): Dataset {
    const dataset = token === this.#token ? this.#dataset : null;
    if (!dataset)
      throw new DataError('not-found', { file: 'The dataset', problem: 'it is no longer at hand', cure: 'Choose its files again.' });
    this.#dataset = null;
    if (!skeleton) return dataset;
    if (skeleton.joints.length !== dataset.skeleton.joints.length) throw new RangeError('A skeleton cannot change its count of joints.');
    return { ...dataset, skeleton };
  }

  /** Gives the memory back. */
  drop(token: number): void {
    if (token === this.#token) this.#dataset = null;
  }
}
