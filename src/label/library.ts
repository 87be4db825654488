import { createStore } from 'zustand/vanilla';
import { hasFolders } from '../platform/browser/privateFolder.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { databaseStorage } from './databaseStorage.ts';
import { folderStorage } from './folderStorage.ts';
import { change, type History, redo, startHistory, undo } from './history.ts';
import { freeName, type LabelPicture, type LabelSet, newSet, sameJoints } from './labelSet.ts';
import type { SetStorage, StoredSet } from './setStorage.ts';

export interface LibraryState {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** The last written version of each set that is not thrown away; the newest first. */
  readonly sets: readonly StoredSet[];
  /** The open set, with what can be undone. */
  readonly history: History<LabelSet> | null;
  readonly saving: 'saved' | 'waiting' | 'failed';
  /** Thrown away last; it can be had back. */
  readonly discarded: LabelSet | null;
  /** What went wrong last, for the user's eyes. */
  readonly problem: string | null;
  readonly place: string;
}

/** A picture on its way into a set. */
export interface NewPicture {
  readonly name: string;
  readonly bytes: Blob;
  readonly width: number;
  readonly height: number;
  readonly people?: LabelPicture['people'];
}

/** Quiet time after a change before it is written, in milliseconds. */
const settle = 400;

/** The sets of this browser, and the one that is open. */
export class Library {
  readonly store = createStore<LibraryState>(() => ({
    ...{ phase: 'loading', sets: [], history: null, saving: 'saved', discarded: null, problem: null, place: '' },
  }));
  /** Resolves when the sets are known, or why they are not has been told. */
  readonly loaded: Promise<void>;
  readonly #storage: Promise<SetStorage>;
  readonly #versions = new Map<string, number>();
  readonly #addresses = new Map<string, Promise<string>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Writes happen one after the other. */
  #writes: Promise<unknown> = Promise.resolve();

  constructor(storage: Promise<SetStorage> = hasFolders() ? folderStorage() : databaseStorage()) {
    this.#storage = storage;
    this.loaded = this.#load().catch((error: unknown) => this.#fail(error, 'failed'));
  }

  get set(): LabelSet | null {
    return this.store.getState().history?.now ?? null;
  }

  /** Changes the open set; changes of one `gesture` in a row are undone together. */
  edit(how: (set: LabelSet) => LabelSet, gesture: string | null = null): void {
    this.#turn((history) => change(history, how(history.now), gesture));
  }

  undo(): void {
    this.#turn(undo);
  }

  redo(): void {
    this.#turn(redo);
  }

  async create(name: string, skeleton: Skeleton, pictures: readonly NewPicture[] = []): Promise<void> {
    await this.#begin(newSet(crypto.randomUUID(), this.#freeTitle(name), skeleton));
    await this.add(pictures);
  }

  async open(id: string): Promise<void> {
    await this.flush();
    const stored = this.store.getState().sets.find(({ set }) => set.id === id);
    if (!stored) return;
    this.#forgetAddresses();
    this.store.setState({ history: startHistory(stored.set) });
    // What was taken out of it for good: there is nothing left to undo that would need it.
    await (await this.#storage).prune(stored.set);
  }

  async close(): Promise<void> {
    await this.flush();
    this.#forgetAddresses();
    this.store.setState({ history: null });
  }

  /** Adds pictures at the end of the open set. */
  async add(pictures: readonly NewPicture[]): Promise<void> {
    const set = this.set;
    if (!set || pictures.length === 0) return;
    const storage = await this.#storage;
    const taken = new Set(set.pictures.map(({ name }) => name));
    const added: LabelPicture[] = [];
    for (const { name, bytes, width, height, people = [] } of pictures) {
      const id = crypto.randomUUID();
      await storage.putPicture(set.id, id, bytes);
      const free = freeName(name, taken);
      taken.add(free);
      added.push({ id, name: free, width, height, people });
    }
    this.edit((now) => (now.id === set.id ? { ...now, pictures: [...now.pictures, ...added] } : now));
    await this.flush();
  }

  async picture(id: string, set = this.set): Promise<Blob> {
    return (await this.#storage).picture(set?.id ?? '', id);
  }

  /** An address at which a picture of the open set can be shown. */
  address(id: string): Promise<string> {
    const known = this.#addresses.get(id) ?? this.picture(id).then((bytes) => URL.createObjectURL(bytes));
    this.#addresses.set(id, known);
    return known;
  }

  /** A copy of the open set, of all its pictures or of some, which is opened. */
  async copy(name: string, keep: (picture: LabelPicture) => boolean = () => true): Promise<void> {
    const from = this.set;
    if (!from) return;
    const pictures = await this.#packed(from, keep);
    await this.create(name, from.skeleton, pictures);
  }

  /** Adds another set's pictures to the open one. @throws RangeError when they label other joints */
  async merge(id: string): Promise<void> {
    const other = this.store.getState().sets.find(({ set }) => set.id === id)?.set;
    if (!other || !this.set) return;
    if (!sameJoints(other.skeleton, this.set.skeleton))
      throw new RangeError(
        `“${other.name}” labels other joints (${other.skeleton.name}) than “${this.set.name}” (${this.set.skeleton.name}).`,
      );
    await this.add(await this.#packed(other, () => true));
  }

  /** Throws the open set away. It can be had back until the page is opened anew. */
  async discard(): Promise<void> {
    const set = this.set;
    if (!set) return;
    await this.flush();
    await this.#write(set, true);
    this.#forgetAddresses();
    this.store.setState(({ sets }) => ({ history: null, discarded: set, sets: sets.filter((stored) => stored.set.id !== set.id) }));
  }

  /** Takes the last thrown away set back. */
  async restore(): Promise<void> {
    const set = this.store.getState().discarded;
    if (!set) return;
    await this.#begin(set);
    this.store.setState({ discarded: null });
  }

  /** Writes what has not been written yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const set = this.set;
    if (set && this.store.getState().saving !== 'saved') await this.#write(set, false);
    await this.#writes;
  }

  async #load(): Promise<void> {
    const storage = await this.#storage;
    const all = await storage.list();
    for (const { set, discarded } of all) {
      this.#versions.set(set.id, set.version);
      if (discarded) await storage.remove(set.id);
    }
    const sets = all.filter(({ discarded }) => !discarded).sort((a, b) => b.changed - a.changed);
    this.store.setState({ phase: 'ready', sets, place: storage.place });
    if (sets[0]) await this.open(sets[0].set.id);
  }

  async #begin(set: LabelSet): Promise<void> {
    await this.flush();
    this.#forgetAddresses();
    this.store.setState({ history: startHistory(set), saving: 'waiting' });
    await this.flush();
  }

  #turn(how: (history: History<LabelSet>) => History<LabelSet>): void {
    const { history } = this.store.getState();
    const next = history && how(history);
    if (!next || next.now === history.now) return;
    this.store.setState({ history: next, saving: 'waiting' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), settle);
  }

  #write(set: LabelSet, discarded: boolean): Promise<void> {
    const version = (this.#versions.get(set.id) ?? 0) + 1;
    this.#versions.set(set.id, version);
    const stored: StoredSet = { set: { ...set, version }, discarded, changed: Date.now() };
    const written = this.#writes.then(async () => {
      await (await this.#storage).save(stored);
      this.store.setState(({ sets, history, saving }) => ({
        sets: discarded ? sets : [stored, ...sets.filter((other) => other.set.id !== set.id)],
        saving: history?.now === set || history?.now.id !== set.id ? 'saved' : saving,
      }));
    });
    this.#writes = written.catch((error: unknown) => this.#fail(error));
    return this.#writes as Promise<void>;
  }

  async #packed(set: LabelSet, keep: (picture: LabelPicture) => boolean): Promise<NewPicture[]> {
    const storage = await this.#storage;
    const kept = set.pictures.filter(keep);
    return Promise.all(kept.map(async (picture) => ({ ...picture, bytes: await storage.picture(set.id, picture.id) })));
  }

  #freeTitle(name: string): string {
    return freeName(name, new Set(this.store.getState().sets.map(({ set }) => set.name)));
  }

  #fail(error: unknown, phase: LibraryState['phase'] = 'ready'): void {
    const why = error instanceof Error ? error.message : String(error);
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    const problem = full
      ? 'This browser has no more room for pictures. Export a set, then throw one away.'
      : `The set could not be kept: ${why}`;
    this.store.setState({ phase, saving: 'failed', problem });
  }

  #forgetAddresses(): void {
    for (const address of this.#addresses.values()) void address.then((each) => URL.revokeObjectURL(each)).catch(() => {});
    this.#addresses.clear();
  }
}
