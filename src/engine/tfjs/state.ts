import * as tf from '@tensorflow/tfjs';
import type { Network } from '../../network/graph.ts';
import { type ArenaName, arenaNames, byArena } from '../arenas.ts';
import type { Duel, EngineState } from '../engine.ts';
import { optimiserSlots } from '../initial.ts';
import type { Arena } from './optimise.ts';

/** The run's state as variables on the device. */
export interface DeviceState {
  readonly generator: Arena;
  readonly discriminator: Arena;
  readonly momentsG: readonly Arena[];
  readonly momentsD: readonly Arena[];
  /** One [2 c] variable a batch normalisation. */
  readonly statisticsG: readonly tf.Variable<tf.Rank.R1>[];
  readonly statisticsReal: readonly tf.Variable<tf.Rank.R1>[];
  readonly statisticsFake: readonly tf.Variable<tf.Rank.R1>[];
  readonly kT: tf.Variable<tf.Rank.R0>;
  readonly energy: tf.Variable<tf.Rank.R0>;
}

export function createState({ generator, discriminator, optimiserG, optimiserD }: Duel): DeviceState {
  const moments = (network: Network, slots: number) => Array.from({ length: slots }, () => arena(network));
  return {
    generator: arena(generator),
    discriminator: arena(discriminator),
    momentsG: moments(generator, optimiserSlots(optimiserG)),
    momentsD: moments(discriminator, optimiserSlots(optimiserD)),
    statisticsG: statistics(generator),
    statisticsReal: statistics(discriminator),
    statisticsFake: statistics(discriminator),
    kT: zeros([]) as tf.Variable<tf.Rank.R0>,
    energy: zeros([]) as tf.Variable<tf.Rank.R0>,
  };
}

export function writeState(device: DeviceState, state: EngineState): void {
  tf.tidy(() => {
    const held = variables(device);
    for (const name of arenaNames) {
      const values = state[name];
      let offset = 0;
      for (const variable of held[name]) {
        variable.assign(tf.tensor(values.subarray(offset, offset + variable.size), variable.shape));
        offset += variable.size;
      }
      if (offset !== values.length) throw new RangeError(`the state has ${values.length} numbers where the networks have ${offset}`);
    }
    device.kT.assign(tf.scalar(state.kT));
    device.energy.assign(tf.scalar(state.energy));
  });
}

/** Reads everything back in a single transfer. */
export async function readState(device: DeviceState, step: number): Promise<EngineState> {
  const held = variables(device);
  const all = [device.kT, device.energy, ...arenaNames.flatMap((name) => held[name])];
  const packed = tf.tidy(() => tf.concat(all.map((variable) => tf.reshape(variable, [variable.size]))));
  const values = (await packed.data()) as Float32Array;
  packed.dispose();
  let offset = 2;
  const arenas = byArena((name) => {
    const size = held[name].reduce((sum, variable) => sum + variable.size, 0);
    offset += size;
    return values.slice(offset - size, offset);
  });
  return { step, kT: values[0]!, energy: values[1]!, ...arenas };
}

export function disposeState(device: DeviceState): void {
  tf.dispose([device.kT, device.energy, ...Object.values(variables(device)).flat()]);
}

/** What each arena is held in. */
function variables({ kT: _, energy: __, momentsG, momentsD, ...others }: DeviceState): Readonly<Record<ArenaName, readonly tf.Variable[]>> {
  return { ...others, optimiserG: momentsG.flat(), optimiserD: momentsD.flat() };
}

function arena(network: Network): Arena {
  return network.parameters.map(({ shape }) => zeros(shape));
}

function statistics(network: Network): tf.Variable<tf.Rank.R1>[] {
  return network.statistics.map(({ channels }) => zeros([2 * channels]) as tf.Variable<tf.Rank.R1>);
}

function zeros(shape: readonly number[]): tf.Variable {
  const initial = tf.zeros([...shape]);
  const variable = tf.variable(initial);
  initial.dispose();
  return variable;
}
