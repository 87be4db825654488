import { describe, expect, it } from 'vitest';
import { defaultConfig, hyperparameters, liveNames, type Setting, settingGroups, settingNames, settingProblem } from './hyperparameters.ts';

const table: readonly (readonly [string, Setting])[] = Object.entries(hyperparameters);

describe('the table of settings', () => {
  it.each(settingNames)('%s: its default is a value it takes', (name) => {
    expect(settingProblem(name, defaultConfig[name])).toBeNull();
  });

  it.each(table)('%s: has a title, a help in sentences, a source and a group', (_, setting) => {
    expect(setting.title).toMatch(/^[A-Z]/);
    expect(setting.help).toMatch(/^[A-Z].*\.$/);
    expect(setting.source).not.toBe('');
    expect(Object.keys(settingGroups)).toContain(setting.group);
  });

  it('has no two settings of one title', () => {
    expect(new Set(table.map(([, { title }]) => title)).size).toBe(table.length);
  });

  it('shows the groups one after the other', () => {
    const groups = table.map(([, { group }]) => group);
    expect(groups.filter((group, i) => group !== groups[i - 1])).toEqual(Object.keys(settingGroups));
  });

  it('lets numbers and switches of a running duel change, but nothing that a network is built from', () => {
    expect(liveNames).toEqual([
      'lambdaG',
      'gamma',
      'lambdaK',
      'freezeK',
      'learningRateG',
      'learningRateD',
      'evaluateEvery',
      'evaluateCount',
    ]);
  });
});

describe('a value that a setting does not take', () => {
  it('lies outside of the range', () => {
    expect(settingProblem('gamma', 3)).toBe('Balance must lie between 0 and 2; 3 does not');
    expect(settingProblem('lambdaG', -1)).toBe('Adversarial weight must lie between 0 and 10; -1 does not');
  });

  it('is no number', () => {
    for (const value of ['0.5', null, undefined, Number.NaN, Infinity])
      expect(settingProblem('gamma', value)).toBe('Balance must be a number');
  });

  it('is a fraction where things are counted', () => {
    expect(settingProblem('seed', 1.5)).toBe('Seed must be a whole number; 1.5 is not');
    expect(settingProblem('gamma', 0.123)).toBeNull();
  });

  it('is no option', () => {
    expect(settingProblem('lossScale', 'median')).toBe('Scale of the losses must be one of energy, mean, sum');
    expect(settingProblem('lossScale', 0)).toBe('Scale of the losses must be one of energy, mean, sum');
  });

  it('is no switch position', () => {
    expect(settingProblem('freezeK', 1)).toBe('Hold k_t must be on or off');
  });

  it('the ends of the range are fine', () => {
    expect(settingProblem('gamma', 0)).toBeNull();
    expect(settingProblem('gamma', 2)).toBeNull();
  });
});
