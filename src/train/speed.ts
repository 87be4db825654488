import type { Duel, EngineFactory, Profile } from '../engine/engine.ts';
import { initialState } from '../engine/initial.ts';
import { toyBatch } from '../engine/specimen.ts';
import { type Config, defaultConfig } from '../method/hyperparameters.ts';
import { trainingCost } from '../network/cost.ts';
import { createRandom } from '../pose/random.ts';
import { type Timing, timeSteps } from './clock.ts';
import { duelOf, liveSettings } from './duel.ts';

/** What a step costs on an engine of ours. */
export interface Speed extends Timing {
  readonly parametersG: number;
  readonly parametersD: number;
  /** Of the convolutions of a step, as `operationsOf` counts them. */
  readonly gflops: number;
  /** Calls to the GPU a step; null without a GPU. */
  readonly dispatches: number | null;
  /** Milliseconds until a step is handed to the GPU. */
  readonly encodeMs: number | null;
  readonly deviceBytes: number;
  /** What it ran on. */
  readonly hardware: string;
  readonly profile: Profile | null;
}

export interface SpeedOptions {
  /** Milliseconds to spend on steps, where they are quick enough. */
  readonly budget: number;
  readonly signal?: AbortSignal;
  /** From 0 to 1. */
  readonly progress?: (done: number) => void;
  /** Waited for after every step, so that an engine that never leaves its thread lets messages in. */
  readonly breathe?: () => Promise<void>;
}

/**
 * Times the steps of an engine on pictures of noise, which take as long as any. Every step waits for the last one's numbers.
 * @throws EngineError of an engine that does not start; the signal's reason
 */
export async function measureSpeed(
  factory: EngineFactory,
  config: Config,
  joints: number,
  { budget, signal, progress, breathe }: SpeedOptions,
): Promise<Speed> {
  const duel = duelOf(config, joints);
  const batches = [1, 2, 3].map((seed) => toyBatch(duel, seed, duel.input));
  const live = liveSettings(defaultConfig, { ...defaultConfig, warmUp: 0 }, 0);
  const begin = performance.now();
  const engine = await factory.create(duel, initialState(duel, createRandom(1), 0.1), { signal });
  try {
    let made = 0;
    const step = () => engine.step(batches[made++ % batches.length]!, live);
    const timing = await timeSteps(step, budget, performance.now() - begin, async (spent) => {
      await breathe?.();
      signal?.throwIfAborted();
      progress?.(Math.min(1, spent / budget));
    });
    const repeats = Math.max(1, Math.min(10, Math.floor(budget / 4 / timing.msPerStep)));
    return {
      ...timing,
      parametersG: duel.generator.parameterCount,
      parametersD: duel.discriminator.parameterCount,
      gflops: operationsOf(duel) / (timing.msPerStep * 1e6),
      dispatches: engine.dispatches ?? null,
      encodeMs: engine.encodeMs ?? null,
      deviceBytes: engine.memory().bytes,
      hardware: engine.description.hardware,
      profile: (await engine.profile?.(repeats)) ?? null,
    };
  } finally {
    engine.dispose();
  }
}

/** Floating-point operations of a step: of its convolutions as we make them, 3 G + 6 D forward passes; others do some of it twice. */
export function operationsOf({ generator, discriminator, batch, optimiserG, optimiserD }: Duel): number {
  return 2 * trainingCost(generator, discriminator, batch, { g: optimiserG.kind, d: optimiserD.kind }).multiplyAddsPerStep;
}
