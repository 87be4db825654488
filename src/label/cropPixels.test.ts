import fc from 'fast-check';
import { expect, test } from 'vitest';
import { squareWithin } from './cropPixels.ts';

const frame = { width: 200, height: 100 };

test('a square keeps its middle within the frame', () => {
  expect(squareWithin({ x: 10, y: 20, side: 50 }, frame)).toEqual({ x: 10, y: 20, side: 50 });
  // The middle was (−20, 130).
  expect(squareWithin({ x: -70, y: 80, side: 100 }, frame)).toEqual({ x: -50, y: 50, side: 100 });
});

test('a square stays as large as it may be, about the same middle', () => {
  expect(squareWithin({ x: 95, y: 45, side: 10 }, frame)).toEqual({ x: 90, y: 40, side: 20 });
  expect(squareWithin({ x: -400, y: -450, side: 1000 }, frame)).toEqual({ x: -50, y: -100, side: 300 });
  const number = fc.double({ min: -1e4, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 1, max: 1e4, noNaN: true }), (x, y, side) => {
      const once = squareWithin({ x, y, side }, frame);
      const twice = squareWithin(once, frame);
      expect(twice.side).toBe(once.side);
      expect(twice.x).toBeCloseTo(once.x, 6);
    }),
  );
});
