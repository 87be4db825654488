import { createRandom, type Random } from '../pose/random.ts';

/**
 * A new stream for a purpose, from where `random` stands and without moving it.
 * Like `Random.fork`, with a finisher (murmur3's) after FNV-1a: a picture forks streams from streams that were just forked,
 * and those states are so much alike that plain FNV gives seeds whose low bits never change.
 */
export function branch(random: Random, purpose: string): Random {
  let h = 0x811c9dc5;
  const stir = (value: number): void => {
    h = Math.imul(h ^ value, 0x01000193);
    h ^= h >>> 15;
  };
  for (let i = 0; i < purpose.length; i++) stir(purpose.charCodeAt(i));
  for (const word of random.state()) for (let shift = 0; shift < 32; shift += 8) stir((word >>> shift) & 0xff);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return createRandom(h ^ (h >>> 16));
}
