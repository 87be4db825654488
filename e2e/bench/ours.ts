import type { EngineFactory } from '../../src/engine/engine.ts';
import { initialState } from '../../src/engine/initial.ts';
import { toyBatch, toyPictures } from '../../src/engine/specimen.ts';
import { WebGpuEngine } from '../../src/engine/webgpu/engine.ts';
import { defaultConfig } from '../../src/method/hyperparameters.ts';
import type { PresetName } from '../../src/network/presets.ts';
import { createRandom } from '../../src/pose/random.ts';
import { duelOf, liveSettings } from '../../src/train/duel.ts';
import { timeSteps } from './clock.ts';
import { joints, type Measurement } from './measurement.ts';

/** Times the steps of one of our engines, with batch normalisation as the peers have it. Every step waits for the last one's numbers. */
export async function measureOurs(factory: EngineFactory, preset: PresetName, budget: number): Promise<Measurement> {
  const { available, reason } = await factory.probe();
  if (!available) throw new Error(reason);
  const duel = duelOf({ ...defaultConfig, preset, normalisation: 'batch' }, joints);
  const batches = [1, 2, 3].map((seed) => toyBatch(duel, seed));
  const live = liveSettings(defaultConfig, 0, 0);
  const begin = performance.now();
  const engine = await factory.create(duel, initialState(duel, createRandom(1), 0.1));
  try {
    engine.attach(toyPictures(8, duel.input));
    let made = 0;
    const timing = await timeSteps(() => engine.step(batches[made++ % batches.length]!, live), budget, performance.now() - begin);
    const gpu = engine instanceof WebGpuEngine ? engine : null;
    return {
      ...timing,
      parametersG: duel.generator.parameterCount,
      parametersD: duel.discriminator.parameterCount,
      dispatches: gpu?.dispatches ?? null,
      encodeMs: gpu?.encodeMs ?? null,
      deviceBytes: engine.memory().bytes,
      limitGflops: null,
      hardware: engine.description.hardware,
    };
  } finally {
    engine.dispose();
  }
}
