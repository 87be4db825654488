import type { EngineFactory } from '../../src/engine/engine.ts';
import { type Config, defaultConfig } from '../../src/method/hyperparameters.ts';
import type { PresetName } from '../../src/network/presets.ts';
import { measureSpeed } from '../../src/train/speed.ts';
import { joints, type Measurement } from './measurement.ts';

/** Settings under which our engines do what the peers do: with batch normalisation. */
export function benchConfig(preset: PresetName): Config {
  return { ...defaultConfig, preset, normalisation: 'batch' };
}

/** Measures one of our engines and the limit of its kernels. */
export async function measureOurs(factory: EngineFactory, preset: PresetName, budget: number): Promise<Measurement> {
  const { available, reason } = await factory.probe();
  if (!available) throw new Error(reason);
  const { profile: _, gflops: __, ...measured } = await measureSpeed(factory, benchConfig(preset), joints, { budget });
  return { ...measured, limitGflops: (await factory.limit?.()) ?? null };
}
