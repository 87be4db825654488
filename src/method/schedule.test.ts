import { expect, it } from 'vitest';
import { heldRate, warmUpLambdaG } from './schedule.ts';

it('a learning rate is held, then falls as one over the root of the step', () => {
  expect([0, 100, 400, 900].map((step) => heldRate(0.3, step, 100))).toEqual([0.3, 0.3, 0.3 / 2, expect.closeTo(0.1, 12)]);
  expect(heldRate(0.3, 1e6, 0)).toBe(0.3);
});

it('G listens to the true heatmaps alone until the warm-up is over', () => {
  // A warm-up of 3 steps: 0, 1, 2.
  expect([0, 1, 2, 3, 4].map((step) => warmUpLambdaG(0.1, step, 3))).toEqual([0, 0, 0, 0.1, 0.1]);
  expect(warmUpLambdaG(0.1, 0, 0)).toBe(0.1);
});
