import { expect, it } from 'vitest';
import { createRandom, resumeRandom, shuffled } from './random.ts';

it('forks of forks are spread evenly and repeat', () => {
  const root = createRandom(1);
  const counts = new Array<number>(8).fill(0);
  for (let i = 0; i < 800; i++) counts[root.fork(`train/${i}`).fork('subject').int(8)]!++;
  // 100 expected in each, with a standard deviation of 9.4.
  for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(45);
  expect(root.fork('a').uniform()).toBe(root.fork('a').uniform());
});

it('a fork leaves the stream where it was', () => {
  const [a, b] = [createRandom(7), createRandom(7)];
  a.fork('elsewhere').uniform();
  expect(a.uniform()).toBe(b.uniform());
});

it('goes on from a saved state', () => {
  const random = createRandom(3);
  random.normal();
  const state = random.state();
  const next = [random.uniform(), random.int(1000), random.normal()];
  const resumed = resumeRandom(state);
  expect([resumed.uniform(), resumed.int(1000), resumed.normal()]).toEqual(next);
});

it('shuffles every number to somewhere', () => {
  expect([...shuffled(50, createRandom(1))].sort((x, y) => x - y)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

it('draws a standard normal', () => {
  const random = createRandom(5);
  const draws = Array.from({ length: 4000 }, () => random.normal());
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  // Four standard errors: 4/√4000, and 4·√(2/4000).
  expect(Math.abs(mean)).toBeLessThan(0.064);
  expect(Math.abs(variance - 1)).toBeLessThan(0.09);
});
