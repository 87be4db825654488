import type { Duel, LiveSettings, Optimiser } from '../engine/engine.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import { heldRate, warmUpLambdaG } from '../method/schedule.ts';
import { discriminator } from '../network/discriminator.ts';
import { generator } from '../network/generator.ts';
import { presets } from '../network/presets.ts';

/** The authors' settings of both optimisers (Kingma & Ba's for Adam). */
const optimisers: Readonly<Record<Config['optimiserG'], Optimiser>> = {
  rmsprop: { kind: 'rmsprop', decay: 0.99, epsilon: 1e-8 },
  adam: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/** What an engine is to be built for, from the settings and the count of joints of the dataset. */
export function duelOf(config: Config, joints: number): Duel {
  const preset = presets[config.preset];
  const network = { ...preset, joints, normalisation: config.normalisation };
  return {
    generator: generator(network),
    discriminator: discriminator(network),
    batch: preset.batch,
    input: preset.input,
    heatmap: preset.heatmap,
    joints,
    sigma: preset.sigma,
    lossScale: config.lossScale,
    advGradient: config.advGradient,
    foreground: config.foreground,
    optimiserG: optimisers[config.optimiserG],
    optimiserD: optimisers[config.optimiserD],
  };
}

/** The settings that are functions of the step, and fixed through a run. */
type Schedule = Pick<Config, 'warmUp' | 'learningRateHold'>;

/** The settings of one step: λ_G is 0 during warm-up, and learning rates fall after their hold. */
export function liveSettings(live: LiveConfig, { warmUp, learningRateHold }: Schedule, step: number): LiveSettings {
  return {
    lambdaG: warmUpLambdaG(live.lambdaG, step, warmUp),
    lambdaK: live.lambdaK,
    gamma: live.gamma,
    learningRateG: heldRate(live.learningRateG, step, learningRateHold),
    learningRateD: heldRate(live.learningRateD, step, learningRateHold),
    freezeK: live.freezeK,
    trainG: true,
    trainD: true,
  };
}
