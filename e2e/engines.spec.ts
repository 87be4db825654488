import { expect } from '@playwright/test';
import { isOfPairs, nameOf, runs } from '../src/engine/reference/runs.ts';
import { expectHeld, expectReference } from './engines/expectations.ts';
import { test } from './engines/test.ts';

/** The WebGPU engine, in a browser, against plain loops and the reference executor. No part of the built page. */
for (const name of ['movement', 'norm', 'convolution'] as const)
  test(`kernels of ${name} agree with their definition on random shapes`, async ({ engines }) => {
    expect(await engines.evaluate((check) => window.engineTests.operations(check, 16, 1e-4), name)).toEqual([]);
  });

for (const wanted of [
  { normalisation: 'group', stacks: 1, advGradient: 'input', joints: 5 },
  { normalisation: 'group', stacks: 2, advGradient: 'both', joints: 8, lossScale: 'mean', foreground: 0 },
  { normalisation: 'batch', stacks: 1, advGradient: 'both', joints: 14 },
  { normalisation: 'batch', stacks: 2, advGradient: 'input', joints: 1, lossScale: 'sum' },
  { normalisation: 'group', stacks: 2, advGradient: 'input', joints: 5, software: false },
  { normalisation: 'batch', stacks: 1, advGradient: 'both', joints: 5, software: false },
] as const)
  test(`makes the steps of the reference: ${Object.values(wanted).join(', ')}`, async ({ engines }) => {
    const found = await engines.evaluate((one) => window.engineTests.parity(one, 3), wanted);
    // What was learnt in a step also holds what lies behind a corner that one of both has passed.
    const learnt = (name: string) => /^(generator|discriminator|optimiser|statistics)/.test(name);
    for (const [name, far] of Object.entries(found)) expect(far, name).toBeLessThan(learnt(name) ? 1e-3 : 1e-4);
  });

// The others are in `soak/engines.spec.ts`.
for (const run of runs.filter((run) => isOfPairs(run) && (run.preset === 'toy' || (run.normalisation === 'group' && run.stacks === 1))))
  test(`gives what the reference gave: ${nameOf(run)}`, async ({ engines }) => {
    await expectReference(engines, run);
  });

test('the same seed gives the same bits', async ({ engines }) => {
  expect(await engines.evaluate(() => window.engineTests.sameTwice('group'))).toBe(true);
  expect(await engines.evaluate(() => window.engineTests.sameTwice('batch'))).toBe(true);
});

test('generated maps have no part in D’s gradient at k_t 0', async ({ engines }) => {
  expect(await engines.evaluate(() => window.engineTests.leftOut())).toEqual({ little: true, much: false });
});

test('a run goes on elsewhere from what was read', async ({ engines }) => {
  const { state, next, step } = await engines.evaluate(() => window.engineTests.moved());
  for (const [name, far] of Object.entries({ ...state, ...next })) expect(far, name).toBe(0);
  expect(step).toBe(1);
});

test('holds as much after 200 steps as before, and nothing in the end', async ({ engines }) => {
  await expectHeld(engines, 'tiny', 200);
});

test('tells of a lost device in everything under way and later', async ({ engines }) => {
  expect(new Set(await engines.evaluate(() => window.engineTests.lost()))).toEqual(new Set(['device-lost']));
});

test('stands on the device of TF.js’s backend, and on another when that is lost', async ({ engines }) => {
  expect(await engines.evaluate(() => window.engineTests.shared())).toEqual({ isOne: true, isAnother: true });
});

test('compiles with progress, and stops when told to', async ({ engines }) => {
  const { reason, rising } = await engines.evaluate(() => window.engineTests.compiling());
  expect(reason).toBe('Error: enough');
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  expect(rising.at(-1)).toBe(1);
});

test('keeps to its budget of dispatches and memory', async ({ engines }) => {
  const { dispatches, bytes, keptBytes } = await engines.evaluate(() => window.engineTests.bench('small', 1, false));
  expect(dispatches).toBeLessThanOrEqual(500);
  expect(bytes).toBeLessThan(1.5 * keptBytes);
});
