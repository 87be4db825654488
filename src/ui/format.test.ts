import { expect, test } from 'vitest';
import { bytes, clock, jointWords, percent, short, tidy } from './format.ts';

test('numbers are short', () => {
  expect([0, 0.0312, 0.9996, 1.234, 12.34, 123.4, 1234, 12_345, 1.3e9, -0.5, 1.2e-5, Number.NaN, null].map(short)).toEqual([
    '0',
    '0.031',
    '1.000',
    '1.23',
    '12.3',
    '123',
    '1234',
    '12.3k',
    '1.30G',
    '−0.500',
    '1.2e−5',
    '–',
    '–',
  ]);
});

test('round numbers are tidy, shares are percentages', () => {
  expect([0.05, 1, 0.30000000000000004, 1e-7].map(tidy)).toEqual(['0.05', '1', '0.3', '1e−7']);
  expect([0.421, 1, Number.NaN].map(percent)).toEqual(['42.1 %', '100.0 %', '–']);
});

test('times and sizes', () => {
  expect([0, 7_900, 754_000, 3_723_000].map(clock)).toEqual(['0:00', '0:07', '12:34', '1:02:03']);
  expect([0, 999, 1000, 1_440_000, 999_600].map(bytes)).toEqual(['0 B', '999 B', '1.0 kB', '1.4 MB', '1.0 MB']);
});

test('joint names are words', () => {
  expect(['left_wrist', 'leftWrist', 'l.wrist', 'head_top', 'Right-Ankle'].map(jointWords)).toEqual([
    'left wrist',
    'left wrist',
    'left wrist',
    'head top',
    'right ankle',
  ]);
});
