import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coco17 } from '../pose/skeleton.ts';
import { averagePrecision, meanAveragePrecision, objectKeypointSimilarity } from './oks.ts';

const at = (x: number, y: number, visibility: 0 | 1 | 2 = 2) => ({ x, y, visibility });

describe('objectKeypointSimilarity', () => {
  test('by hand: exp(−d² / (2 · area · (2σ)²))', () => {
    // Nose, σ .026, k² = .052² = .002704; area 10,000; 5 pixels off: 25 / (2 · 10,000 · .002704) = 25 / 54.08 = .462278.
    expect(objectKeypointSimilarity([{ x: 3, y: 4 }], [at(0, 0)], coco17.sigmas!, 10_000)).toBeCloseTo(Math.exp(-25 / 54.08), 9);
    expect(Math.exp(-25 / 54.08)).toBeCloseTo(0.62985, 4);
    // The hip, σ .107, k² = .214² = .045796, forgives more: 25 / 915.92.
    const hip = coco17.joints.indexOf('left_hip');
    const joints = coco17.joints.map((_, j) => at(0, 0, j === hip ? 1 : 0));
    const predicted = coco17.joints.map(() => ({ x: 3, y: 4 }));
    expect(objectKeypointSimilarity(predicted, joints, coco17.sigmas!, 10_000)).toBeCloseTo(Math.exp(-25 / 915.92), 9);
  });

  test('the mean over labelled joints; 1 when all are met, NaN when none is labelled', () => {
    const sigmas = [0.1, 0.1, 0.1];
    const joints = [at(1, 1), at(9, 9), at(5, 5, 0)];
    expect(objectKeypointSimilarity([at(1, 1), at(1e9, 0), at(0, 0)], joints, sigmas, 100)).toBe(0.5);
    expect(objectKeypointSimilarity([at(1, 1), at(9, 9), at(0, 0)], joints, sigmas, 100)).toBe(1);
    expect(objectKeypointSimilarity([at(0, 0)], [at(5, 5, 0)], sigmas, 100)).toBeNaN();
  });

  test("COCO's seventeen sigmas are those of its joints, left as right", () => {
    expect(coco17.sigmas).toHaveLength(17);
    for (const [left, right] of coco17.flipPairs) expect(coco17.sigmas![left]).toBe(coco17.sigmas![right]);
  });
});

describe('averagePrecision', () => {
  test('by hand', () => {
    // Four people; by score right, wrong, right, wrong: precision 1, 1/2, 2/3, 2/4, recall 1/4, 1/4, 2/4, 2/4.
    // From the right: 1, 2/3, 2/3, 1/2. Recalls 0 … .25 (26 of them) meet 1, .26 … .5 (25) meet 2/3, the rest nothing.
    const similarities = [0.9, 0.2, 0.6, 0.3];
    const scores = [4, 3, 2, 1];
    expect(averagePrecision(similarities, scores, 0.5)).toBeCloseTo((26 + (25 * 2) / 3) / 101, 12);
    // In another order it is the same, since scores rank.
    expect(averagePrecision([0.3, 0.6, 0.2, 0.9], [1, 2, 3, 4], 0.5)).toBeCloseTo((26 + (25 * 2) / 3) / 101, 12);
    // OKS of exactly the threshold is right.
    expect(averagePrecision([0.5], [1], 0.5)).toBe(1);
    expect(averagePrecision([], [], 0.5)).toBeNaN();
  });

  test('the mean over ten thresholds', () => {
    // .72 is right at .5, .55, .6, .65, .7 and wrong at five more.
    expect(meanAveragePrecision([0.72], [1])).toBe(0.5);
    expect(meanAveragePrecision([1, 1], [1, 2])).toBe(1);
    expect(meanAveragePrecision([0.1, 0.2], [1, 2])).toBe(0);
  });

  test('lies in 0 … 1, is no more than with a lower threshold, and all right is 1', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 30 }), share, share, (people, a, b) => {
        const [similarities, scores] = [people.map(([oks]) => oks), people.map(([, score]) => score)];
        const [low, high] = [
          averagePrecision(similarities, scores, Math.min(a, b)),
          averagePrecision(similarities, scores, Math.max(a, b)),
        ];
        expect(high).toBeLessThanOrEqual(low + 1e-12);
        expect(low).toBeLessThanOrEqual(1 + 1e-12);
        expect(high).toBeGreaterThanOrEqual(0);
        expect(averagePrecision(similarities, scores, 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});
