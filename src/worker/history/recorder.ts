import type { Preview } from '../../train/events.ts';
import type { WorkerEvent } from '../protocol.ts';
import type { Run } from '../run.ts';
import type { History, KeptRun } from './history.ts';

/** Milliseconds between two moments, at least, and the share of the time that reading them may take. */
const interval = 400;
const share = 0.03;

/** Writes the moments of the run that lies open into the history. */
export class Recorder {
  readonly #history: History;
  readonly #post: (event: WorkerEvent) => void;
  readonly #now: () => number;
  #kept: KeptRun | null = null;
  /** A run that is about to be left without a step of its own. It stays when no other takes its place. */
  #unused: KeptRun | null = null;
  #recordedAt = Number.NEGATIVE_INFINITY;
  #cost = 0;

  constructor(history: History, post: (event: WorkerEvent) => void, now: () => number) {
    this.#history = history;
    this.#post = post;
    this.#now = now;
  }

  /** The run whose moments are written. */
  get kept(): KeptRun | null {
    return this.#kept;
  }

  follow(kept: KeptRun): void {
    if (this.#unused && this.#unused !== kept) this.#history.forget(this.#unused.id);
    this.#unused = null;
    this.#kept = kept;
    this.#recordedAt = Number.NEGATIVE_INFINITY;
  }

  /** Writes down this moment of the run, which must stand where `preview` was made. */
  async record(run: Run, preview: Preview): Promise<void> {
    if (!this.#kept || !this.#history.hasRoomFor(run.duel)) return;
    const before = this.#now();
    const state = await run.state();
    this.#history.add(this.#kept, state, preview);
    this.#recordedAt = this.#now();
    this.#cost = this.#recordedAt - before;
    this.tell();
  }

  /** The same, now and then. */
  async recordWhenDue(run: Run, preview: Preview): Promise<void> {
    if (this.#now() - this.#recordedAt >= Math.max(interval, this.#cost / share)) await this.record(run, preview);
  }

  /** Writes down where a run stands that is about to be left. One that never made a step is not worth keeping. */
  async leave(run: Run): Promise<void> {
    const kept = this.#kept;
    if (!kept) return;
    kept.config = { ...kept.config, ...run.live };
    this.#unused = run.step === kept.start ? kept : null;
    // An engine that is lost cannot be asked: then the last moment stays the last.
    if (!this.#unused && !this.#history.has(kept, run.step))
      await run
        .preview()
        .then((preview) => this.record(run, preview))
        .catch(() => {});
  }

  /** Bytes that the moments of all runs may take. */
  setBudget(bytes: number): void {
    this.#history.budget = bytes;
    this.tell();
  }

  tell(): void {
    this.#post({ kind: 'history', history: this.#history.summary() });
  }
}
