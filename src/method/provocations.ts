import type { FindingId } from './detectors.ts';
import { type Config, defaultConfig, type SettingName } from './hyperparameters.ts';

/** Settings that lead the toy networks into one failure on the built-in pictures, proven by a test that trains them, and mends them. */
export interface Provocation {
  readonly finding: FindingId;
  readonly title: string;
  readonly changes: readonly (readonly [name: SettingName, value: Config[SettingName]])[];
  /** By how many steps its detector has spoken. */
  readonly steps: number;
}

export const provocations: readonly Provocation[] = [
  {
    finding: 'empty-maps',
    title: 'All maps empty',
    changes: [
      ['lambdaG', 10],
      ['warmUp', 0],
    ],
    steps: 400,
  },
  {
    finding: 'diverging',
    title: 'Diverging',
    changes: [
      ['gamma', 2],
      ['lambdaK', 0.1],
    ],
    steps: 400,
  },
  {
    finding: 'd-too-strong',
    title: 'D too strong',
    changes: [
      ['kStart', 0.3],
      ['freezeK', true],
      ['warmUp', 1000],
    ],
    steps: 300,
  },
  {
    finding: 'k-at-one',
    title: 'k_t pinned at 1',
    changes: [
      ['kStart', 1],
      ['gamma', 2],
      ['learningRateD', 0.0001],
    ],
    steps: 300,
  },
  {
    finding: 'k-at-zero',
    title: 'k_t pinned at 0',
    changes: [['gamma', 0.05]],
    steps: 300,
  },
  {
    finding: 'g-fools-d',
    title: 'G fools D',
    changes: [
      ['learningRateD', 0.00003],
      ['lambdaG', 1],
      ['warmUp', 0],
    ],
    steps: 400,
  },
  {
    finding: 'blurred-maps',
    title: 'Blurred maps',
    changes: [['foreground', 80]],
    steps: 300,
  },
  {
    finding: 'same-pose',
    title: 'Same pose everywhere',
    changes: [
      ['lambdaG', 10],
      ['advGradient', 'both'],
    ],
    steps: 400,
  },
];

/** A whole configuration: the toy networks, and else the defaults. */
export function provokedConfig({ changes }: Pick<Provocation, 'changes'>): Config {
  return { ...defaultConfig, preset: 'toy', evaluateCount: 40, ...Object.fromEntries(changes) };
}
