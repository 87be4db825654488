import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Where a random stream stands; plain numbers, so that a checkpoint can hold it. */
export type RandomState = readonly number[];

/** A seeded stream of random numbers. Passed in wherever chance is needed; nothing in the project calls `Math.random`. */
export interface Random {
  /** A float in [low, high). */
  uniform(low?: number, high?: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** An integer in [0, n). */
  int(n: number): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A new stream for a purpose; the same purpose from the same place gives the same stream, and this one does not move. */
  fork(purpose: string): Random;
  /** The state now, to go on from later with `resumeRandom`. */
  state(): RandomState;
}

/** A stream from an integer seed. */
export function createRandom(seed: number): Random {
  return stream(xoroshiro128plus(seed | 0));
}

/** A stream that goes on where `state()` was taken. */
export function resumeRandom(state: RandomState): Random {
  return stream(xoroshiro128plusFromState(state));
}

/** 0 … n−1 in a random order (Fisher–Yates). */
export function shuffled(n: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const k = random.int(i + 1);
    const held = order[i]!;
    order[i] = order[k]!;
    order[k] = held;
  }
  return order;
}

function stream(generator: ReturnType<typeof xoroshiro128plus>): Random {
  const uniform = (low = 0, high = 1) => low + (high - low) * uniformFloat64(generator);
  const random: Random = {
    uniform,
    // Box–Muller; 1 − u keeps the logarithm finite. The second value is dropped so that the state is the generator's alone.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    int: (n) => uniformInt(generator, 0, n - 1),
    pick: (list) => {
      if (list.length === 0) throw new RangeError('random.pick: the list is empty');
      return list[random.int(list.length)]!;
    },
    fork: (purpose) => createRandom(hash(purpose, generator.getState())),
    state: () => generator.getState(),
  };
  return random;
}

/**
 * FNV-1a over a name and a generator's state, with murmur3's finisher: streams are forked from streams that were just forked, whose
 * states are so much alike that plain FNV gives seeds whose low bits never change.
 */
function hash(purpose: string, state: readonly number[]): number {
  let h = 0x811c9dc5;
  const stir = (value: number) => {
    h = Math.imul(h ^ value, 0x01000193);
    h ^= h >>> 15;
  };
  for (let i = 0; i < purpose.length; i++) stir(purpose.charCodeAt(i));
  for (const word of state) for (let shift = 0; shift < 32; shift += 8) stir((word >>> shift) & 0xff);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
