import { expect, test } from 'vitest';
import { mpii16 } from '../../pose/skeleton.ts';
import { scoresByPart } from './parts.ts';
import { logAxis, stepTicks } from './rows.ts';

test('a logarithmic axis has at least two numbers, within its ends', () => {
  for (const values of [[0.3], [0.28, 0.9], [0.02, 0.6], [1e-4, 10], []]) {
    const { domain, ticks } = logAxis(values);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    for (const tick of ticks) expect(tick >= domain[0] && tick <= domain[1]).toBe(true);
  }
});

test('steps are numbered roundly', () => {
  expect(stepTicks(1, 273)).toEqual([100, 200]);
  expect(stepTicks(1, 8)).toEqual([2, 4, 6, 8]);
  expect(stepTicks(5, 5)).toEqual([5]);
});

test('left and right of a part stand side by side', () => {
  const scores = Float32Array.from(mpii16.joints, (_, j) => j / 20);
  scores[7] = Number.NaN;
  const rows = scoresByPart(mpii16, scores);
  expect(rows.map((row) => row.part)).toEqual([
    'ankle',
    'knee',
    'hip',
    'pelvis',
    'thorax',
    'upper neck',
    'head top',
    'wrist',
    'elbow',
    'shoulder',
  ]);
  expect(rows[0]!.left).toBeCloseTo(0.25); // left_ankle is joint 5
  expect(rows[0]!.right).toBe(0);
  expect(rows[4]!.middle).toBeNull();
});
