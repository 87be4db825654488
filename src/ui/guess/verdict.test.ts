import { expect, test } from 'vitest';
import { type HeldOut, redrawError, roundsOf } from './verdict.ts';

test('D’s error is a share of the energy it was shown, over labelled joints', () => {
  // Two pixels, two joints. Joint 0: 2 redrawn as 1 → 1 of 4; joint 1: 1 redrawn as 0 → 1 of 1.
  const maps = Float32Array.of(2, 1, 0, 0);
  const redrawn = Float32Array.of(1, 0, 0, 0);
  expect(redrawError(maps, redrawn, Float32Array.of(1, 1))).toBeCloseTo(2 / 5, 12);
  expect(redrawError(maps, redrawn, Float32Array.of(1, 0))).toBeCloseTo(1 / 4, 12);
  expect(
    redrawError(
      maps.map((value) => value / 10),
      redrawn.map((value) => value / 10),
      Float32Array.of(1, 1),
    ),
  ).toBeCloseTo(2 / 5, 6);
  expect(redrawError(new Float32Array(4), redrawn, Float32Array.of(1, 1))).toBe(Number.POSITIVE_INFINITY);
});

/** Two people, 1 × 1 maps, 2 joints; joint 1 of the second has no label. */
const seen: HeldOut = {
  step: 3,
  count: 2,
  size: 1,
  pixels: new Uint8ClampedArray(8),
  truth: new Float32Array(12),
  predicted: new Float32Array(12),
  comment: new Float32Array(4),
  energy: new Float32Array(4),
  doubt: new Float32Array(4),
  error: new Float32Array(4),
  labels: 3,
  labelsOfTeacher: 0,
  unit: 'torso',
  heatmap: 1,
  maps: {
    truth: Float32Array.of(1, 1, 1, 0),
    redrawnTruth: Float32Array.of(0.9, 0.9, 0.5, 0),
    generated: Float32Array.of(0.5, 0.5, 0.5, 0.7),
    redrawnGenerated: Float32Array.of(0.1, 0.1, 0.5, 0),
  },
};

test('D takes for real what it redraws with the smaller share of error', () => {
  const [first, second] = roundsOf(seen, 1);
  const errorOf = (round: typeof first, isReal: boolean) => round!.exhibits.find((exhibit) => exhibit.isReal === isReal)!.error;
  expect(errorOf(first, true)).toBeCloseTo(0.01, 6);
  expect(errorOf(first, false)).toBeCloseTo(0.64, 6);
  expect(first!.exhibits[first!.choiceOfD].isReal).toBe(true);
  // D redraws the generated map of the second person perfectly, and is deceived; the unlabelled joint is not shown.
  expect(errorOf(second, false)).toBe(0);
  expect(second!.exhibits[second!.choiceOfD].isReal).toBe(false);
  expect(second!.exhibits.find((exhibit) => !exhibit.isReal)!.maps[1]).toBe(0);
});

test('the sides are drawn by the seed', () => {
  const sides = (seed: number) => roundsOf(seen, seed).map((round) => round.exhibits[0].isReal);
  expect(sides(7)).toEqual(sides(7));
  expect(new Set(Array.from({ length: 20 }, (_, seed) => sides(seed).join())).size).toBeGreaterThan(1);
});
