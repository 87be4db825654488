import { discriminator } from '../../network/discriminator.ts';
import { generator } from '../../network/generator.ts';
import type { Normalisation } from '../../network/graph.ts';
import { type PresetName, presets } from '../../network/presets.ts';
import type { AdvGradient, Duel, LiveSettings } from '../engine.ts';

/** What a duel of a preset may differ in. */
export interface Variant {
  readonly normalisation: Normalisation;
  readonly stacks: number;
  readonly advGradient: AdvGradient;
}

/** A training from a fixed seed that every engine makes, and whose numbers the reference has given once for all: `recorded.json`. */
export interface Run extends Variant {
  readonly preset: 'toy' | 'small';
  readonly steps: number;
  /** Pictures a step. */
  readonly batch: number;
}

const variants: readonly Variant[] = ([1, 2] as const).flatMap((stacks) =>
  (['group', 'batch'] as const).flatMap((normalisation) =>
    (['input', 'both'] as const).map((advGradient) => ({ normalisation, stacks, advGradient })),
  ),
);

/** Half of the variants, in which each two choices meet. */
export function isOfPairs({ normalisation, stacks, advGradient }: Variant): boolean {
  return (normalisation === 'group') === ((stacks === 1) === (advGradient === 'input'));
}

/** `small` with 2 pictures in place of 8, as the reference takes half a minute a step for those, and twice that with two stacks. */
export const runs: readonly Run[] = [
  ...variants.map((variant) => ({ preset: 'toy', steps: 50, batch: presets.toy.batch, ...variant }) as const),
  ...variants.map((variant) => ({ preset: 'small', steps: 10, batch: 2, ...variant }) as const),
];

export function nameOf({ preset, steps, normalisation, stacks, advGradient }: Run): string {
  return `${steps} steps of ${preset}, ${normalisation} norm, ${stacks} stack${stacks > 1 ? 's' : ''}, adversary through ${advGradient}`;
}

/** A weight without gradient (a bias before a batch norm) gets rounding noise, which a small ε would turn into steps of full size. */
const epsilon = 1e-3;
export const rmsprop = { kind: 'rmsprop', decay: 0.99, epsilon } as const;
export const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon } as const;

/** The duel of a preset, with 14 joints. */
export function presetDuel(name: PresetName, variant: Partial<Variant & Pick<Run, 'batch'>> = {}): Duel {
  const { advGradient, ...network } = { normalisation: 'group', stacks: 1, advGradient: 'input', ...variant } as const;
  const config = { ...presets[name], joints: 14, ...network } as const;
  const { batch, input, heatmap, sigma } = config;
  return {
    ...{ batch, input, heatmap, sigma, joints: 14, foreground: 0, lossScale: 'energy', advGradient },
    generator: generator(config),
    discriminator: discriminator(config),
    optimiserG: rmsprop,
    optimiserD: adam,
  };
}

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
 * pooled square by a last digit, sends a gradient elsewhere. Two of `runs` on ONE engine (WebAssembly), whose first weights differ by one
 * part in ten million, differ in some loss or in k_t by up to 1.5e-4 with group norm and 3e-4 with batch norm, and in what they learnt,
 * w − w₀, by 0.7 % and 3 % (toy), 1.7 % and 8 % (small). At ten times these rates it is 1 % of a loss, and a half of what was learnt; with
 * batch norm and two stacks three times the rate is enough for 6e-4 of a loss, and a sixth of what `small` learnt.
 */
export function gentle(duel: Duel): LiveSettings {
  const isBatch = duel.generator.statisticsCount > 0;
  const isStacked = duel.generator.outputs.length > 1;
  const rate = isBatch ? (isStacked ? 3e-7 : 1e-6) : 1e-5;
  return { ...live, learningRateG: rate, learningRateD: rate };
}
