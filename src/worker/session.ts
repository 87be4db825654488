import { EngineError, type EngineState } from '../engine/engine.ts';
import { initialState } from '../engine/initial.ts';
import { toSafetensors } from '../export/safetensors.ts';
import { type Config, settingNames, settingProblem } from '../method/hyperparameters.ts';
import { createRandom } from '../pose/random.ts';
import { duelOf } from '../train/duel.ts';
import { evaluate } from '../train/evaluate.ts';
import type { People } from '../train/people.ts';
import { buildProbes, previewProbes } from '../train/probes.ts';
import { breathe } from './breathe.ts';
import { RunBuilder } from './builder.ts';
import { openSource, preparePeople, summaryOf, warningsOf } from './open.ts';
import type { Platform } from './platform.ts';
import { problemOf } from './problems.ts';
import type { Command, DataSource, EngineChoice, Phase, Problem, WorkerEvent } from './protocol.ts';
import { Puller } from './pull.ts';
import type { Run } from './run.ts';
import { Tasks } from './tasks.ts';

/** Losses of a device in a row, without a step between, after which another engine takes over. */
const patience = 2;

/**
 * One page's dataset, run and engine. Everything that touches them is a job in one queue, a step of training too, so no two ever overlap;
 * pausing and cancelling take effect between jobs.
 */
export class Session {
  readonly #platform: Platform;
  readonly #post: (event: WorkerEvent) => void;
  readonly #tasks: Tasks;
  readonly #builder: RunBuilder;
  readonly #puller: Puller;
  #queue: Promise<void> = Promise.resolve();
  #run: Run | null = null;
  #isPlaying = false;
  #isBuilding = false;
  #hasFailed = false;
  #phase: Phase | null = null;
  /** The step at which the device was lost last, and how often in a row. */
  #lost = { step: -1, times: 0 };

  constructor(platform: Platform, post: (event: WorkerEvent) => void) {
    this.#platform = platform;
    this.#post = post;
    this.#tasks = new Tasks((task) => post({ kind: 'task', task }), platform.now);
    this.#builder = new RunBuilder(platform, post, this.#tasks);
    this.#puller = new Puller(post, platform.now);
    this.#job(() => this.#builder.rank());
  }

  handle(command: Command): void {
    switch (command.kind) {
      case 'open':
        this.#job(() => this.#open(command.source, command.config));
        break;
      case 'configure':
        this.#job(() => this.#configure(command.config));
        break;
      case 'choose-engine':
        this.#job(() => this.#chooseEngine(command.engine));
        break;
      case 'play':
        this.#play();
        break;
      case 'pause':
        this.#isPlaying = false;
        this.#job(async () => this.#puller.flush());
        break;
      case 'step-once':
        this.#isPlaying = false;
        this.#job(() => this.#stepOnce());
        break;
      case 'tune':
        this.#job(async () => this.#run?.tune(command.live));
        break;
      case 'evaluate':
        this.#job(() => this.#evaluate());
        break;
      case 'cancel':
        this.#tasks.cancel();
        break;
      case 'export':
        this.#job(() => this.#export());
        break;
      default:
        command satisfies never;
    }
  }

  /** Resolves when all that was asked for so far is done. */
  async idle(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.#queue;
      await seen;
    } while (seen !== this.#queue);
  }

  #job(work: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(work)
      .catch((error: unknown) => this.#fail(problemOf(error)))
      .then(() => this.#postPhase());
  }

  async #open(source: DataSource, config: Config): Promise<void> {
    await this.#build(async (signal) => {
      const dataset = await openSource(source, this.#platform, this.#tasks, signal);
      const { input } = duelOf(config, dataset.skeleton.joints.length);
      const people = await preparePeople(dataset, input, this.#tasks, signal);
      await this.#begin(config, people, signal);
      for (const problem of warningsOf(people)) this.#tell(problem);
    });
  }

  async #configure(config: Config): Promise<void> {
    const run = this.#run;
    if (!run) return;
    await this.#build(async (signal) => {
      const { input } = duelOf(config, run.people.skeleton.joints.length);
      const people = run.duel.input === input ? run.people : await preparePeople(run.people.dataset, input, this.#tasks, signal);
      await this.#begin(config, people, signal);
    });
  }

  async #chooseEngine(choice: EngineChoice): Promise<void> {
    const wasPlaying = this.#isPlaying;
    this.#builder.choose(choice);
    const run = this.#run;
    if (!run) return;
    await this.#build(async (signal) => this.#replaceEngine(run, await run.state(), signal));
    if (wasPlaying) this.#play();
  }

  /** Work during which training waits. When it fails or is cancelled, what was there before is still there. */
  async #build(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#isPlaying = false;
    this.#isBuilding = true;
    this.#puller.flush();
    this.#postPhase();
    await this.#tasks.run(async (signal) => {
      try {
        await work(signal);
      } catch (error) {
        if (signal.aborted)
          this.#tell({ code: 'cancelled', severity: 'note', message: 'Cancelled.', cure: 'What was there before is as it was.' });
        else this.#tell(problemOf(error));
      } finally {
        this.#isBuilding = false;
      }
    });
  }

  /** Ends the run before, and starts a new one at step 0. */
  async #begin(config: Config, people: People, signal: AbortSignal): Promise<void> {
    const bad = settingNames.map((name) => settingProblem(name, config[name])).find((problem) => problem !== null);
    if (bad) throw new RangeError(bad);
    const duel = duelOf(config, people.skeleton.joints.length);
    const probes = await buildProbes(people);
    signal.throwIfAborted();
    // Two engines at once may be more than the device holds.
    const before = this.#run;
    await before?.end();
    try {
      const state = initialState(duel, createRandom(config.seed), config.kStart);
      this.#run = await this.#builder.start({ config, people, state }, signal);
    } catch (error) {
      if (before) await this.#replaceEngine(before, before.good, new AbortController().signal).catch(() => {});
      throw error;
    }
    this.#hasFailed = false;
    this.#lost = { step: -1, times: 0 };
    this.#post({ kind: 'dataset', dataset: summaryOf(people) });
    this.#post({ kind: 'run', run: { config, probes } });
    this.#post({ kind: 'preview', preview: await previewProbes(this.#run.engine, duel, people, 0) });
  }

  /** A run without an engine has failed, until it has one again; its weights can be had all the while. */
  async #replaceEngine(run: Run, state: EngineState, signal: AbortSignal): Promise<void> {
    this.#hasFailed = true;
    await this.#builder.replaceEngine(run, state, signal);
    this.#hasFailed = false;
  }

  #play(): void {
    if (this.#isPlaying) return;
    this.#isPlaying = true;
    this.#puller.begin();
    this.#job(() => this.#tick());
  }

  /** One event of training; then the next, as long as it plays. */
  async #tick(): Promise<void> {
    const run = this.#run;
    if (!run || this.#hasFailed) this.#isPlaying = false;
    if (!run || !this.#isPlaying) return;
    this.#postPhase();
    await this.#pull(run);
    // A breath between two jobs, so that messages get in even where a step never leaves the thread.
    await breathe();
    if (this.#isPlaying) this.#job(() => this.#tick());
  }

  async #stepOnce(): Promise<void> {
    const run = this.#run;
    if (!run || this.#hasFailed) return;
    this.#puller.begin();
    const before = run.pulled;
    while (run.pulled === before && !this.#hasFailed) await this.#pull(run);
    this.#puller.flush();
    this.#post({ kind: 'preview', preview: await previewProbes(run.engine, run.duel, run.people, run.step) });
  }

  async #pull(run: Run): Promise<void> {
    try {
      const problem = await this.#tasks.run(() => this.#puller.pull(run));
      if (problem) this.#fail(problem);
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'device-lost') throw error;
      await this.#recover(run, error);
    }
  }

  /** The device is gone: the same engine again, or after some losses without a step between the best of the others. */
  async #recover(run: Run, error: EngineError): Promise<void> {
    this.#lost = { step: run.step, times: this.#lost.step === run.step ? this.#lost.times + 1 : 1 };
    this.#puller.flush();
    this.#tell({
      code: 'device-lost',
      severity: 'warning',
      message: error.message,
      cure: `The engine is built anew and the run goes on from step ${run.good.step}.`,
    });
    if (this.#lost.times > patience) this.#builder.giveUp(run.engine.description.id, 'It lost its device again and again.');
    await this.#tasks.run((signal) => this.#replaceEngine(run, run.good, signal));
  }

  async #evaluate(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    await this.#tasks.run(async (signal) => {
      const progress = this.#tasks.progress('evaluate', 'Scoring held-out pictures');
      try {
        const evaluation = await evaluate(run.engine, run.duel, run.people, {
          count: run.live.evaluateCount,
          step: run.step,
          progress,
          signal,
        });
        if (evaluation) this.#post({ kind: 'evaluation', evaluation });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
  }

  async #export(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const state = await run.state();
    const bytes = toSafetensors(run.duel, state, { config: JSON.stringify(run.config), joints: run.people.skeleton.joints.join(' ') });
    this.#post({
      kind: 'file',
      name: `poseduel-${run.config.preset}-step-${state.step}.safetensors`,
      mime: 'application/octet-stream',
      bytes: bytes.buffer,
    });
  }

  #fail(problem: Problem): void {
    this.#isPlaying = false;
    this.#hasFailed = this.#run !== null;
    this.#puller.flush();
    this.#tell(problem);
  }

  #tell(problem: Problem): void {
    this.#post({ kind: 'problem', problem });
  }

  #postPhase(): void {
    const phase = this.#currentPhase();
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#post({ kind: 'phase', phase });
  }

  #currentPhase(): Phase {
    if (this.#isBuilding) return 'working';
    if (!this.#run) return 'empty';
    if (this.#hasFailed) return 'failed';
    if (this.#isPlaying) return 'running';
    return this.#run.step === 0 ? 'ready' : 'paused';
  }
}
