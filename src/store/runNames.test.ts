import { expect, test } from 'vitest';
import { defaultConfig } from '../method/hyperparameters.ts';
import { runLetter, runNames } from './runNames.ts';

test('a run is named by what sets it apart', () => {
  const run = (id: number, part: object, origin: { run: number; step: number } | null = null) => ({
    id,
    config: { ...defaultConfig, ...part },
    origin,
  });
  expect([...runNames([run(1, {})]).values()]).toEqual(['same settings']);
  const names = runNames([
    run(1, {}),
    run(2, { lambdaG: 0.5, augmentFlip: false }),
    run(4, { normalisation: 'batch' }, { run: 2, step: 120 }),
  ]);
  expect([...names]).toEqual([
    [1, 'λ_G 0.1, Group, Mirror on'],
    [2, 'λ_G 0.5, Group, Mirror off'],
    [4, 'λ_G 0.1, Batch, Mirror on, from B at 120'],
  ]);
});

test('letters go on after Z', () => {
  expect([1, 2, 26, 27, 52, 53].map(runLetter)).toEqual(['A', 'B', 'Z', 'A1', 'Z1', 'A2']);
  expect([-1, -2].map(runLetter)).toEqual(['#1', '#2']);
});
