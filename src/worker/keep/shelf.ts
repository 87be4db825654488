import { DataError } from '../../data/dataset.ts';
import { type RunLabel, readRunFile, readRunLabel, type SavedRun, writeRunFile } from '../../export/runFile.ts';
import type { PrivateFiles } from './privateFiles.ts';

/** A run on the shelf, without its weights. */
export interface ShelvedRun extends RunLabel {
  readonly key: string;
  readonly bytes: number;
}

/** Bytes for all runs, unless the user says otherwise: some fifty runs of the default networks. */
const defaultShelf = 256e6;

const fileName = /^run-([0-9a-f-]{36})-(\d+)\.poseduel$/;
const budgetName = 'budget.json';

interface Version {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly bytes: number;
}

/**
 * Runs in the browser's files, one `run-<key>-<version>.poseduel` each. A version is written beside the one before, which goes only when
 * the new one is whole; the highest that can be read counts. The zip's own checksums tell whether it can.
 */
export class Shelf {
  readonly #files: PrivateFiles;
  /** By the name of its file; null for a file that cannot be read. */
  readonly #labels = new Map<string, RunLabel | null>();

  constructor(files: PrivateFiles) {
    this.#files = files;
  }

  get place(): string {
    return this.#files.place;
  }

  async budget(): Promise<number> {
    try {
      const { bytes } = JSON.parse(await (await this.#files.read(budgetName)).text()) as { bytes?: unknown };
      return typeof bytes === 'number' && bytes >= 0 ? bytes : defaultShelf;
    } catch {
      // Nobody has said anything yet.
      return defaultShelf;
    }
  }

  async setBudget(bytes: number): Promise<void> {
    await this.#files.write(budgetName, new Blob([JSON.stringify({ bytes })]));
    await this.#makeRoom(0, '');
  }

  /** Every run that can be read, the newest first. `isClaimed`: a page has it open, this one or another. */
  async runs(): Promise<(ShelvedRun & { readonly isClaimed: boolean })[]> {
    const claimed = await this.#files.claimed();
    const found = new Map<string, ShelvedRun & { readonly isClaimed: boolean }>();
    for (const { key, name, bytes } of await this.#versions()) {
      if (found.has(key)) continue;
      const label = await this.#label(name);
      if (label) found.set(key, { ...label, key, bytes, isClaimed: claimed.has(key) });
    }
    return [...found.values()].sort((a, b) => b.savedAt - a.savedAt);
  }

  freed(key: string): Promise<void> {
    return this.#files.freed(key);
  }

  claim(key: string): Promise<boolean> {
    return this.#files.claim(key);
  }

  /**
   * Older runs that no page has open make room for it.
   * @throws DataError 'too-large' when it does not fit the budget; DOMException 'QuotaExceededError' when it does not fit the disk
   */
  async keep(key: string, run: SavedRun): Promise<void> {
    const bytes = await writeRunFile(run);
    await this.#makeRoom(bytes.length, key);
    const before = (await this.#versions()).filter((each) => each.key === key);
    const version = (before[0]?.version ?? 0) + 1;
    await this.#files.write(`run-${key}-${version}.poseduel`, new Blob([bytes]));
    for (const { name } of before) await this.#files.remove(name);
  }

  /** The last version that is whole. @throws DataError when there is none */
  async take(key: string): Promise<SavedRun> {
    let problem: unknown = new DataError('not-found', { file: 'The run', problem: 'it is no longer kept', cure: 'Start a new one.' });
    for (const { name } of (await this.#versions()).filter((each) => each.key === key)) {
      try {
        return await readRunFile(await this.#files.read(name), 'The kept run');
      } catch (error) {
        this.#labels.set(name, null);
        problem = error;
      }
    }
    throw problem;
  }

  async discard(key: string): Promise<void> {
    for (const { name } of (await this.#versions()).filter((each) => each.key === key)) await this.#files.remove(name);
  }

  /** Lets older runs go until `more` bytes fit, those of open pages aside. */
  async #makeRoom(more: number, own: string): Promise<void> {
    const budget = await this.budget();
    if (more > budget)
      throw new DataError('too-large', {
        file: 'This run',
        problem: `it takes ${Math.ceil(more / 1e6)} MB, and ${Math.round(budget / 1e6)} MB are set aside for runs`,
        cure: 'Set aside more under “Runs”, or download the run.',
      });
    const versions = await this.#versions();
    let spent = more + versions.reduce((sum, { key, bytes }) => (key === own ? sum : sum + bytes), 0);
    if (spent <= budget) return;
    for (const { key, isClaimed } of (await this.runs()).reverse()) {
      if (spent <= budget) return;
      if (isClaimed || key === own) continue;
      await this.discard(key);
      spent -= versions.reduce((sum, each) => (each.key === key ? sum + each.bytes : sum), 0);
    }
  }

  /** All files of runs, the highest version of each first. */
  async #versions(): Promise<Version[]> {
    const found = (await this.#files.list()).flatMap(({ name, bytes }) => {
      const [, key, version] = fileName.exec(name) ?? [];
      return key && version ? [{ key, version: Number(version), name, bytes }] : [];
    });
    return found.sort((a, b) => b.version - a.version);
  }

  async #label(name: string): Promise<RunLabel | null> {
    const known = this.#labels.get(name);
    if (known !== undefined) return known;
    const label = await this.#files
      .read(name)
      .then((bytes) => readRunLabel(bytes, name))
      // Half a file, from a page that was closed while it was written: the version before is there.
      .catch(() => null);
    this.#labels.set(name, label);
    return label;
  }
}
