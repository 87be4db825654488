import { expect, test } from 'vitest';
import { sizeBins } from './sizeBins.ts';

test('bins double, empty ones between stay', () => {
  expect(sizeBins(Float32Array.of(40, 63.9, 64, 300, 0.5))).toEqual([
    { from: 1, to: 2, count: 1 },
    { from: 2, to: 4, count: 0 },
    { from: 4, to: 8, count: 0 },
    { from: 8, to: 16, count: 0 },
    { from: 16, to: 32, count: 0 },
    { from: 32, to: 64, count: 2 },
    { from: 64, to: 128, count: 1 },
    { from: 128, to: 256, count: 0 },
    { from: 256, to: 512, count: 1 },
  ]);
  expect(sizeBins(new Float32Array())).toEqual([]);
});
