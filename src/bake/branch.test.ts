import { expect, it } from 'vitest';
import { createRandom } from '../pose/random.ts';
import { branch } from './branch.ts';

it('branches of branches are spread evenly and repeat', () => {
  const root = createRandom(1);
  const counts = new Array<number>(8).fill(0);
  for (let i = 0; i < 800; i++) counts[branch(branch(root, `train/${i}`), 'subject').int(8)]!++;
  // 100 expected in each, with a standard deviation of 9.4.
  for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(45);
  expect(branch(root, 'a').uniform()).toBe(branch(root, 'a').uniform());
});
