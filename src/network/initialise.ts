import type { Random } from '../pose/random.ts';
import type { Network } from './graph.ts';

/** Initial weights as one flat arena, from a stream of their own for each parameter, so that a change of one leaves the others. */
export function initialParameters(network: Network, random: Random): Float32Array {
  const arena = new Float32Array(network.parameterCount);
  for (const { name, offset, size, initial } of network.parameters) {
    const part = arena.subarray(offset, offset + size);
    if (initial.kind === 'constant') part.fill(initial.value);
    else {
      const stream = random.fork(`${network.name}.${name}`);
      for (let i = 0; i < size; i++) part[i] = stream.uniform(-initial.bound, initial.bound);
    }
  }
  return arena;
}

/** Running statistics before the first batch: mean 0, variance 1. */
export function initialStatistics(network: Network): Float32Array {
  const arena = new Float32Array(network.statisticsCount);
  for (const { offset, channels } of network.statistics) arena.fill(1, offset + channels, offset + 2 * channels);
  return arena;
}
