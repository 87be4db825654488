import { numbersPerWeight } from '../network/cost.ts';
import { initialParameters, initialStatistics } from '../network/initialise.ts';
import type { Random } from '../pose/random.ts';
import type { Duel, EngineState, Optimiser } from './engine.ts';

/** The state of a run before its first step, from a seed and k_0. */
export function initialState(duel: Duel, random: Random, kT: number): EngineState {
  const { generator, discriminator } = duel;
  return {
    step: 0,
    kT,
    energy: 0,
    generator: initialParameters(generator, random),
    discriminator: initialParameters(discriminator, random),
    optimiserG: new Float32Array(optimiserSlots(duel.optimiserG) * generator.parameterCount),
    optimiserD: new Float32Array(optimiserSlots(duel.optimiserD) * discriminator.parameterCount),
    statisticsG: initialStatistics(generator),
    statisticsReal: initialStatistics(discriminator),
    statisticsFake: initialStatistics(discriminator),
  };
}

/** How many numbers an optimiser keeps for each weight. */
export function optimiserSlots(optimiser: Optimiser): number {
  return numbersPerWeight[optimiser.kind];
}
