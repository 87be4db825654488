import { DataError, type Dataset } from '../data/dataset.ts';
import type { People } from '../train/people.ts';

/** Samples that the user has left out, by dataset; a run sees what was left out when it was begun. */
export class LeftOut {
  readonly #ids = new WeakMap<Dataset, Set<string>>();

  of(dataset: Dataset): ReadonlySet<string> {
    return this.#ids.get(dataset) ?? new Set();
  }

  set(dataset: Dataset, ids: readonly string[], out: boolean): void {
    const all = new Set(this.of(dataset));
    for (const id of ids) {
      if (out) all.add(id);
      else all.delete(id);
    }
    this.#ids.set(dataset, all);
  }

  /** People of whom those who are left out are in no split. @throws DataError 'empty' when that leaves nobody to learn from */
  without(people: People): People {
    const out = this.of(people.dataset);
    if (out.size === 0) return people;
    const kept = (indices: readonly number[]) => indices.filter((i) => !out.has(people.store.samples[i]!.id));
    const train = kept(people.train);
    if (train.length === 0) {
      const problem = 'everyone to learn from is left out';
      throw new DataError('empty', { file: people.dataset.name, problem, cure: 'Take some back under “Check the data”.' });
    }
    return { ...people, train, validation: kept(people.validation) };
  }
}
