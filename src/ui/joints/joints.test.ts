import { expect, test } from 'vitest';
import { coursesOf, pathOf } from './courses.ts';
import type { HeldOut } from './honesty.ts';
import { pointsOf, rhosOf } from './honesty.ts';

/** Two people, two joints; joint 1 of the second has no label. */
const seen = {
  comment: Float32Array.of(0.1, 0.3, 0.2, Number.NaN),
  energy: Float32Array.of(3, 1, 2, Number.NaN),
  doubt: Float32Array.of(0.1, 0.2, 0.3, Number.NaN),
  error: Float32Array.of(1, 3, 2, Number.NaN),
  truth: Float32Array.of(0, 0, 2, 0, 0, 1, 0, 0, 2, 0, 0, 0),
} as unknown as HeldOut;

test('points are the labelled joints, the worst objection first, hidden ones marked', () => {
  const points = pointsOf(seen, 2);
  expect(points.map(({ person, joint, occluded }) => [person, joint, occluded])).toEqual([
    [0, 1, true],
    [1, 0, false],
    [0, 0, false],
  ]);
});

test('ρ of each sign with the true error', () => {
  // s rises with d, e falls; doubt ranks 1 3 2 against 1 2 3 would be ½: here ranks of doubt are 1 2 3, of d 1 3 2.
  // Both: ranks 1 3 2 and 1 2 3 add up to 2 5 5, of ranks 1 2½ 2½: ρ = ½ √3.
  const { comment, energy, doubt, both } = rhosOf(seen, 2, -1);
  expect([comment, energy, doubt, both].map((rho) => Math.round(100 * rho) / 100)).toEqual([1, -1, 0.5, 0.87]);
  expect(rhosOf(seen, 2, 1).comment).toBeNaN();
});

test('courses share one scale; a joint without a value has a gap', () => {
  const log = {
    length: 3,
    steps: () => Float64Array.of(0, 1, 2),
    byJoint: (name: 'jointReal' | 'jointFake') =>
      name === 'jointReal' ? Float32Array.of(0.01, 0, 0.1, 0, 1, 0) : Float32Array.of(1, 0, 1, 0, 1, 0),
  };
  const { courses, low, high } = coursesOf(log, 2);
  expect(low).toBeCloseTo(0.01, 6);
  expect(high).toBe(1);
  expect(pathOf(courses[0]!.steps, courses[0]!.real, { low, high }, { width: 100, height: 30 })).toBe('M0.0 30.0L50.0 15.0L100.0 0.0');
  expect(pathOf(courses[1]!.steps, courses[1]!.real, { low, high }, { width: 100, height: 30 })).toBe('');
});
