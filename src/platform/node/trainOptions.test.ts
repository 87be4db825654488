import { expect, test } from 'vitest';
import { defaultConfig, settingNames } from '../../method/hyperparameters.ts';
import { UsageError } from './command.ts';
import { trainHelp } from './trainHelp.ts';
import { readTrainOptions } from './trainOptions.ts';

const read = (line: string) => {
  const options = readTrainOptions(line.split(' ').filter(Boolean));
  if (options === 'help') throw new Error('help');
  return options;
};

test('without flags it is the default run', () => {
  expect(read('')).toMatchObject({
    changes: {},
    resume: null,
    steps: 200,
    data: null,
    engine: 'wasm',
    json: null,
    out: null,
    dryRun: false,
  });
});

test('every kind of flag, in both spellings', () => {
  const options = read('--preset toy --gamma=0.25 --learning-rate-g 0.001 --lambdaK 0 --steps 7 --data a.zip --threads 1 --dry-run');
  expect(options).toMatchObject({ steps: 7, data: 'a.zip', threads: 1, dryRun: true });
  expect(options.changes).toEqual({ preset: 'toy', gamma: 0.25, learningRateG: 0.001, lambdaK: 0 });
});

test.each([
  ['--freeze-k', true],
  ['--freezeK on', true],
  ['--freeze-k=off', false],
  ['--no-freeze-k', false],
  ['--freeze-k --steps 3', true],
])('a switch: %s', (line, freezeK) => {
  expect(read(line).changes.freezeK).toBe(freezeK);
});

test('every setting is a flag, and in the help', () => {
  for (const name of settingNames) {
    const value = defaultConfig[name];
    const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(read(`--${dashed}=${typeof value === 'boolean' ? (value ? 'on' : 'off') : value}`).changes).toEqual({ [name]: value });
    expect(trainHelp()).toContain(`--${name} `);
  }
});

test.each([
  ['--gama 0.5', 'There is no flag --gama'],
  ['--gamma', '--gamma wants a value'],
  ['--gamma --seed 3', '--gamma wants a value'],
  ['--gamma 3', 'Balance must lie between 0 and 2'],
  ['--gamma much', 'Balance must be a number'],
  ['--preset huge', 'Size must be one of toy, small'],
  ['--steps 0', '--steps takes a whole number from 1'],
  ['--steps 2.5', '--steps takes a whole number'],
  ['--engine cuda', '--engine is wasm or webgpu'],
  ['--freeze-k=maybe', '--freeze-k is on or off'],
  ['--no-gamma', 'There is no flag --no-gamma'],
  ['small', '"small" is not a flag'],
  ['--out run.zip', '--out is a .poseduel or a .safetensors file'],
  ['--resume a.poseduel --gamma 0.3 --preset toy', '--preset cannot change'],
])('refuses %s', (line, problem) => {
  expect(() => read(line)).toThrow(UsageError);
  expect(() => read(line)).toThrow(problem);
});

test.each(['--help', '-h', '--steps 5 --help'])('%s asks for help', (line) => {
  expect(readTrainOptions(line.split(' '))).toBe('help');
});
