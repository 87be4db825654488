import type { AdvGradient, Batch, Duel, LiveSettings } from '../../src/engine/engine.ts';
import { toyBatch } from '../../src/engine/specimen.ts';
import { discriminator } from '../../src/network/discriminator.ts';
import { generator } from '../../src/network/generator.ts';
import type { Normalisation } from '../../src/network/graph.ts';
import { type PresetName, presets } from '../../src/network/presets.ts';

/** Small steps; see `gentle`. */
export const live: LiveSettings = {
  lambdaG: 0.3,
  lambdaK: 0.05,
  gamma: 0.8,
  learningRateG: 1e-4,
  learningRateD: 1e-4,
  freezeK: false,
  trainG: true,
  trainD: true,
};

/**
 * For long runs. On noise pictures the duel is chaotic: a value that rounding puts on the other side of a relu's corner, or that wins its
 * pooled square by a last digit, sends a gradient elsewhere. Two runs of ONE engine (WebAssembly) on `toy`, whose first weights differ by
 * one part in ten million, differ after 50 steps in some loss or in k_t by, at a rate of 1e-4, 0.8 % with group norm and 6 % with batch
 * norm (on the tiny duel at 1e-3: 4 % and 30 %); at 1e-5 by 2e-4 and 8e-3; at 1e-6, with batch norm, by 2e-4. So much is no engine's fault.
 */
export function gentle(duel: Duel): LiveSettings {
  const isBatch = duel.generator.statisticsCount > 0;
  const rate = isBatch ? 1e-6 : 1e-5;
  return { ...live, learningRateG: rate, learningRateD: rate };
}

/** A weight without gradient (a bias before a batch norm) gets rounding noise, which a small ε would turn into steps of full size. */
const epsilon = 1e-3;
export const rmsprop = { kind: 'rmsprop', decay: 0.99, epsilon } as const;
export const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon } as const;

export interface Variant {
  readonly normalisation?: Normalisation;
  readonly stacks?: number;
  readonly advGradient?: AdvGradient;
}

/** The duel of a preset with 14 joints. */
export function presetDuel(name: PresetName, { normalisation = 'group', stacks = 1, advGradient = 'input' }: Variant = {}): Duel {
  const config = { ...presets[name], joints: 14, normalisation, stacks } as const;
  const { batch, input, heatmap, sigma } = config;
  return {
    ...{ batch, input, heatmap, sigma, joints: 14, foreground: 0, lossScale: 'energy', advGradient },
    generator: generator(config),
    discriminator: discriminator(config),
    optimiserG: rmsprop,
    optimiserD: adam,
  };
}

export function batches(duel: Duel, count: number): Batch[] {
  return Array.from({ length: count }, (_, i) => toyBatch(duel, i));
}

/** The largest difference of two lists, as a share of the largest value. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, size] = [0, 1e-12];
  for (let i = 0; i < b.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    difference = Number.isNaN(d) ? Number.POSITIVE_INFINITY : Math.max(difference, d);
    size = Math.max(size, Math.abs(b[i]!));
  }
  return difference / size;
}

/** The distance of each numeric member of two objects. */
export function distances(a: object, b: object): Record<string, number> {
  const other = a as Record<string, number | Float32Array>;
  const entries = Object.entries(b) as [string, number | Float32Array][];
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const mine = other[name]!;
      return [name, typeof value === 'number' ? distance([mine as number], [value]) : distance(mine as Float32Array, value)];
    }),
  );
}
