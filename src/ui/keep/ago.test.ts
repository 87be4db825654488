import { expect, it } from 'vitest';
import { ago } from './ago.ts';

it.each([
  [0, 'just now'],
  // A clock that was put back.
  [-5000, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 minute ago'],
  [3_599_999, '59 minutes ago'],
  [3_600_000, '1 hour ago'],
  [49 * 3_600_000, '2 days ago'],
])('%d ms', (milliseconds, words) => {
  expect(ago(1_000_000, 1_000_000 + milliseconds)).toBe(words);
});
