import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downsample } from './downsample.ts';

const index = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

test('a short line stays as it is', () => {
  expect([...downsample(index(5), [index(5)], 600)]).toEqual([0, 1, 2, 3, 4]);
});

test('rising indices, both ends, the number asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 700 }), fc.integer({ min: 3, max: 60 }), fc.integer(), (n, limit, seed) => {
      const line = Float64Array.from({ length: n }, (_, i) => Math.sin(seed + i * i));
      const picked = downsample(index(n), [line], limit);
      expect(picked.length).toBe(Math.min(n, limit));
      expect(picked[0]).toBe(0);
      expect(picked.at(-1)).toBe(n - 1);
      for (let i = 1; i < picked.length; i++) expect(picked[i]!).toBeGreaterThan(picked[i - 1]!);
    }),
  );
});

test('a spike in either line survives', () => {
  const flat = new Float32Array(10_000);
  const low = flat.slice();
  low[4321] = 0.001; // small, but all of this line's range
  const high = flat.slice();
  high[8765] = 1000;
  const picked = [...downsample(index(10_000), [low, high], 100)];
  expect(picked).toContain(4321);
  expect(picked).toContain(8765);
});

test('a value that is not finite does not stop the rest', () => {
  const line = index(1000);
  line[500] = Number.NaN;
  expect(downsample(index(1000), [line, index(1000)], 50).length).toBe(50);
});

test('100,000 points of three lines take a few milliseconds', () => {
  const x = index(100_000);
  const started = performance.now();
  downsample(x, [x, x, x], 600);
  expect(performance.now() - started).toBeLessThan(150);
});
