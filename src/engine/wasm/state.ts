import type { Network } from '../../network/graph.ts';
import { type Duel, EngineError, type EngineState } from '../engine.ts';
import { optimiserSlots } from '../initial.ts';
import { padded } from '../plan/draft.ts';
import { metricsEnergy, metricsKTNext } from '../plan/scalars.ts';
import type { Machine } from './machine.ts';

/** Takes the state out of a machine's memory. */
export function readState(machine: Machine, duel: Duel, step: number): EngineState {
  const { places } = machine;
  const { generator, discriminator } = duel;
  return {
    step,
    kT: machine.floats(places.metrics, 8)[metricsKTNext]!,
    energy: machine.floats(places.metrics, 8)[metricsEnergy]!,
    generator: machine.floats(places.parameters.generator, generator.parameterCount).slice(),
    discriminator: machine.floats(places.parameters.discriminator, discriminator.parameterCount).slice(),
    optimiserG: readSlots(machine, places.optimisers.generator, generator, optimiserSlots(duel.optimiserG)),
    optimiserD: readSlots(machine, places.optimisers.discriminator, discriminator, optimiserSlots(duel.optimiserD)),
    statisticsG: machine.floats(places.statistics.generator, generator.statisticsCount).slice(),
    statisticsReal: machine.floats(places.statistics.real, discriminator.statisticsCount).slice(),
    statisticsFake: machine.floats(places.statistics.fake, discriminator.statisticsCount).slice(),
  };
}

/** Puts a state into a machine's memory. Throws an EngineError where it belongs to networks of another size. */
export function writeState(machine: Machine, duel: Duel, state: EngineState): void {
  const { places } = machine;
  const { generator, discriminator } = duel;
  const put = (name: keyof EngineState, at: number, values: Float32Array, length: number) => {
    if (values.length !== length)
      throw new EngineError('internal', `The state's ${name} has ${values.length} numbers; these networks need ${length}.`);
    machine.floats(at, length).set(values);
  };
  put('generator', places.parameters.generator, state.generator, generator.parameterCount);
  put('discriminator', places.parameters.discriminator, state.discriminator, discriminator.parameterCount);
  put('statisticsG', places.statistics.generator, state.statisticsG, generator.statisticsCount);
  put('statisticsReal', places.statistics.real, state.statisticsReal, discriminator.statisticsCount);
  put('statisticsFake', places.statistics.fake, state.statisticsFake, discriminator.statisticsCount);
  for (const [name, network, optimiser] of [
    ['optimiserG', generator, duel.optimiserG],
    ['optimiserD', discriminator, duel.optimiserD],
  ] as const) {
    const slots = optimiserSlots(optimiser);
    const count = network.parameterCount;
    if (state[name].length !== slots * count)
      throw new EngineError('internal', `The state's ${name} has ${state[name].length} numbers; this optimiser needs ${slots * count}.`);
    for (let slot = 0; slot < slots; slot++)
      machine
        .floats(places.optimisers[network.name] + 4 * slot * padded(count), count)
        .set(state[name].subarray(slot * count, (slot + 1) * count));
  }
  const metrics = machine.floats(places.metrics, 8);
  metrics[metricsKTNext] = state.kT;
  metrics[metricsEnergy] = state.energy;
}

/** Optimiser slots, each padded in memory, one after the other without padding in the state. */
function readSlots(machine: Machine, at: number, network: Network, slots: number): Float32Array {
  const count = network.parameterCount;
  const all = new Float32Array(slots * count);
  for (let slot = 0; slot < slots; slot++) all.set(machine.floats(at + 4 * slot * padded(count), count), slot * count);
  return all;
}
