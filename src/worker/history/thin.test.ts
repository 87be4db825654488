import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastMissed } from './thin.ts';

const thinned = (steps: number[], count: number) => {
  while (steps.length > count) steps.splice(leastMissed(steps), 1);
  return steps;
};

test('the middle goes first, by hand', () => {
  // Gaps over the way to the nearer end: 2/1, 2/2, 2/3, 2/4, 2/3, 2/2, 2/1.
  expect(leastMissed([0, 1, 2, 3, 4, 5, 6, 7, 8])).toBe(4);
  // 10/1, 19/10, 19/9 → 2/1 of the last: the one at 10 has 19/10.
  expect(leastMissed([0, 1, 10, 20])).toBe(2);
  expect(leastMissed([0, 9])).toBe(-1);
  expect(leastMissed([4])).toBe(-1);
});

test('ends always stay', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(10_000), { minLength: 3, maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (numbers, count) => {
      const steps = numbers.sort((a, b) => a - b);
      const left = thinned([...steps], Math.min(count, steps.length));
      expect([left[0], left.at(-1)]).toEqual([steps[0], steps.at(-1)]);
    }),
  );
});

test('a long run that is thinned as it goes is dense at both ends and has no hole', () => {
  const steps: number[] = [];
  for (let step = 0; step <= 5000; step += 5) {
    steps.push(step);
    thinned(steps, 40);
  }
  const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
  expect(gaps[0]).toBeLessThanOrEqual(10);
  expect(gaps.at(-1)).toBeLessThanOrEqual(10);
  expect(Math.max(...gaps)).toBeLessThan(5000 / 4);
});
