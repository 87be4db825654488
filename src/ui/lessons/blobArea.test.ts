import { expect, test } from 'vitest';
import { blobArea } from './blobArea.ts';

test('counts the pixels above half of the peak, joint by joint, and leaves empty joints out', () => {
  // [1, 2, 2, 3]: a dot, a cloud of three, and nothing.
  const maps = Float32Array.from([1, 0.2, 0, 0.4, 0.18, 0, 0, 0.15, 0, 0, 0.05, 0]);
  expect(blobArea(maps, 3)).toBe((1 + 3) / 2);
});

test('there is no area where nothing is drawn', () => {
  expect(blobArea(new Float32Array(12), 3)).toBeNaN();
});
