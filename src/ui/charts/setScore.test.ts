import { expect, test } from 'vitest';
import type { Evaluation } from '../../train/events.ts';
import { setScore } from './setScore.ts';

const evaluation = { pckh: null, oks: null, oksAp: null, pckBox: null } as Partial<Evaluation> as Evaluation;

test('the score follows the dataset', () => {
  expect(setScore(evaluation)).toBeNull();
  expect(setScore({ ...evaluation, pckh: 0.5 })).toMatchObject({ symbol: 'PCKh', value: 0.5 });
  expect(setScore({ ...evaluation, oks: 0, oksAp: 0 })).toMatchObject({ symbol: 'OKS', value: 0 });
  expect(setScore({ ...evaluation, pckBox: 0.25 })).toMatchObject({ symbol: 'PCK box', value: 0.25 });
});
