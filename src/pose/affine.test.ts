import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, compose, cropAffine, invert } from './affine.ts';

const crop = { cx: 50, cy: 40, side: 100, rotation: 0, mirrored: false };

describe('a crop', () => {
  it('maps by hand: x′ = 32 ((x − 50) / 100 + ½)', () => {
    const toInput = cropAffine('image', 'input', crop, 32);
    expect(apply(toInput, { x: 50, y: 40 })).toEqual({ x: 16, y: 16 });
    // The left upper corner is (0, −10).
    const corner = apply(toInput, { x: 0, y: -10 });
    expect(corner.x).toBeCloseTo(0, 9);
    expect(corner.y).toBeCloseTo(0, 9);
    expect(apply(toInput, { x: 75, y: 40 })).toEqual({ x: 24, y: 16 });
  });

  it('turns clockwise on the screen: what was to the right is below', () => {
    const { x, y } = apply(cropAffine('image', 'input', { ...crop, rotation: Math.PI / 2 }, 32), { x: 75, y: 40 });
    expect(x).toBeCloseTo(16);
    expect(y).toBeCloseTo(24);
  });

  it('mirrors after it has turned: x ↦ 32 − x', () => {
    expect(apply(cropAffine('image', 'input', { ...crop, mirrored: true }, 32), { x: 75, y: 40 })).toEqual({ x: 8, y: 16 });
  });
});

it('there and back again is where one was', () => {
  const finite = fc.double({ min: -500, max: 500, noNaN: true });
  const crops = fc.record({
    cx: finite,
    cy: finite,
    side: fc.double({ min: 1, max: 500, noNaN: true }),
    rotation: fc.double({ min: -3, max: 3, noNaN: true }),
    mirrored: fc.boolean(),
  });
  fc.assert(
    fc.property(crops, finite, finite, (someCrop, x, y) => {
      const there = cropAffine('image', 'input', someCrop, 64);
      const back = apply(compose(invert(there), there), { x, y });
      expect(back.x).toBeCloseTo(x, 6);
      expect(back.y).toBeCloseTo(y, 6);
    }),
  );
});

it('a flat transform has no way back', () => {
  expect(() => invert({ from: 'image', to: 'input', m: [1, 2, 0, 2, 4, 0] })).toThrow('no inverse');
});
