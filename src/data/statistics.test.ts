import { expect, test } from 'vitest';
import type { Sample } from '../pose/sample.ts';
import { poseStatistics } from './statistics.ts';

const sample = (x: number, y: number, visibility: 0 | 1 | 2): Sample => ({
  id: `${x}`,
  picture: 'a.jpg',
  split: 'train',
  // The square about it: centre (50, 40), side 1.25 · 80 = 100, so from (0, −10) to (100, 90).
  box: { x: 30, y: 0, width: 40, height: 80 },
  headBox: null,
  joints: [
    { x, y, visibility },
    { x: 0, y: 0, visibility: 0 },
  ],
});

test('mean and spread in parts of the square, unlabelled joints aside', () => {
  const { mean, spread } = poseStatistics([sample(20, 10, 2), sample(40, 30, 1), sample(99, 99, 0)], 2);
  // (20, 10) is (.2, .2) and (40, 30) is (.4, .4): mean .3, variance .01 each way.
  expect([...mean]).toEqual([expect.closeTo(0.3), expect.closeTo(0.3), Number.NaN, Number.NaN]);
  expect([...spread]).toEqual([expect.closeTo(0.01), expect.closeTo(0.01), expect.closeTo(0.01), 0, 0, 0]);
});
