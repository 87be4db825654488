import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Config, defaultConfig, hyperparameters, type Setting, settingNames } from '../method/hyperparameters.ts';
import { openLayout } from './layout.ts';
import { readAddress, writeAddress } from './url.ts';

const views = ['duel', 'bout', 'ask'];
const page = { layout: openLayout, wanted: '' };
const view = { view: 'duel', joint: 'all', probe: 0, lesson: '', ...page };
const read = (query: string) => readAddress(query, views);

function anyValue(setting: Setting): fc.Arbitrary<number | string | boolean> {
  switch (setting.kind) {
    case 'number':
      return setting.step >= 1
        ? fc.integer({ min: setting.min, max: setting.max })
        : fc.double({ min: setting.min, max: setting.max, noNaN: true }).map((value) => value + 0);
    case 'choice':
      return fc.constantFrom(...setting.options.map((option) => option.value));
    case 'switch':
      return fc.boolean();
    default:
      return setting satisfies never;
  }
}

const configs = fc.record(Object.fromEntries(settingNames.map((name) => [name, anyValue(hyperparameters[name])]))) as fc.Arbitrary<Config>;

test('what is written is read back', () => {
  fc.assert(
    fc.property(
      configs,
      fc.constantFrom('all', 'left_wrist', 'a & b=c'),
      fc.nat(99),
      fc.constantFrom('duel', 'ask'),
      fc.constantFrom('', 'k_t'),
      (config, joint, probe, view, lesson) => {
        const address = read(writeAddress(config, { view, joint, probe, lesson, ...page }));
        expect(address).toEqual({ config, view: { view, joint, probe, lesson, ...page }, problems: [] });
      },
    ),
  );
});

test('the defaults need no query', () => {
  expect(writeAddress(defaultConfig, view)).toBe('');
  expect(read('')).toEqual({ config: defaultConfig, view, problems: [] });
});

test('only differences are written, switches as words', () => {
  expect(writeAddress({ ...defaultConfig, seed: 7, freezeK: true }, view)).toBe('?freezeK=on&seed=7');
});

test.each([
  ['gamma=9', 'Balance must lie between 0 and 2; 9 does not'],
  ['gamma=', 'Balance must be a number'],
  ['gamma=many', 'Balance must be a number'],
  ['lambdaG=Infinity', 'Adversarial weight must be a number'],
  ['seed=1.5', 'Seed must be a whole number; 1.5 is not'],
  ['preset=huge', 'Size must be one of toy, small, medium, paper'],
  ['freezeK=yes', 'Hold k_t must be on or off'],
])('%s gives the default and says why', (query, why) => {
  const { config, problems } = read(`?${query}`);
  expect(config).toEqual(defaultConfig);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'bad-config', severity: 'warning' });
  expect(problems[0]!.message).toContain(why);
});

test('a good value beside a bad one is kept', () => {
  const { config, problems } = read('?gamma=9&seed=5');
  expect([config.gamma, config.seed, problems.length]).toEqual([defaultConfig.gamma, 5, 1]);
});

test('unknown keys are noted, and do no harm', () => {
  const { config, problems } = read('?gama=0.3&__proto__=1&constructor=2');
  expect(config).toEqual(defaultConfig);
  expect(problems.map((problem) => problem.severity)).toEqual(['note', 'note', 'note']);
});
