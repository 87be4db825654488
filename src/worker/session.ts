import { isLoss } from '../engine/engine.ts';
import { breathe } from './breathe.ts';
import { Desk } from './desk.ts';
import { branch, forget, returnTo } from './history/travel.ts';
import { goOn, openRun } from './keep/goOn.ts';
import type { Platform } from './platform.ts';
import { problemOf } from './problems.ts';
import type { Command, EngineChoice, Phase, Problem, WorkerEvent } from './protocol.ts';
import { Puller } from './pull.ts';
import { Counter } from './questions/counter.ts';
import type { Run } from './run.ts';
import { scoreNow } from './scoreNow.ts';

/**
 * One page's dataset, run and engine. Everything that touches them is a job in one queue, a step of training too, so no two ever overlap;
 * pausing and cancelling take effect between jobs. The engine may be a step ahead of what was told between two ticks, and nowhere else.
 */
export class Session {
  readonly #desk: Desk;
  readonly #puller: Puller;
  readonly #counter: Counter;
  readonly #post: (event: WorkerEvent) => void;
  #queue: Promise<void> = Promise.resolve();
  #isPlaying = false;
  /** How often it was told to stand still: what was to play before must not play after. */
  #stops = 0;
  /** The chain of ticks that plays; an older one ends at its next link. */
  #chain = 0;
  #isBuilding = false;
  #phase: Phase | null = null;

  constructor(platform: Platform, post: (event: WorkerEvent) => void) {
    this.#post = post;
    this.#desk = new Desk(platform, post, async () => {
      await breathe();
      await this.#counter.answerPrompt();
    });
    const { recorder, keeper } = this.#desk;
    this.#puller = new Puller(post, platform.now, {
      step: (row) => keeper.step(row),
      evaluation: (evaluation) => keeper.evaluated(evaluation),
      preview: async (run, preview) => {
        await recorder.recordWhenDue(run, preview);
        this.#keepWhenDue(run);
      },
    });
    this.#counter = new Counter(
      this.#desk,
      (work) =>
        this.#job(async () => {
          await work();
          // The time of an answer is no part of the next step's.
          this.#puller.begin();
        }),
      () => {
        this.#isPlaying = false;
        return this.#stepOnce();
      },
    );
    this.#job(() => this.#desk.builder.rank());
    this.#job(() => keeper.tell());
  }

  handle(command: Command): void {
    switch (command.kind) {
      case 'open':
        this.#job(() => this.#build((signal) => this.#desk.open(command.source, command.config, signal)));
        break;
      case 'configure':
        this.#job(() => this.#build((signal) => this.#desk.configure(command.config, signal)));
        break;
      case 'choose-engine':
        this.#job(() => this.#chooseEngine(command.engine));
        break;
      case 'play':
        this.#play();
        break;
      case 'pause':
        this.#stop();
        this.#job(() => this.#keep());
        break;
      case 'step-once':
        this.#stop();
        this.#job(() => this.#stepOnce());
        break;
      case 'tune':
        this.#job(async () => this.#desk.run?.tune(command.live));
        break;
      case 'evaluate':
        this.#job(() => scoreNow(this.#desk));
        break;
      case 'cancel':
        this.#desk.tasks.cancel();
        break;
      case 'branch':
        this.#job(() => this.#build((signal) => branch(this.#desk, command, signal)));
        break;
      case 'return':
        this.#job(() => this.#build((signal) => returnTo(this.#desk, command.run, signal)));
        break;
      case 'forget':
        this.#job(() => forget(this.#desk, command.run));
        break;
      case 'keep':
        this.#job(() => this.#keep());
        break;
      case 'go-on':
        this.#job(() => this.#build((signal) => goOn(this.#desk, command.key, command.sources ?? [], signal)));
        break;
      case 'open-run':
        this.#job(() => this.#build((signal) => openRun(this.#desk, command.file, signal)));
        break;
      case 'discard':
        this.#job(() => this.#desk.keeper.discard(command.key));
        break;
      case 'keep-budget':
        this.#job(() => this.#desk.keeper.setBudget(command.bytes));
        break;
      case 'pictures-budget':
        this.#job(() => this.#desk.shelf.setBudget(command.bytes));
        break;
      case 'clear-pictures':
        this.#job(() => this.#desk.shelf.clear());
        break;
      case 'budget':
        this.#job(async () => this.#desk.recorder.setBudget(command.bytes));
        break;
      case 'ask':
        this.#counter.ask(command);
        break;
      case 'withdraw':
        this.#counter.withdraw(command.number);
        break;
      case 'are-you-there':
        this.#post({ kind: 'here' });
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
      await this.#desk.keeper.idle();
    } while (seen !== this.#queue);
  }

  #job(work: () => Promise<void>): void {
    // What the engine has been given is told before anything else is done with it.
    this.#link(async () => {
      if (this.#desk.run?.isAhead) await this.#pull(this.#desk.run);
    });
    this.#link(work);
  }

  #link(work: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(work)
      .catch((error: unknown) => this.#mend(error))
      .then(() => this.#postPhase());
  }

  async #chooseEngine(choice: EngineChoice): Promise<void> {
    const stops = this.#stops;
    const wasPlaying = this.#isPlaying;
    this.#desk.builder.choose(choice);
    const run = this.#desk.run;
    if (!run) return;
    await this.#build(async (signal) => this.#desk.replaceEngine(run, await run.state(), signal));
    if (wasPlaying) this.#play(stops);
  }

  /** Work during which training waits. When it fails or is cancelled, what was there before is still there. */
  async #build(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#isPlaying = false;
    this.#isBuilding = true;
    this.#puller.flush();
    this.#postPhase();
    const before = this.#desk.run;
    await this.#desk.tasks.run(async (signal) => {
      try {
        await work(signal);
      } catch (error) {
        if (signal.aborted)
          this.#desk.tell({ code: 'cancelled', severity: 'note', message: 'Cancelled.', cure: 'What was there before is as it was.' });
        else if (isLoss(error) && this.#desk.run !== before) await this.#mend(error);
        else this.#desk.tell(problemOf(error));
      } finally {
        this.#isBuilding = false;
      }
    });
  }

  /** Plays when all that was asked for before is done, unless it was told to stand still by then. */
  #play(stops = this.#stops): void {
    this.#job(async () => {
      if (this.#isPlaying || stops !== this.#stops) return;
      this.#isPlaying = true;
      this.#puller.begin();
      await this.#tick(++this.#chain);
    });
  }

  #stop(): void {
    this.#isPlaying = false;
    this.#stops++;
  }

  /** One event of training; then the next, as long as it plays. */
  async #tick(chain: number): Promise<void> {
    if (chain !== this.#chain) return;
    const run = this.#desk.run;
    if (!run || this.#desk.hasFailed) this.#isPlaying = false;
    if (!run || !this.#isPlaying) return;
    this.#postPhase();
    await this.#pull(run, true);
    await this.#desk.shelf.tellWhenDue();
    // A breath between two jobs, so that messages get in even where a step never leaves the thread.
    await breathe();
    if (this.#isPlaying) this.#link(() => this.#tick(chain));
  }

  async #stepOnce(): Promise<void> {
    const run = this.#desk.run;
    if (!run || this.#desk.hasFailed) return;
    this.#puller.begin();
    const before = run.pulled;
    while (run.pulled === before && !this.#desk.hasFailed) await this.#pull(run);
    this.#puller.flush();
    const preview = await run.preview();
    await this.#desk.recorder.record(run, preview);
    this.#keepWhenDue(run);
    this.#post({ kind: 'preview', preview });
  }

  /** With the state that a moment or an evaluation has just been made of, if one has. */
  #keepWhenDue(run: Run): void {
    const { recorder, keeper, history } = this.#desk;
    const moment = recorder.kept && history.state(recorder.kept.id, run.step);
    keeper.keepWhenDue(run, moment || run.good);
  }

  async #pull(run: Run, goesOn = false): Promise<void> {
    try {
      const problem = await this.#desk.tasks.run(() => this.#puller.pull(run, goesOn));
      if (problem) this.#fail(problem);
    } catch (error) {
      if (!isLoss(error)) throw error;
      this.#puller.flush();
      await this.#desk.recover(run, error);
    }
  }

  /** A lost device is a normal event, whatever was done when it was noticed; any other error ends the run. */
  async #mend(error: unknown): Promise<void> {
    const { run, hasFailed, recorder } = this.#desk;
    if (!isLoss(error) || !run || hasFailed) return this.#fail(problemOf(error));
    this.#puller.flush();
    try {
      await this.#desk.recover(run, error);
      const preview = await run.preview();
      await recorder.record(run, preview);
      this.#post({ kind: 'preview', preview });
    } catch (again) {
      await this.#mend(again);
    }
  }

  async #keep(): Promise<void> {
    this.#puller.flush();
    await this.#desk.keeper.keepNow(this.#desk.run);
    await this.#desk.shelf.flush();
  }

  #fail(problem: Problem): void {
    this.#isPlaying = false;
    this.#desk.hasFailed = this.#desk.run !== null;
    this.#puller.flush();
    this.#desk.tell(problem);
  }

  #postPhase(): void {
    const phase = this.#currentPhase();
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#post({ kind: 'phase', phase });
  }

  #currentPhase(): Phase {
    if (this.#isBuilding) return 'working';
    if (!this.#desk.run) return 'empty';
    if (this.#desk.hasFailed) return 'failed';
    if (this.#isPlaying) return 'running';
    return this.#desk.run.step === 0 ? 'ready' : 'paused';
  }
}
