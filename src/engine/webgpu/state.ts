import type { Network } from '../../network/graph.ts';
import { type ArenaName, byArena } from '../arenas.ts';
import { type Duel, EngineError, type EngineState } from '../engine.ts';
import { optimiserSlots } from '../initial.ts';
import { padded } from '../plan/draft.ts';
import { metricsEnergy, metricsKTNext } from '../plan/scalars.ts';
import type { DeviceMemory, Sizes } from './memory.ts';
import { download } from './ring.ts';

/** The arenas of a state: where each lies, of how many rows of how many floats; rows are padded to vec4 on the device. */
function arenasOf({ generator, discriminator, optimiserG, optimiserD }: Duel) {
  const slots = (network: Network, rows: number) => ({ rows, floats: network.parameterCount });
  return [
    { key: 'generator', name: 'parameters.generator', ...slots(generator, 1) },
    { key: 'discriminator', name: 'parameters.discriminator', ...slots(discriminator, 1) },
    { key: 'optimiserG', name: 'optimiser.generator', ...slots(generator, optimiserSlots(optimiserG)) },
    { key: 'optimiserD', name: 'optimiser.discriminator', ...slots(discriminator, optimiserSlots(optimiserD)) },
    { key: 'statisticsG', name: 'statistics.generator', rows: 1, floats: generator.statisticsCount },
    { key: 'statisticsReal', name: 'statistics.real', rows: 1, floats: discriminator.statisticsCount },
    { key: 'statisticsFake', name: 'statistics.fake', rows: 1, floats: discriminator.statisticsCount },
  ] as const satisfies readonly { key: ArenaName; name: keyof Sizes; rows: number; floats: number }[];
}

/** Takes the state off the device, in one transfer. */
export async function readState(memory: DeviceMemory, duel: Duel, step: number): Promise<EngineState> {
  const arenas = arenasOf(duel);
  const ranges = arenas.map(({ name, rows, floats }) => ({ buffer: memory.buffer(name), offset: 0, floats: rows * padded(floats) }));
  const [metrics, ...values] = await download(memory, [{ buffer: memory.buffer('metrics'), offset: 0, floats: 8 }, ...ranges]);
  const part = (key: ArenaName): Float32Array => {
    const i = arenas.findIndex((arena) => arena.key === key);
    const { rows, floats } = arenas[i]!;
    const all = new Float32Array(rows * floats);
    for (let row = 0; row < rows; row++) all.set(values[i]!.subarray(row * padded(floats), row * padded(floats) + floats), row * floats);
    return all;
  };
  return {
    step,
    kT: metrics![metricsKTNext]!,
    energy: metrics![metricsEnergy]!,
    ...byArena(part),
  };
}

/** Puts a state onto the device. Throws an EngineError where it belongs to networks of another size. */
export function writeState(memory: DeviceMemory, duel: Duel, state: EngineState): void {
  const { queue } = memory.device;
  const arenas = arenasOf(duel);
  for (const { key, rows, floats } of arenas)
    if (state[key].length !== rows * floats)
      throw new EngineError('internal', `The state's ${key} has ${state[key].length} numbers; this duel needs ${rows * floats}.`);
  for (const { key, name, rows, floats } of arenas)
    for (let row = 0; row < rows; row++) {
      const values = state[key].slice(row * floats, (row + 1) * floats);
      if (floats > 0) queue.writeBuffer(memory.buffer(name), 4 * row * padded(floats), values);
    }
  const metrics = new Float32Array(8);
  metrics[metricsKTNext] = state.kT;
  metrics[metricsEnergy] = state.energy;
  queue.writeBuffer(memory.buffer('metrics'), 0, metrics);
}
