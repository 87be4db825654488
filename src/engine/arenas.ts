import type { Network } from '../network/graph.ts';
import type { Duel, EngineState } from './engine.ts';
import { optimiserSlots } from './initial.ts';

/** The arenas of a state, in its order. */
export const arenaNames = [
  'generator',
  'discriminator',
  'optimiserG',
  'optimiserD',
  'statisticsG',
  'statisticsReal',
  'statisticsFake',
] as const satisfies readonly (keyof EngineState)[];
export type ArenaName = (typeof arenaNames)[number];

/** Something of every arena. */
export function byArena<T>(of: (name: ArenaName) => T): Record<ArenaName, T> {
  return Object.fromEntries(arenaNames.map((name) => [name, of(name)])) as Record<ArenaName, T>;
}

/** Sizes of the tensors that each arena of a duel holds, one after the other. */
export function arenaSizes({ generator, discriminator, optimiserG, optimiserD }: Duel): Readonly<Record<ArenaName, readonly number[]>> {
  const parameters = (network: Network) => network.parameters.map(({ size }) => size);
  const statistics = (network: Network) => network.statistics.map(({ channels }) => 2 * channels);
  const slots = (network: Network, count: number) => Array.from({ length: count }, () => parameters(network)).flat();
  return {
    generator: parameters(generator),
    discriminator: parameters(discriminator),
    optimiserG: slots(generator, optimiserSlots(optimiserG)),
    optimiserD: slots(discriminator, optimiserSlots(optimiserD)),
    statisticsG: statistics(generator),
    statisticsReal: statistics(discriminator),
    statisticsFake: statistics(discriminator),
  };
}
