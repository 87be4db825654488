import type { Duel, Engine, EngineState, StepMetrics } from '../engine/engine.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import type { Preview, TrainEvent } from '../train/events.ts';
import type { People } from '../train/people.ts';
import { previewProbes } from '../train/probes.ts';
import { type Training, train } from '../train/train.ts';

/** How often the watched pictures are looked at again, at most: milliseconds between, and the share of the time it may take. */
const previewInterval = 250;
const previewShare = 0.1;

/** Milliseconds a step, from which on none is made ahead: whoever asks something waits for it, and little is gained. */
const longStep = 50;

/** What a run needs of the worker around it. */
interface RunHooks extends Required<Pick<Training, 'onEvaluating' | 'signal'>> {
  readonly now: () => number;
}

/** One run: its settings, its engine, and the loop that is pulled. */
export class Run {
  readonly config: Config;
  readonly duel: Duel;
  readonly people: People;
  engine: Engine;
  live: LiveConfig;
  /** The last state known to be good. */
  good: EngineState;
  /** Steps made. */
  step: number;
  /** Steps pulled since it began, those made again after a lost device too. */
  pulled = 0;
  /** Whether the engine is a step further than the last one pulled: the next pull is due before anything else. */
  isAhead = false;
  /** The numbers of the last step pulled. */
  last: StepMetrics | null = null;
  /** Which networks the next steps update. */
  trains = { trainG: true, trainD: true };
  readonly #hooks: RunHooks;
  #loop: AsyncGenerator<TrainEvent, void>;
  #previewedAt = Number.NEGATIVE_INFINITY;
  #previewedStep = -1;
  #previewCost = 0;
  #isOver = false;
  /** Milliseconds from asking for the last step to its numbers. */
  #stepCost = Number.POSITIVE_INFINITY;
  #goesOn = false;

  constructor(
    parts: { readonly config: Config; readonly duel: Duel; readonly people: People; readonly engine: Engine; readonly state: EngineState },
    hooks: RunHooks,
  ) {
    this.config = parts.config;
    this.duel = parts.duel;
    this.people = parts.people;
    this.engine = parts.engine;
    this.live = parts.config;
    this.good = parts.state;
    this.step = parts.state.step;
    this.#hooks = hooks;
    this.#loop = this.#begin();
  }

  /**
   * The next event; undefined when the run has ended by itself.
   * @param goesOn whether the event after it will be asked for in any case, so that it may be begun
   */
  async next(goesOn = false): Promise<TrainEvent | undefined> {
    const asked = this.#hooks.now();
    this.#goesOn = goesOn;
    this.isAhead = false;
    const { value } = await this.#loop.next();
    if (value?.kind === 'step') {
      this.isAhead = value.isAhead;
      this.#stepCost = this.#hooks.now() - asked;
      this.step = value.metrics.step + 1;
      this.pulled++;
      this.last = value.metrics;
    }
    if (value?.kind === 'diverged') this.step = value.restoredStep;
    // What comes before a preview has been pulled already, so all of the time since it was asked for is the preview's.
    if (value?.kind === 'preview') this.#previewCost = this.#hooks.now() - asked;
    return value ?? undefined;
  }

  /** Takes effect at the next step. */
  tune(live: LiveConfig): void {
    this.live = { ...this.live, ...live };
  }

  /** Goes on with another engine (or the same one made anew) that holds `state`. */
  async continueOn(engine: Engine, state: EngineState): Promise<void> {
    await this.#loop.return();
    this.engine = engine;
    this.good = state;
    this.step = state.step;
    this.isAhead = false;
    this.#stepCost = Number.POSITIVE_INFINITY;
    this.#isOver = false;
    this.#loop = this.#begin();
  }

  /** The state as it is, read only where it is not known; the last good one when the engine can no longer be read. */
  async state(): Promise<EngineState> {
    return this.#isOver || this.good.step === this.step ? this.good : this.engine.read().catch(() => this.good);
  }

  /** Both networks' view of the watched pictures now; training does not look at them again before it has made a step. */
  async preview(): Promise<Preview> {
    const preview = await previewProbes(this.engine, this.duel, this.people, this.step);
    this.#previewedStep = this.step;
    return preview;
  }

  /** Lets go of the engine; what can be kept is in `good` from now on. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    this.good = await this.state();
    this.#isOver = true;
    await this.#loop.return();
    this.engine.dispose();
  }

  #begin() {
    return train({
      ...{ config: this.config, duel: this.duel, people: this.people, engine: this.engine, state: this.good },
      live: () => this.live,
      trains: () => this.trains,
      ahead: () => this.#goesOn && this.#stepCost < longStep && !this.#isPreviewDue(),
      wantsPreview: () => this.#wantsPreview(),
      keep: (state) => {
        this.good = state;
      },
      ...this.#hooks,
    });
  }

  #wantsPreview(): boolean {
    const isDue = this.#isPreviewDue();
    if (isDue) this.#previewedAt = this.#hooks.now();
    return isDue;
  }

  #isPreviewDue(): boolean {
    if (this.#previewedStep === this.step) return false;
    return this.#hooks.now() - this.#previewedAt >= Math.max(previewInterval, this.#previewCost / previewShare);
  }
}
