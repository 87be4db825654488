import fc from 'fast-check';
import { expect, test } from 'vitest';
import { framesOf } from './film.ts';

test('a short film shows every moment', () => {
  expect(framesOf([0, 3, 9], 3)).toEqual([0, 3, 9]);
});

test('a long one keeps its ends and its order, and no moment comes twice', () => {
  expect(framesOf([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 3, 6]);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 60 }), (count, limit) => {
      const moments = Array.from({ length: count }, (_, i) => 5 * i);
      const frames = framesOf(moments, limit);
      expect(frames.length).toBe(Math.min(count, limit));
      expect([frames[0], frames.at(-1)]).toEqual([0, 5 * (count - 1)]);
      for (let i = 1; i < frames.length; i++) expect(frames[i]!).toBeGreaterThan(frames[i - 1]!);
    }),
  );
});
