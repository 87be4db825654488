import { expect, test } from 'vitest';
import { describeChange, opinionOf, worstJoint } from './answer.ts';

const truth = Float32Array.of(1, 1, 0, 0, 0, 0, 0, 0); // 2 × 2 pixels, 2 joints, both in the first pixel
const weights = Float32Array.of(1, 1);
const same = opinionOf(truth, truth, truth, weights, 2);

test('an opinion: s, e, the energy of all, and what is drawn', () => {
  // Joint 0: 1 in the first pixel, redrawn as 0.6 there and 0.8 in the second: cos 0.6, e = 0.16 + 0.64.
  const redrawn = Float32Array.of(0.6, 1, 0.8, 0, 0, 0, 0, 0);
  const opinion = opinionOf(truth, redrawn, truth, weights, 2);
  expect(opinion.comment[0]).toBeCloseTo(0.4, 6);
  expect(opinion.comment[1]).toBeCloseTo(0, 6);
  expect(opinion.energy[0]).toBeCloseTo(0.8, 6);
  expect(opinion.total).toBeCloseTo(0.4, 6);
  expect(worstJoint(opinion)).toBe(0);
  expect(describeChange(['head', 'foot'], same, opinion)).toEqual([
    'D objects most to the head: 0.400, before 0.000.',
    'As energy it grew most at the head: 0.800, before 0.000.',
    'All in all it leaves 0.400 of the energy unexplained, before 0.000.',
  ]);
  expect(describeChange(['head', 'foot'], opinion, opinion), 'nothing was changed').toEqual([
    'D objects most to the head: 0.400, as before.',
    'All in all it leaves 0.400 of the energy unexplained, as before.',
  ]);
});

test('of a joint that is gone it is told whether D draws it back', () => {
  const maps = Float32Array.of(0, 1, 0, 0, 0, 0, 0, 0);
  const redrawn = Float32Array.of(0.3, 1, 0, 0, 0, 0, 0, 0);
  const opinion = opinionOf(maps, redrawn, truth, weights, 2);
  expect(worstJoint(opinion)).toBe(1);
  expect(describeChange(['head', 'foot'], same, opinion)[1]).toBe(
    'Of what is gone, D misses the head most: it draws it back with a peak of 0.30.',
  );
});

test('an unlabelled joint counts nowhere', () => {
  const opinion = opinionOf(truth, new Float32Array(8), truth, Float32Array.of(0, 1), 2);
  expect(opinion.comment[0]).toBeNaN();
  expect(opinion.total).toBe(1);
  expect(worstJoint(opinion)).toBe(1);
});
