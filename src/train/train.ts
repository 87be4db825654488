import type { Duel, Engine, EngineState, LiveSettings, StepMetrics } from '../engine/engine.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import { Batches } from './batches.ts';
import { type Begun, begin } from './begin.ts';
import { type EvaluateOptions, evaluate } from './evaluate.ts';
import type { TrainEvent } from './events.ts';
import type { People } from './people.ts';
import { previewProbes } from './probes.ts';

export interface Training {
  readonly config: Config;
  readonly duel: Duel;
  readonly people: People;
  readonly engine: Engine;
  /** The state that the engine is in. */
  readonly state: EngineState;
  /** Read before every step, so that a change takes effect at the next one. */
  readonly live: () => LiveConfig;
  /** Which networks a step updates, read before every step; both where nothing is said. */
  readonly trains?: () => Pick<LiveSettings, 'trainG' | 'trainD'>;
  /**
   * Whether this step (0 for the first) may be given to the engine before the numbers of the last have come back. Who says yes pulls its
   * event before anything else is done with the engine.
   */
  readonly ahead?: (step: number) => boolean;
  /** Whether the watched pictures should be looked at again now; asked after every step. */
  readonly wantsPreview: () => boolean;
  /** Told of every state that is known to be good. */
  readonly keep: (state: EngineState) => void;
  /** Called when an evaluation begins, for what is to be told of its progress. */
  readonly onEvaluating?: () => EvaluateOptions['progress'];
  readonly signal?: () => AbortSignal;
}

/**
 * The training loop, to be pulled: a step is made when its event is asked for, or one event before it where the engine's numbers take their
 * time. Pause by not pulling, stop by `return()`. It ends by itself only when a loss is not finite; the engine then has its last good
 * weights again.
 */
export async function* train(training: Training): AsyncGenerator<TrainEvent, void> {
  const { config, duel, people, engine, ahead, wantsPreview, keep } = training;
  const batches = new Batches(config, people, duel);
  let good = training.state;
  let next: Begun | null = null;
  for (let step = good.step; ; step++) {
    const begun: Begun = next ?? begin(training, batches, step);
    const { settings, live } = begun;
    const made = step + 1;
    const isDue = made % settings.evaluateEvery === 0;
    // What is due after a step needs the state that the step has left.
    const goesOn = !isDue && engine.answersLate && ahead?.(made);
    next = goesOn ? begin(training, batches, made, begun) : null;
    const { metrics, waited } = await begun.answer;
    if (!hasFiniteLosses(metrics)) {
      await next?.answer.catch(() => {});
      await engine.write(good);
      yield { kind: 'diverged', step, restoredStep: good.step };
      return;
    }
    yield { kind: 'step', metrics, lambdaG: live.lambdaG, gamma: live.gamma, waited, isAhead: next !== null };
    if (next) continue;
    if (isDue) {
      const state = await engine.read();
      if (hasFiniteWeights(state)) {
        good = state;
        keep(good);
      }
      const evaluation = await evaluateUnlessCancelled(training, made, settings.evaluateCount);
      if (evaluation) yield { kind: 'evaluation', evaluation };
    }
    if (isDue || wantsPreview()) yield { kind: 'preview', preview: await previewProbes(engine, duel, people, made) };
  }
}

/** A cancelled evaluation is left out; the run goes on. */
async function evaluateUnlessCancelled({ engine, duel, people, onEvaluating, signal }: Training, step: number, count: number) {
  const abort = signal?.();
  try {
    return await evaluate(engine, duel, people, { count, step, progress: onEvaluating?.(), signal: abort });
  } catch (error) {
    if (abort?.aborted) return null;
    throw error;
  }
}

function hasFiniteLosses({ lossMse, lossReal, lossFake, kTNext }: StepMetrics): boolean {
  return Number.isFinite(lossMse + lossReal + lossFake + kTNext);
}

/** An update may spoil the weights one step before a loss shows it. */
export function hasFiniteWeights({ generator, discriminator }: EngineState): boolean {
  return generator.every(Number.isFinite) && discriminator.every(Number.isFinite);
}
