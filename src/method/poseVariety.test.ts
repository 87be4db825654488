import { expect, test } from 'vitest';
import { lookOf } from './poseVariety.ts';

// Two pictures, one joint, maps of 3 × 3. The true blobs are one pixel high enough; the drawn ones 4 and 2 pixels.
const truth = Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0.4, 0, 0, 0, 0, 0, 0, 0);
const generated = Float32Array.of(0.2, 0.4, 0, 0.3, 0.4, 0, 0, 0.2, 0, 0.6, 0.3, 0, 0, 0, 0, 0, 0, 0.1);
const joints = Float32Array.of(1, 1, 2, 0, 1, 1);
const predicted = Float32Array.of(0.5, 1, 0.4, 0.25, 1, 0.6);
const seen = { truth, generated, predicted, joints, count: 2, side: 3 };

test('blur, variety and height, by hand', () => {
  const look = lookOf(seen);
  // Half of 0.4 is reached by five pixels, half of 0.6 by two; of two ratios the upper is taken.
  expect(look.blur).toBe(5);
  // Variances of x: 0.125² over 0.5²; y does not vary.
  expect(look.variety).toBeCloseTo(0.25);
  expect(look.peak).toBeCloseTo(0.5);
});

test('joints without a label do not count; with none there is nothing to say', () => {
  const half = lookOf({ ...seen, joints: Float32Array.of(1, 1, 2, 0, 1, 0) });
  expect(half.blur).toBe(5);
  expect(half.peak).toBeCloseTo(0.4);
  const none = lookOf({ ...seen, joints: new Float32Array(6) });
  expect([none.blur, none.variety, none.peak].every(Number.isNaN)).toBe(true);
});

test('an empty map is as blurred as can be', () => {
  expect(lookOf({ ...seen, generated: new Float32Array(18) }).blur).toBe(9);
});
