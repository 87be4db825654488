import type { Duel, Engine, EngineState } from '../engine/engine.ts';
import type { Config } from '../method/hyperparameters.ts';
import { duelOf } from '../train/duel.ts';
import type { People } from '../train/people.ts';
import { rankEngines, startEngine } from './choose.ts';
import type { Platform } from './platform.ts';
import { problemOf } from './problems.ts';
import type { EngineChoice, EngineOption, WorkerEvent } from './protocol.ts';
import { Run } from './run.ts';
import type { Tasks } from './tasks.ts';

/** Everything that makes a run. */
export interface RunParts {
  readonly config: Config;
  readonly people: People;
  readonly state: EngineState;
}

/** Knows the engines, and puts runs on them. */
export class RunBuilder {
  readonly #platform: Platform;
  readonly #post: (event: WorkerEvent) => void;
  readonly #tasks: Tasks;
  #engines: readonly EngineOption[] = [];
  #choice: EngineChoice = 'auto';

  constructor(platform: Platform, post: (event: WorkerEvent) => void, tasks: Tasks) {
    this.#platform = platform;
    this.#post = post;
    this.#tasks = tasks;
  }

  async rank(): Promise<void> {
    this.#engines = await rankEngines(this.#platform.engines);
    this.#postEngines();
  }

  choose(choice: EngineChoice): void {
    this.#choice = choice;
    this.#postEngines();
  }

  /** The same for one that a run was made by, if it works here and the user has chosen none. */
  prefer(id: string): void {
    if (this.#choice === 'auto' && this.#engines.some((option) => option.id === id && option.available)) this.choose(id);
  }

  /** Takes an engine out of the automatic choice. */
  giveUp(id: string, reason: string): void {
    this.#engines = this.#engines.map((option) => (option.id === id ? { ...option, available: false, reason } : option));
    this.choose('auto');
  }

  /** @throws EngineError when no engine starts */
  async start({ config, people, state }: RunParts, signal: AbortSignal): Promise<Run> {
    const duel = duelOf(config, people.skeleton.joints.length);
    const engine = await this.#startEngine(this.#choice, duel, state, signal);
    const onEvaluating = () => this.#tasks.scoring();
    return new Run({ config, duel, people, engine, state }, { onEvaluating, signal: () => this.#tasks.signal, now: this.#platform.now });
  }

  /** Carries a run over to the chosen engine; if that does not start, to the best that does. */
  async replaceEngine(run: Run, state: EngineState, signal: AbortSignal): Promise<void> {
    await run.end();
    const start = (during: AbortSignal) => this.#startEngine(this.#choice, run.duel, state, during);
    const engine = await start(signal).catch((error: unknown) => {
      if (!signal.aborted) this.#post({ kind: 'problem', problem: problemOf(error) });
      this.choose('auto');
      return start(new AbortController().signal);
    });
    await run.continueOn(engine, state);
  }

  async #startEngine(choice: EngineChoice, duel: Duel, state: EngineState, signal: AbortSignal): Promise<Engine> {
    const progress = this.#tasks.progress('build', 'Starting the engine');
    const { engine, reason, failures } = await startEngine(this.#platform.engines, this.#engines, choice, duel, state, {
      progress,
      signal,
    });
    for (const failure of failures)
      this.#post({
        kind: 'problem',
        problem: { code: 'unavailable', severity: 'note', message: `An engine did not start. ${failure}`, cure: 'The next one took over.' },
      });
    this.#post({ kind: 'engine', engine: engine.description, reason, ...engine.memory() });
    return engine;
  }

  #postEngines(): void {
    this.#post({ kind: 'engines', engines: this.#engines, chosen: this.#choice });
  }
}
