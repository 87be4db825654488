import { expect, test } from 'vitest';
import { defaultConfig } from '../method/hyperparameters.ts';
import { changedNames, pendingNames, restartConfig } from './settings.ts';

const edited = { ...defaultConfig, gamma: 0.9, preset: 'toy', seed: 3 } as const;

test('live settings do not wait for a new run', () => {
  expect(pendingNames(edited, defaultConfig)).toEqual(['preset', 'seed']);
  expect(changedNames(edited)).toEqual(['gamma', 'preset', 'seed']);
  expect(pendingNames(edited, null)).toEqual([]);
});

test('a restart takes the live settings as they are now, and leaves the others to Apply', () => {
  expect(restartConfig(edited, defaultConfig)).toEqual({ ...defaultConfig, gamma: 0.9 });
});
