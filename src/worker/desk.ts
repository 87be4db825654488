import type { Dataset } from '../data/dataset.ts';
import type { EngineError, EngineState } from '../engine/engine.ts';
import { initialState } from '../engine/initial.ts';
import { type Config, settingNames, settingProblem } from '../method/hyperparameters.ts';
import { createRandom } from '../pose/random.ts';
import { Batches } from '../train/batches.ts';
import { duelOf } from '../train/duel.ts';
import { type People, peopleOf } from '../train/people.ts';
import { buildProbes } from '../train/probes.ts';
import { RunBuilder } from './builder.ts';
import { History, type KeptRun } from './history/history.ts';
import { Recorder } from './history/recorder.ts';
import { Keeper, type Resumed } from './keep/keeper.ts';
import { SquareShelf } from './keep/squareShelf.ts';
import { LeftOut } from './leftOut.ts';
import { openSource, preparePeople, problemOfSkipped, summaryOf, warningsOf } from './open.ts';
import type { Platform } from './platform.ts';
import { BadSetting } from './problems.ts';
import type { DataSource, Problem, RunOrigin, WorkerEvent } from './protocol.ts';
import type { Run } from './run.ts';
import { Tasks } from './tasks.ts';
import type { TwinEvent } from './twin.ts';
import { Understood } from './understood.ts';

/** How many steps had been pulled when the device was lost last, and how often in a row it was. */
const neverLost = { pulled: -1, times: 0 };

/** Losses of a device in a row, without a step between, after which another engine takes over. */
const patience = 2;

/** What lies open: a dataset, a run, its engine. Everything here is called by one job at a time; see `Session`. */
export class Desk {
  readonly platform: Platform;
  readonly post: (event: WorkerEvent) => void;
  readonly tasks: Tasks;
  readonly builder: RunBuilder;
  readonly understood = new Understood();
  readonly leftOut = new LeftOut();
  readonly history = new History();
  readonly recorder: Recorder;
  readonly keeper: Keeper;
  readonly shelf: SquareShelf;
  run: Run | null = null;
  /** A twin of a run that is being trained beside it; see `questions/twin.ts`. */
  twin: AsyncGenerator<TwinEvent, void> | null = null;
  /** The run has no engine that works, or has diverged; its last good weights can be had all the while. */
  hasFailed = false;
  #lost = neverLost;

  /** @param between waited for between two parts of an evaluation */
  constructor(platform: Platform, post: (event: WorkerEvent) => void, between: () => Promise<void>) {
    this.platform = platform;
    this.post = post;
    this.tasks = new Tasks((task) => post({ kind: 'task', task }), platform.now, between);
    this.builder = new RunBuilder(platform, post, this.tasks);
    this.recorder = new Recorder(this.history, post, platform.now);
    this.keeper = new Keeper(platform, post);
    this.shelf = new SquareShelf(platform, post, () => this.run?.people.store.squares ?? null);
  }

  tell(problem: Problem): void {
    this.post({ kind: 'problem', problem });
  }

  /** Opens a dataset and begins a run on it. */
  async open(source: DataSource, config: Config, signal: AbortSignal): Promise<void> {
    const dataset =
      source.kind === 'understood' ? this.understood.take(source) : await openSource(source, this.platform, this.tasks, signal);
    const { input } = duelOf(config, dataset.skeleton.joints.length);
    const people = await preparePeople(dataset, input, this.shelf, this.tasks, signal);
    await this.begin(config, people, signal);
    for (const problem of warningsOf(people)) this.tell(problem);
  }

  /** Begins a run with other settings on the people who are open. */
  async configure(config: Config, signal: AbortSignal): Promise<void> {
    const run = this.run;
    if (!run) return;
    await this.begin(config, await this.people(run.people.dataset, config, signal), signal);
  }

  /** The people of a dataset at the size that the settings want; those who are open if they fit. @throws DataError 'empty' when all are left out */
  async people(dataset: Dataset, config: Config, signal: AbortSignal): Promise<People> {
    const { input } = duelOf(config, dataset.skeleton.joints.length);
    const { people, duel } = this.run ?? {};
    const isOpen = people?.dataset === dataset && duel?.input === input;
    return this.leftOut.without(
      isOpen ? peopleOf(dataset, people.store) : await preparePeople(dataset, input, this.shelf, this.tasks, signal),
    );
  }

  /** Ends the run before, and begins a new one: at step 0, or at `from`. `as` is the run that it goes on with, or branches off from. */
  async begin(config: Config, people: People, signal: AbortSignal, from?: EngineState, as?: KeptRun | RunOrigin | Resumed): Promise<void> {
    const bad = settingNames.map((name) => settingProblem(name, config[name])).find((problem) => problem !== null);
    if (bad) throw new BadSetting(bad);
    const duel = duelOf(config, people.skeleton.joints.length);
    const probes = await buildProbes(people);
    signal.throwIfAborted();
    // Two engines at once may be more than the device holds.
    await this.twin?.return();
    this.twin = null;
    const before = this.run;
    if (before) await this.keeper.keepNow(before);
    if (before) await this.recorder.leave(before);
    await before?.end();
    try {
      const state = from ?? initialState(duel, createRandom(config.seed), config.kStart);
      this.run = await this.builder.start({ config, people, state }, signal);
    } catch (error) {
      if (before) await this.replaceEngine(before, before.good, new AbortController().signal).catch(() => {});
      throw error;
    }
    this.hasFailed = false;
    this.#lost = neverLost;
    if (before && before.people.store !== people.store) before.people.store.squares.rest();
    this.#tellOfSkipped(people);
    const { step } = this.run;
    void this.shelf.tell();
    void new Batches(config, people, duel).prefetch(step).then(() => this.shelf.tell());
    const origin = as && 'run' in as ? as : null;
    const kept = as && 'id' in as ? as : this.history.begin({ config, dataset: people.dataset, origin, start: step });
    this.recorder.follow(kept);
    const record = as && 'record' in as ? as.record : undefined;
    this.keeper.follow(kept.id, step, origin ?? (as && 'record' in as ? as : null));
    this.post({ kind: 'run', run: { id: kept.id, origin: kept.origin, config, probes, step, ...(record ? { record } : {}) } });
    const preview = await this.run.preview();
    if (!this.history.has(kept, step)) await this.recorder.record(this.run, preview);
    this.recorder.tell();
    this.post({ kind: 'preview', preview });
  }

  /** Says which pictures are left out, now and as more are found: not each time, where there are many. */
  #tellOfSkipped(people: People): void {
    const tell = () => this.post({ kind: 'dataset', dataset: summaryOf(people) });
    const { squares } = people.store;
    tell();
    squares.onSkipped = () => {
      if (!Number.isInteger(Math.log2(squares.skipped.length))) return;
      tell();
      this.tell(problemOfSkipped(people.store));
    };
  }

  /** A run without an engine has failed, until it has one again. */
  async replaceEngine(run: Run, state: EngineState, signal: AbortSignal): Promise<void> {
    const { step } = run;
    this.hasFailed = true;
    await this.builder.replaceEngine(run, state, signal);
    this.hasFailed = false;
    if (run.step < step) this.post({ kind: 'back', step: run.step });
  }

  /** The device is gone: the same engine again, or after some losses without a step between the best of the others. */
  async recover(run: Run, error: EngineError): Promise<void> {
    this.#lost = { pulled: run.pulled, times: this.#lost.pulled === run.pulled ? this.#lost.times + 1 : 1 };
    this.tell({
      code: 'device-lost',
      severity: 'warning',
      message: error.message,
      cure: `The engine is built anew and the run goes on from step ${run.good.step}.`,
    });
    if (this.#lost.times > patience) {
      this.builder.giveUp(run.engine.description.id, 'It lost its device again and again.');
      // The next one has done nothing yet.
      this.#lost = neverLost;
    }
    await this.tasks.run((signal) => this.replaceEngine(run, run.good, signal));
  }
}
