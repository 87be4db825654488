import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointComments, spearman, together } from './comment.ts';

/** One picture of 1 × 2 pixels and one joint. */
const pair = { batch: 1, h: 1, w: 2, joints: 1 };
const known = Float32Array.of(1);

function comments(generated: number[], redrawn: number[], truth: number[]) {
  const [g, r, t] = [generated, redrawn, truth].map((values) => Float32Array.from(values));
  const { comment, energyComment } = jointComments(g!, r!, t!, known, pair);
  return [comment[0]!, energyComment[0]!];
}

describe('the comment on a joint', () => {
  it('is 1 − cos of the map and its redrawing; with the energy, the squares between them', () => {
    // cos((3, 4), (4, 3)) = 24 / 25; ((3 − 4)² + (4 − 3)²) / (1² + 2²) = 2 / 5
    const [comment, energyComment] = comments([3, 4], [4, 3], [1, 2]);
    expect(comment).toBeCloseTo(0.04, 6);
    expect(energyComment).toBeCloseTo(0.4, 6);
  });

  it('is 0 for a map redrawn as it is, 1 for one redrawn elsewhere', () => {
    expect(comments([0, 1], [0, 1], [0, 1])).toEqual([0, 0]);
    // (1² + 1²) / 1²
    expect(comments([0, 1], [1, 0], [0, 1])).toEqual([1, 2]);
  });

  it('is 1 where a map is all zeros: nothing in common', () => {
    expect(comments([0, 0], [1, 0], [1, 0])).toEqual([1, 1]);
    expect(comments([1, 0], [0, 0], [1, 0])).toEqual([1, 1]);
    expect(comments([0, 0], [0, 0], [1, 0])).toEqual([1, 0]);
  });

  it('has no energy to measure by where the joint lies off the map', () => {
    expect(comments([1, 0], [0, 1], [0, 0])).toEqual([1, Number.NaN]);
  });

  it('keeps pictures and joints apart, and is NaN without a label', () => {
    // [2, 1, 1, 2]: single pixels, so that every s is 0 or 2 by the sign.
    const shape = { batch: 2, h: 1, w: 1, joints: 2 };
    const { comment, energyComment } = jointComments(
      Float32Array.of(1, 1, 1, 1),
      Float32Array.of(1, -1, 2, 3),
      Float32Array.of(1, 1, 1, 2),
      Float32Array.of(1, 1, 0, 1),
      shape,
    );
    expect([...comment]).toEqual([0, 2, Number.NaN, 0]);
    expect([...energyComment]).toEqual([0, 4, Number.NaN, 1]); // (1 − 3)² / 2²
  });

  it('does not see how strong a map is; the energy form does, by the square', () => {
    const value = fc.double({ min: 0.1, max: 1, noNaN: true });
    const couple = fc.tuple(value, value);
    fc.assert(
      fc.property(couple, couple, fc.double({ min: 0.05, max: 20, noNaN: true }), (generated, redrawn, factor) => {
        const [comment, energyComment] = comments(generated, redrawn, [1, 0]);
        const scale = (values: number[]) => values.map((v) => factor * v);
        const [scaled, scaledEnergy] = comments(scale(generated), scale(redrawn), [1, 0]);
        expect(scaled).toBeCloseTo(comment!, 5);
        expect(scaledEnergy! / factor ** 2).toBeCloseTo(energyComment!, 5);
      }),
    );
  });
});

describe('Spearman’s ρ', () => {
  it('is 1 for any rising relation and −1 for any falling one', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 11, 1000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [3, 1, 0, -50])).toBeCloseTo(-1, 12);
  });

  it('without ties is 1 − 6 Σd² / n(n² − 1)', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4; 1 − 24 / 120
    expect(spearman([10, 20, 30, 40, 50], [2, 1, 4, 3, 5])).toBeCloseTo(0.8, 12);
  });

  it('gives ties their mean rank', () => {
    // Ranks 1, 2½, 2½, 4 against 1, 2, 3½, 3½; less their mean 2½: (−1½, 0, 0, 1½) and (−1½, −½, 1, 1).
    // Σxy = 2¼ + 1½ = 3¾; Σx² = 4½; Σy² = 2¼ + ¼ + 1 + 1 = 4½
    expect(spearman([1, 2, 2, 4], [10, 20, 30, 30])).toBeCloseTo(3.75 / 4.5, 12);
  });

  it('leaves out pairs with a NaN', () => {
    expect(spearman([1, Number.NaN, 2, 3, 4], [1, 7, 2, 3, Number.NaN])).toBeCloseTo(1, 12);
  });

  it('is NaN for fewer than three pairs, and where one side is constant', () => {
    expect(spearman([1, 2], [1, 2])).toBeNaN();
    expect(spearman([1, 2, Number.NaN], [1, 2, 3])).toBeNaN();
    expect(spearman([5, 5, 5], [1, 2, 3])).toBeNaN();
    expect(spearman([1, 2, 3], [5, 5, 5])).toBeNaN();
  });

  it('ranks infinities as the ends', () => {
    expect(spearman([-Infinity, 0, Infinity, Infinity], [1, 2, 3, 3])).toBeCloseTo(1, 12);
  });

  it('wants as many of one as of the other', () => {
    expect(() => spearman([1, 2, 3], [1, 2])).toThrow('spearman: 3 and 2 values do not pair');
  });
});

describe('two signs together', () => {
  it('add up their ranks among the pairs that both have', () => {
    // Of the pairs without a NaN, 30 < 40 < 50 and 0.3 > 0.1 < 0.2 … by rank: 1 2 3 and 3 1 2.
    const sum = together(Float32Array.of(30, 7, 40, Number.NaN, 50), Float32Array.of(0.3, Number.NaN, 0.1, 9, 0.2));
    expect([...sum]).toEqual([4, Number.NaN, 3, Number.NaN, 5]);
  });

  it('know more than either where each sees one half of the errors', () => {
    const error = Float32Array.of(0, 1, 2, 3);
    const [a, b] = [Float32Array.of(0, 0, 1, 1), Float32Array.of(0, 1, 0, 1)];
    expect(spearman(together(a, b), error)).toBeGreaterThan(Math.max(spearman(a, error), spearman(b, error)));
  });

  it('do not pair when their lengths differ', () => {
    expect(() => together(new Float32Array(2), new Float32Array(3))).toThrow(RangeError);
  });
});
