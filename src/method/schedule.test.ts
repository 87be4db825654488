import { expect, it } from 'vitest';
import { warmUpLambdaG } from './schedule.ts';

it('G listens to the true heatmaps alone until the warm-up is over', () => {
  // A warm-up of 3 steps: 0, 1, 2.
  expect([0, 1, 2, 3, 4].map((step) => warmUpLambdaG(0.1, step, 3))).toEqual([0, 0, 0, 0.1, 0.1]);
  expect(warmUpLambdaG(0.1, 0, 0)).toBe(0.1);
});
