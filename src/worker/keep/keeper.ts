import { DataError } from '../../data/dataset.ts';
import type { EngineState } from '../../engine/engine.ts';
import type { SavedRun } from '../../export/runFile.ts';
import type { Evaluation } from '../../train/events.ts';
import type { JointRecord } from '../../train/jointRecord.ts';
import { Recorder, type RunRecord } from '../../train/record.ts';
import { hasFiniteWeights } from '../../train/train.ts';
import type { StepRow } from '../columns.ts';
import type { Platform } from '../platform.ts';
import type { KeptSummary, Problem, WorkerEvent } from '../protocol.ts';
import type { Run } from '../run.ts';
import { savedRunOf } from '../savedRun.ts';
import { Shelf } from './shelf.ts';

/** Milliseconds between two versions of a run, at least and at most, and the share of the time that writing them may take. */
const interval = 5000;
const longest = 60_000;
const share = 0.05;

/** Where a run of before goes on: how it went, and its key on the shelf; null for one from a file. */
export interface Resumed {
  readonly record: RunRecord;
  readonly key: string | null;
}

interface Followed {
  readonly id: number;
  readonly record: Recorder;
  /** On the shelf; null before it is first kept. */
  key: string | null;
  /** The step it began at, or was kept at last. */
  keptStep: number;
}

/** Keeps the open run in the browser, so that it can go on after the page was closed. Writing happens beside training. */
export class Keeper {
  readonly #platform: Platform;
  readonly #post: (event: WorkerEvent) => void;
  readonly #shelf: Promise<Shelf | null>;
  readonly #runs = new Map<number, Followed>();
  readonly #waiting = new Map<Followed, SavedRun>();
  /** Keys of runs that are open in other tabs: each is told anew when its tab lets it go. */
  readonly #elsewhere = new Set<string>();
  #open: Followed | null = null;
  #problem: Problem | null = null;
  #keptAt = Number.NEGATIVE_INFINITY;
  #cost = 0;
  #work: Promise<void> | null = null;

  constructor(platform: Platform, post: (event: WorkerEvent) => void) {
    this.#platform = platform;
    this.#post = post;
    this.#shelf = platform.privateFiles
      ? platform.privateFiles().then(
          (files) => new Shelf(files),
          (error: unknown) => {
            this.#fail(error);
            return null;
          },
        )
      : Promise.resolve(null);
  }

  /** A run was begun: the one with this number from before, or a new one that goes on from `past`. */
  follow(id: number, step: number, past: { readonly run: number } | Resumed | null): void {
    const before = this.#runs.get(id);
    const way = past && ('record' in past ? past.record : this.#runs.get(past.run)?.record.take());
    const record = before?.record ?? new Recorder(way ?? undefined);
    record.rewind(step);
    const key = past && 'key' in past ? past.key : null;
    this.#open = before ?? { id, record, key, keptStep: step };
    this.#runs.set(id, this.#open);
    this.#keptAt = this.#platform.now();
  }

  step(row: StepRow): void {
    this.#open?.record.add(row);
  }

  evaluated(evaluation: Evaluation): void {
    this.#open?.record.evaluated(evaluation);
  }

  /** How every joint of the open run went. */
  get byJoint(): JointRecord | undefined {
    return this.#open?.record.take().byJoint;
  }

  /** Keeps this state of the open run, which was read anyway, when it is the present one and the last that was kept is old enough. */
  keepWhenDue(run: Run, state: EngineState): void {
    const pause = Math.min(longest, Math.max(interval, this.#cost / share));
    if (state.step === run.step && !this.#work && this.#platform.now() - this.#keptAt >= pause) this.#keep(run, state);
  }

  /** Keeps the open run where it stands, unless it has been. One that never made a step is not worth it. */
  async keepNow(run: Run | null): Promise<void> {
    if (!run || this.#open?.keptStep === run.step) return;
    this.#keep(run, await run.state());
  }

  /** Gives the run of a key to this page. @throws DataError when another page has it, or it cannot be read */
  async take(key: string): Promise<SavedRun> {
    const shelf = await this.#shelf;
    if (!shelf || !(await shelf.claim(key)))
      throw new DataError('not-found', { file: 'This run', problem: 'it is open in another tab', cure: 'Go on with it there.' });
    return shelf.take(key);
  }

  async discard(key: string): Promise<void> {
    await this.#change((shelf) => shelf.discard(key));
  }

  /** The page lets go of a run of before: it need not be kept either. */
  async forget(id: number): Promise<void> {
    const run = this.#runs.get(id);
    if (!run || run === this.#open) return;
    this.#runs.delete(id);
    this.#waiting.delete(run);
    await this.idle();
    if (run.key) await this.discard(run.key);
  }

  async setBudget(bytes: number): Promise<void> {
    await this.#change((shelf) => shelf.setBudget(bytes));
  }

  /** It may not work: that is told, and training goes on. */
  async #change(how: (shelf: Shelf) => Promise<void>): Promise<void> {
    const shelf = await this.#shelf;
    try {
      if (shelf) await how(shelf);
      await this.tell();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Resolves when nothing waits to be written. */
  async idle(): Promise<void> {
    await this.#shelf;
    while (this.#work) await this.#work;
  }

  /** Tells the page what is kept. */
  async tell(): Promise<void> {
    const shelf = await this.#shelf;
    if (shelf) this.#post({ kind: 'kept', kept: await this.#summary(shelf) });
  }

  async #summary(shelf: Shelf): Promise<KeptSummary> {
    const own = new Map([...this.#runs.values()].flatMap(({ key, id }) => (key ? [[key, id]] : [])));
    const runs = (await shelf.runs()).map(({ key, step, config, dataset, savedAt, bytes, isClaimed }) => {
      const run = own.get(key) ?? null;
      const isBuiltin = dataset.name === this.#platform.builtinName;
      return {
        key,
        step,
        preset: config.preset,
        dataset: dataset.name,
        isBuiltin,
        savedAt,
        bytes,
        run,
        isElsewhere: isClaimed && run === null,
      };
    });
    for (const { key, isElsewhere } of runs) if (isElsewhere) this.#watch(shelf, key);
    const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
    return { place: shelf.place, runs, bytes, budget: await shelf.budget() };
  }

  #watch(shelf: Shelf, key: string): void {
    if (this.#elsewhere.has(key)) return;
    this.#elsewhere.add(key);
    shelf
      .freed(key)
      .then(() => {
        this.#elsewhere.delete(key);
        return this.tell();
      })
      .catch((error: unknown) => this.#fail(error));
  }

  #keep(run: Run, state: EngineState): void {
    const open = this.#open;
    // The weights may be spoilt one step before a loss shows it.
    if (!open || !hasFiniteWeights(state) || !Number.isFinite(state.kT + state.energy)) return;
    // A lost engine stands at its last good state: what came after is made again.
    open.record.rewind(state.step);
    this.#keptAt = this.#platform.now();
    open.keptStep = state.step;
    this.#waiting.set(open, savedRunOf(run, state, open.record.take(), Date.now()));
    this.#work ??= this.#write().finally(() => {
      this.#work = null;
    });
  }

  async #write(): Promise<void> {
    const shelf = await this.#shelf;
    if (!shelf) this.#waiting.clear();
    else
      for (const [run, saved] of this.#waiting) {
        this.#waiting.delete(run);
        const before = this.#platform.now();
        try {
          run.key ??= await newKey(shelf);
          await shelf.keep(run.key, saved);
          this.#problem = null;
        } catch (error) {
          this.#fail(error);
        }
        this.#cost = this.#platform.now() - before;
        await this.tell().catch((error: unknown) => this.#fail(error));
      }
  }

  /** Said once, until it has worked again. */
  #fail(error: unknown): void {
    const problem = problemOfKeeping(error);
    if (this.#problem?.message === problem.message) return;
    this.#problem = problem;
    this.#post({ kind: 'problem', problem });
  }
}

async function newKey(shelf: Shelf): Promise<string> {
  const key = crypto.randomUUID();
  await shelf.claim(key);
  return key;
}

function problemOfKeeping(error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  const goesOn = 'Training goes on, and the run can be downloaded';
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return {
      ...{ code: 'not-kept', severity: 'warning' },
      message: 'This browser has no more room, so the run is not kept when the page is closed.',
      cure: `${goesOn}. Discard kept runs under “Runs” to make room.`,
    };
  if (error instanceof DataError && error.code === 'too-large')
    return { code: 'not-kept', severity: 'warning', message: error.message, cure: error.cure };
  return {
    ...{ code: 'not-kept', severity: 'note' },
    message: `This browser keeps no files for the page, as in a private window: the run is gone when the page is closed. (${why})`,
    cure: `${goesOn}.`,
  };
}
