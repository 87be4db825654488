import { createRandom } from '../../pose/random.ts';
import { type ArenaName, arenaSizes, byArena } from '../arenas.ts';
import type { Duel, EngineFactory, EngineState } from '../engine.ts';
import { initialState } from '../initial.ts';
import { toyBatch } from '../specimen.ts';
import { gentle, presetDuel, type Run } from './runs.ts';

/** What a run gave. */
export interface Recording {
  /** L_MSE, L_real, L_fake (L_adv equals it in value) and the next k_t of every step. */
  readonly metrics: readonly (readonly number[])[];
  /** Of the weights, how far they moved; of all else, the values. */
  readonly sketches: Readonly<Record<ArenaName, readonly number[]>>;
}

/** A recording, and what its sketches are of. */
export interface FullRecording extends Recording {
  /** Norm and size of each sketched tensor. */
  readonly tensors: Readonly<Record<ArenaName, readonly { readonly norm: number; readonly size: number }[]>>;
  /** ‖w‖ at the end. */
  readonly weights: Readonly<Record<'generator' | 'discriminator', number>>;
}

/** Makes a run on an engine. */
export async function record(factory: EngineFactory, { preset, steps: count, ...variant }: Run): Promise<FullRecording> {
  const duel = presetDuel(preset, variant);
  const start = initialState(duel, createRandom(3), 0.25);
  const engine = await factory.create(duel, start);
  try {
    const settings = gentle(duel);
    const steps = Array.from({ length: count }, (_, seed) => engine.step(toyBatch(duel, seed), settings));
    const metrics = (await Promise.all(steps)).map(({ lossMse, lossReal, lossFake, kTNext }) => [lossMse, lossReal, lossFake, kTNext]);
    return { metrics, ...sketch(duel, start, await engine.read()) };
  } finally {
    engine.dispose();
  }
}

/**
 * One number a tensor: Σ ± x with signs from a fixed seed. Of a difference d its square is ‖d‖² in the mean, so the sketches of two states
 * tell how far these are from each other, and every single value takes part.
 */
function sketch(duel: Duel, start: EngineState, end: EngineState): Omit<FullRecording, 'metrics'> {
  const moved = (name: 'generator' | 'discriminator') => end[name].map((value, i) => value - start[name][i]!);
  const values = { ...end, generator: moved('generator'), discriminator: moved('discriminator') };
  const sizes = arenaSizes(duel);
  const measured = byArena((name) => {
    const random = createRandom(23);
    let offset = 0;
    return sizes[name].map((size) => {
      let [sum, squares] = [0, 0];
      for (const value of values[name].subarray(offset, offset + size)) {
        sum += random.int(2) === 0 ? value : -value;
        squares += value ** 2;
      }
      offset += size;
      return { sum, norm: Math.sqrt(squares), size };
    });
  });
  const norm = (weights: Float32Array) => Math.sqrt(weights.reduce((sum, value) => sum + value ** 2, 0));
  return {
    sketches: byArena((name) => measured[name].map(({ sum }) => sum)),
    tensors: byArena((name) => measured[name].map(({ norm, size }) => ({ norm, size }))),
    weights: { generator: norm(end.generator), discriminator: norm(end.discriminator) },
  };
}
