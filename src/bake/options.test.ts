import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('flags of the bake', () => {
  it('has the shipped set as default', () => {
    expect(readOptions([])).toEqual({ train: 2000, val: 400, seed: 1, out: 'public/datasets/rendered-people.zip', cache: '.cache/bake' });
  });

  it('reads what is asked', () => {
    expect(readOptions(['--motion', 'm.json', '--train', '3', '--sheet', 's'])).toMatchObject({ motion: 'm.json', train: 3, sheet: 's' });
    expect(readOptions(['--help'])).toBe('help');
  });

  it('says what is wrong', () => {
    expect(() => readOptions(['--train', 'many'])).toThrow('--train takes a whole number from 0, got "many"');
    expect(() => readOptions(['--trian', '3'])).toThrow(/trian/);
  });
});
