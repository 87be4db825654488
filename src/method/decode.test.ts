import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHeatmaps } from './decode.ts';
import { drawHeatmaps } from './heatmap.ts';

/** One map from rows of values. */
function map(...rows: number[][]) {
  return { values: Float32Array.from(rows.flat()), shape: { batch: 1, h: rows.length, w: rows[0]!.length, joints: 1 } };
}

describe('the quarter offset', () => {
  it('moves towards the higher neighbour on each axis', () => {
    // The peak is pixel (1, 1), centre (1.5, 1.5); right 0.5 > left 0.2, above 0.4 > below 0.1.
    const { values, shape } = map([0, 0.4, 0], [0.2, 1, 0.5], [0, 0.1, 0]);
    expect([...decodeHeatmaps(values, shape)]).toEqual([1.75, 1.25, 1]);
  });

  it('does not move between equal neighbours', () => {
    const { values, shape } = map([0, 0.4, 0], [0.2, 1, 0.2], [0, 0.1, 0]);
    expect([...decodeHeatmaps(values, shape, 'quarter')]).toEqual([1.5, 1.25, 1]);
  });

  it('does not move across a border, but along it', () => {
    // The peak is pixel (0, 1): no neighbour on the left; below 0.3 > above 0.
    const { values, shape } = map([0, 0, 0], [1, 0.9, 0], [0.3, 0, 0]);
    expect([...decodeHeatmaps(values, shape)]).toEqual([0.5, 1.75, 1]);
  });

  it('takes the first of equal peaks in row-major order', () => {
    const { values, shape } = map([0, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 1, 0, 0, 0]);
    // Pixel (3, 1), above 0 and below 0 alike.
    expect([...decodeHeatmaps(values, shape)]).toEqual([3.5, 1.5, 1]);
  });

  it('finds the highest value of a map below zero', () => {
    const { values, shape } = map([-3, -2, -3], [-2, -1, -2], [-3, -2, -3]);
    expect([...decodeHeatmaps(values, shape)]).toEqual([1.5, 1.5, -1]);
  });
});

describe('DARK', () => {
  it('stays at the first pixel of an all-zero map, with a peak of 0', () => {
    const shape = { batch: 1, h: 8, w: 8, joints: 1 };
    for (const decoding of ['quarter', 'dark'] as const)
      expect([...decodeHeatmaps(new Float32Array(64), shape, decoding)]).toEqual([0.5, 0.5, 0]);
  });

  /** 21², by a formula, with one hot pixel (10, 10). */
  const hot = (formula: (x: number, y: number) => number) => {
    const rows = Array.from({ length: 21 }, (_, y) => Array.from({ length: 21 }, (_, x) => formula(x - 10, y - 10)));
    rows[10]![10] = 1;
    return map(...rows);
  };

  it('stays at the peak where the Hessian is singular: below zero, where no logarithm is', () => {
    const { values, shape } = hot(() => -1);
    expect([...decodeHeatmaps(values, shape, 'dark')]).toEqual([10.5, 10.5, 1]);
  });

  it('stays at the peak where blurring makes it a saddle', () => {
    // Two hills on an axis, at ±4, a little beside the peak; then the same along the other axis.
    const hills = (along: number, across: number) => 0.9 * Math.exp(-((Math.abs(along) - 4) ** 2 + (across - 0.6) ** 2) / 8);
    for (const { values, shape } of [hot((x, y) => hills(x, y)), hot((x, y) => hills(y, x))])
      expect([...decodeHeatmaps(values, shape, 'dark', 2)]).toEqual([10.5, 10.5, 1]);
  });

  it('stays at the peak where blurring makes it a hollow', () => {
    const { values, shape } = hot((x, y) => 0.95 - 0.9 * Math.exp(-((x - 0.6) ** 2 + (y - 0.4) ** 2) / 8));
    expect([...decodeHeatmaps(values, shape, 'dark', 2)]).toEqual([10.5, 10.5, 1]);
  });

  it('finds the centre of a blob that is long and leans', () => {
    // exp(−(2 u² − 2 u v + v²) / 8) about (10.8, 10.25) = pixel centre + (0.3, −0.25): blurred, a Gaussian about the same centre.
    const rows = Array.from({ length: 21 }, (_, y) =>
      Array.from({ length: 21 }, (_, x) => {
        const [u, v] = [x + 0.5 - 10.8, y + 0.5 - 10.25];
        return Math.exp(-(2 * u * u - 2 * u * v + v * v) / 8);
      }),
    );
    const { values, shape } = map(...rows);
    const [x, y] = decodeHeatmaps(values, shape, 'dark');
    expect(x).toBeCloseTo(10.8, 2);
    expect(y).toBeCloseTo(10.25, 2);
  });

  it('stays at the peak where the step would leave it by more than a pixel', () => {
    // One hot pixel (5, 10) beside a broad hill about (12, 10): once blurred, the slope points to the hill.
    const rows = Array.from({ length: 21 }, (_, y) =>
      Array.from({ length: 21 }, (_, x) => 0.99 * Math.exp(-((x - 12) ** 2 + (y - 10) ** 2) / 50)),
    );
    rows[10]![5] = 1;
    const { values, shape } = map(...rows);
    const [x, y] = decodeHeatmaps(values, shape, 'dark', 2);
    expect([x, y]).toEqual([5.5, 10.5]);
  });

  it('stays at a peak on the border', () => {
    const { values, shape } = map([1, 0.9, 0], [0.9, 0.8, 0], [0, 0, 0]);
    expect([...decodeHeatmaps(values, shape, 'dark')]).toEqual([0.5, 0.5, 1]);
  });
});

describe('a drawn heatmap', () => {
  const drawn = fc.constantFrom([16, 1], [32, 1.5], [64, 1.75] as const).chain(([size, sigma]) =>
    fc.record({
      size: fc.constant(size!),
      sigma: fc.constant(sigma!),
      x: fc.double({ min: 6, max: size! - 6, noNaN: true }),
      y: fc.double({ min: 6, max: size! - 6, noNaN: true }),
    }),
  );

  it.each([
    ['quarter', 0.25],
    ['dark', 0.05],
  ] as const)('gives its centre back by %s within %f px on each axis', (decoding, limit) => {
    fc.assert(
      fc.property(drawn, ({ size, sigma, x, y }) => {
        const maps = drawHeatmaps(Float32Array.of(x, y, 1), 1, 1, size, sigma);
        const [foundX, foundY] = decodeHeatmaps(maps, { batch: 1, h: size, w: size, joints: 1 }, decoding);
        expect(Math.abs(foundX! - x)).toBeLessThan(limit + 1e-4);
        expect(Math.abs(foundY! - y)).toBeLessThan(limit + 1e-4);
      }),
    );
  });

  it('keeps pictures and joints apart: [B, h, w, J] to [B, J, 3]', () => {
    const centres = [4.5, 5.5, 1, 9.5, 6.5, 1, 7.5, 11.5, 1, 10.5, 4.5, 1];
    const maps = drawHeatmaps(Float32Array.from(centres), 2, 2, 16, 1);
    expect([...decodeHeatmaps(maps, { batch: 2, h: 16, w: 16, joints: 2 }, 'dark')].map((v) => Number(v.toFixed(3)))).toEqual(centres);
  });

  it('must be as long as its shape says', () => {
    expect(() => decodeHeatmaps(new Float32Array(7), { batch: 1, h: 2, w: 2, joints: 2 })).toThrow(
      'decodeHeatmaps: 7 values do not make maps [1, 2, 2, 2]',
    );
  });
});
