import type { Duel, Engine, EngineState, LiveSettings, StepMetrics } from '../engine/engine.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import { Batches } from './batches.ts';
import { liveSettings } from './duel.ts';
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
  /** Whether the watched pictures should be looked at again now; asked after every step. */
  readonly wantsPreview: () => boolean;
  /** Told of every state that is known to be good. */
  readonly keep: (state: EngineState) => void;
  /** Called when an evaluation begins, for what is to be told of its progress. */
  readonly onEvaluating?: () => EvaluateOptions['progress'];
  readonly signal?: () => AbortSignal;
}

/**
 * The training loop, to be pulled: a step is made when its event is asked for. Pause by not pulling, stop by `return()`. It ends by itself
 * only when a loss is not finite; the engine then has its last good weights again.
 */
export async function* train(training: Training): AsyncGenerator<TrainEvent, void> {
  const { config, duel, people, engine, live, wantsPreview, keep } = training;
  const batches = new Batches(config, people, duel);
  let good = training.state;
  for (let step = good.step; ; step++) {
    const settings = live();
    const now = { ...liveSettings(settings, config, step), ...training.trains?.() };
    const before = performance.now();
    const batch = await batches.at(step);
    const waited = performance.now() - before;
    const metrics = await engine.step(batch, now);
    if (!hasFiniteLosses(metrics)) {
      await engine.write(good);
      yield { kind: 'diverged', step, restoredStep: good.step };
      return;
    }
    yield { kind: 'step', metrics, lambdaG: now.lambdaG, gamma: now.gamma, waited };
    const made = step + 1;
    const isDue = made % settings.evaluateEvery === 0;
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
