import type { Dataset } from '../../data/dataset.ts';
import { datasetKey } from '../../data/fingerprint.ts';
import { SquareFile } from '../../data/squareFile.ts';
import type { Squares } from '../../data/squares.ts';
import type { Platform } from '../platform.ts';
import type { Problem, WorkerEvent } from '../protocol.ts';
import type { SquareFolder } from './squareFolder.ts';

/** Bytes for the squares of all sets, unless the user says otherwise: 30,000 people at 64 × 64 pixels take 1.3 GB. */
const defaultBudget = 2e9;
/** Milliseconds between two words to the page while it trains, at least. */
const interval = 2000;
/** Part of a file's name: a change in how squares are cut asks for a new one. */
const version = 1;
const catalogueName = 'sets.json';

interface Catalogue {
  readonly budget: number;
  /** By the name of the file. */
  readonly sets: Readonly<
    Record<string, { readonly name: string; readonly people: number; readonly size: number; readonly usedAt: number }>
  >;
}

/** Keeps the squares of datasets in the browser, so that the next visit decodes nothing. The set that was used least lately makes way. */
export class SquareShelf {
  readonly #post: (event: WorkerEvent) => void;
  readonly #now: () => number;
  readonly #squares: () => Squares | null;
  readonly #folder: Promise<SquareFolder | null>;
  readonly #open = new Map<string, SquareFile>();
  #catalogue: Catalogue = { budget: defaultBudget, sets: {} };
  /** Files that this page has not opened. */
  #others: readonly { readonly name: string; readonly bytes: number }[] = [];
  /** The file of the open set, while another page has it open. */
  #elsewhere: string | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** @param squares those of the open set */
  constructor(platform: Platform, post: (event: WorkerEvent) => void, squares: () => Squares | null) {
    this.#post = post;
    this.#now = platform.now;
    this.#squares = squares;
    this.#folder = platform.squareFolder
      ? platform.squareFolder().then(
          async (folder) => {
            this.#catalogue = await readCatalogue(folder);
            return folder;
          },
          (error: unknown) => {
            this.#fail(error);
            return null;
          },
        )
      : Promise.resolve(null);
  }

  /**
   * Where the squares of a set are kept; null where they cannot be, and while another page has them open: once it is closed, those of the
   * open set go there.
   */
  async fileFor(dataset: Dataset, size: number): Promise<SquareFile | null> {
    const key = datasetKey(dataset);
    const folder = await this.#folder;
    this.#elsewhere = null;
    if (!folder || !key) return null;
    const name = `squares-${key}-${size}-${version}`;
    try {
      const people = dataset.samples.length;
      const known = this.#open.get(name);
      const file = known ? null : await folder.open(name);
      if (!known && !file) {
        this.#elsewhere = name;
        void folder.freed(name).then(() => this.#takeOver(name, dataset, size));
        return null;
      }
      const squares = known ?? new SquareFile(file!, people, size, 0);
      squares.onFailed = (error) => this.#fail(error);
      this.#open.set(name, squares);
      const set = { name: dataset.name, people, size, usedAt: Date.now() };
      // Another page may have written it since.
      this.#catalogue = await readCatalogue(folder, this.#catalogue);
      this.#catalogue = { ...this.#catalogue, sets: { ...this.#catalogue.sets, [name]: set } };
      await this.#makeRoom(folder, name, SquareFile.bytesFor(people, size));
      return squares;
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  async setBudget(bytes: number): Promise<void> {
    await this.#change(async (folder) => {
      this.#catalogue = { ...(await readCatalogue(folder, this.#catalogue)), budget: bytes };
      await this.#makeRoom(folder, '', 0);
    });
  }

  /** Throws all squares away; those of the open set are cut again as they are needed. */
  async clear(): Promise<void> {
    await this.#change(async (folder) => {
      for (const { name } of this.#others) await folder.remove(name).catch(() => {});
      for (const squares of this.#open.values()) squares.clear();
      await this.#look(folder);
    });
  }

  /** Tells the page what there is. */
  async tell(): Promise<void> {
    this.#toldAt = this.#now();
    const place = (await this.#folder)?.place ?? null;
    const sets = [
      ...[...this.#open].map(([name, file]) => ({ name, bytes: file.bytes, isOpen: true })),
      ...this.#others.map((other) => ({ ...other, isOpen: false })),
    ].map(({ name: key, bytes, isOpen }) => {
      const { name, people, size } = this.#catalogue.sets[key] ?? { name: 'a set of before', people: null, size: null };
      return { key, name, people, size, bytes, isOpen };
    });
    const bytes = sets.reduce((sum, set) => sum + set.bytes, 0);
    const squares = this.#squares();
    this.#post({
      kind: 'pictures',
      pictures: {
        ...{ place, sets, bytes, budget: this.#catalogue.budget, decoded: squares?.decoded ?? 0 },
        memory: { spent: squares?.bytes ?? 0, limit: squares?.limit ?? 0 },
        isElsewhere: this.#elsewhere !== null && !this.#open.has(this.#elsewhere),
      },
    });
  }

  /** The same now and then. */
  async tellWhenDue(): Promise<void> {
    if (this.#now() - this.#toldAt > interval) await this.tell();
  }

  async flush(): Promise<void> {
    await this.#change(async () => {
      for (const squares of this.#open.values()) squares.flush();
    });
  }

  /** The page that had the file is closed. When the user has opened another set since, it is left alone. */
  async #takeOver(name: string, dataset: Dataset, size: number): Promise<void> {
    if (this.#elsewhere !== name) return;
    const file = await this.fileFor(dataset, size);
    const squares = this.#squares();
    if (file && squares?.isOf(dataset, size)) await squares.keepIn(file);
    await this.tell();
  }

  /** Tells the page afterwards. It may not work: that is told too, and training goes on. */
  async #change(how: (folder: SquareFolder) => Promise<void>): Promise<void> {
    const folder = await this.#folder;
    try {
      if (folder) await how(folder);
    } catch (error) {
      this.#fail(error);
    }
    await this.tell();
  }

  /** Lets sets of before go until `more` bytes fit, those least lately used first; what does not fit then is not kept. */
  async #makeRoom(folder: SquareFolder, own: string, more: number): Promise<void> {
    const { budget, sets } = this.#catalogue;
    await this.#look(folder);
    const spentOpen = () => [...this.#open].reduce((sum, [name, file]) => (name === own ? sum : sum + file.bytes), 0);
    let spent = this.#others.reduce((sum, { bytes }) => sum + bytes, more + spentOpen());
    for (const { name, bytes } of [...this.#others].sort((a, b) => (sets[a.name]?.usedAt ?? 0) - (sets[b.name]?.usedAt ?? 0))) {
      if (spent <= budget) break;
      // Another page may have it open.
      await folder.remove(name).then(
        () => {
          spent -= bytes;
        },
        () => {},
      );
    }
    await this.#look(folder);
    const others = this.#others.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [name, file] of this.#open) {
      const beside = [...this.#open].reduce((sum, [other, { bytes }]) => (other === name ? sum : sum + bytes), others);
      file.limit = Math.max(0, budget - beside);
      if (file.bytes > file.limit) file.clear();
    }
    const listed = new Set([...this.#open.keys(), ...this.#others.map(({ name }) => name)]);
    this.#catalogue = { budget, sets: Object.fromEntries(Object.entries(sets).filter(([name]) => listed.has(name))) };
    await folder.write(catalogueName, new Blob([JSON.stringify(this.#catalogue)]));
  }

  async #look(folder: SquareFolder): Promise<void> {
    this.#others = (await folder.list()).filter(({ name }) => name !== catalogueName && !this.#open.has(name));
  }

  #fail(error: unknown): void {
    this.#post({ kind: 'problem', problem: problemOf(error) });
  }
}

/** @param before what this page knows */
async function readCatalogue(folder: SquareFolder, before: Catalogue = { budget: defaultBudget, sets: {} }): Promise<Catalogue> {
  try {
    const { budget, sets } = JSON.parse(await (await folder.read(catalogueName)).text()) as Partial<Catalogue>;
    return { budget: typeof budget === 'number' && budget >= 0 ? budget : before.budget, sets: { ...before.sets, ...sets } };
  } catch {
    // Nothing was kept yet, or a page was closed while it was written: then nobody knows the sets by name.
    return before;
  }
}

function problemOf(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return {
    ...{ code: 'not-kept', severity: 'note' },
    message: isFull
      ? 'This browser has no more room, so not all pictures are kept ready for the next visit.'
      : `This browser keeps no pictures for the page, as in a private window: they are decoded anew at each visit. (${why})`,
    cure: 'Training goes on, with pictures in memory.',
  };
}
