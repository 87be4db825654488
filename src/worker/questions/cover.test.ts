import { expect, test } from 'vitest';
import { covered } from './cover.ts';

test('a cover greys the pixels whose centres it holds, through the way from input to store', () => {
  // Input 2 × 2 lies at the store's pixels 1 … 2 of 4 × 4, one to one: its lower right quarter is store pixel (2, 2).
  const pixels = new Uint8Array(64).fill(255);
  const copy = covered(pixels, [1, 0, 1, 0, 1, 1], 2, [{ x: 0.5, y: 0.5, width: 0.5, height: 0.5 }]);
  const changed = Array.from({ length: 16 }, (_, p) => p).filter((p) => copy[4 * p] !== 255);
  expect(changed).toEqual([10]);
  expect([...copy.subarray(40, 44)]).toEqual([128, 128, 128, 255]);
  expect(pixels.every((value) => value === 255)).toBe(true);
});
