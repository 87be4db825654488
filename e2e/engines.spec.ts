import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { initialState } from '../src/engine/initial.ts';
import { wasmFactory } from '../src/engine/wasm/factory.ts';
import type { PresetName } from '../src/network/presets.ts';
import { nodeWasm } from '../src/platform/node/wasm.ts';
import { createRandom } from '../src/pose/random.ts';
import { batches, distance, gentle, presetDuel, type Variant } from './engines/duels.ts';

/** The WebGPU engine, in a browser, against plain loops, the reference executor and the WebAssembly engine. No part of the built page. */
let server: ViteDevServer;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  const root = fileURLToPath(new URL('./engines', import.meta.url));
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: fileURLToPath(new URL('../node_modules/.vite/engines', import.meta.url)),
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [fileURLToPath(new URL('..', import.meta.url))] } },
    optimizeDeps: { include: ['@tensorflow/tfjs'] },
  });
  await server.listen();
  page = await browser.newPage();
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'engineTests' in window);
});

test.afterAll(async () => {
  await page?.close();
  await server?.close();
});

for (const name of ['movement', 'norm', 'convolution'] as const)
  test(`kernels of ${name} agree with their definition on random shapes`, async () => {
    expect(await page.evaluate((check) => window.engineTests.operations(check, 16, 1e-4), name)).toEqual([]);
  });

for (const wanted of [
  { normalisation: 'group', stacks: 1, advGradient: 'input', joints: 5 },
  { normalisation: 'group', stacks: 2, advGradient: 'both', joints: 8, lossScale: 'mean', foreground: 0 },
  { normalisation: 'batch', stacks: 1, advGradient: 'both', joints: 14 },
  { normalisation: 'batch', stacks: 2, advGradient: 'input', joints: 1, lossScale: 'sum' },
  { normalisation: 'group', stacks: 2, advGradient: 'input', joints: 5, software: false },
  { normalisation: 'batch', stacks: 1, advGradient: 'both', joints: 5, software: false },
] as const)
  test(`makes the steps of the reference: ${Object.values(wanted).join(', ')}`, async () => {
    const found = await page.evaluate((one) => window.engineTests.parity(one, 2), wanted);
    // What was learnt in a step also holds what lies behind a corner that one of both has passed.
    const learnt = (name: string) => /^(generator|discriminator|optimiser|statistics)/.test(name);
    for (const [name, far] of Object.entries(found)) expect(far, name).toBeLessThan(learnt(name) ? 1e-3 : 1e-4);
  });

for (const [preset, steps, variant] of [
  // Every pair of choices.
  ['toy', 50, { normalisation: 'group', stacks: 1, advGradient: 'both' }],
  ['toy', 20, { normalisation: 'group', stacks: 2, advGradient: 'input' }],
  ['toy', 10, { normalisation: 'batch', stacks: 1, advGradient: 'input' }],
  ['toy', 10, { normalisation: 'batch', stacks: 2, advGradient: 'both' }],
  ['small', 10, { normalisation: 'group' }],
] as const)
  test(`makes ${steps} steps of ${preset} as WebAssembly does: ${Object.values(variant).join(', ')}`, async () => {
    const found = await page.evaluate((asked) => window.engineTests.presetNumbers(...asked), [preset, steps, variant] as const);
    const wanted = await wasmNumbers(preset, steps, variant);
    expect(found.metrics.length).toBe(wanted.metrics.length);
    found.metrics.forEach((numbers, i) => {
      numbers.forEach((number, k) => {
        expect(distance([number], [wanted.metrics[i]![k]!]), `step ${i}, number ${k}`).toBeLessThan(1e-3);
      });
    });
    expect(distance(found.generator, wanted.generator)).toBeLessThan(1e-3);
    expect(distance(found.discriminator, wanted.discriminator)).toBeLessThan(1e-3);
  });

test('the same seed gives the same bits', async () => {
  expect(await page.evaluate(() => window.engineTests.sameTwice('group'))).toBe(true);
  expect(await page.evaluate(() => window.engineTests.sameTwice('batch'))).toBe(true);
});

test('a run goes on elsewhere from what was read', async () => {
  const { state, next, step } = await page.evaluate(() => window.engineTests.moved());
  for (const [name, far] of Object.entries({ ...state, ...next })) expect(far, name).toBe(0);
  expect(step).toBe(1);
});

test('holds as much after 200 steps as before, and nothing in the end', async () => {
  const { before, after, disposed, last } = await page.evaluate(() => window.engineTests.held(200));
  expect(last).toBe(199);
  expect(after).toEqual(before);
  expect(disposed).toEqual({ bytes: 0, buffers: 0 });
});

test('tells of a lost device in everything under way and later', async () => {
  expect(new Set(await page.evaluate(() => window.engineTests.lost()))).toEqual(new Set(['device-lost']));
});

test('compiles with progress, and stops when told to', async () => {
  const { reason, rising } = await page.evaluate(() => window.engineTests.compiling());
  expect(reason).toBe('Error: enough');
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  expect(rising.at(-1)).toBe(1);
});

test('keeps to its budget of dispatches and memory', async () => {
  const { dispatches, bytes, keptBytes } = await page.evaluate(() => window.engineTests.bench('small', 1, false));
  expect(dispatches).toBeLessThanOrEqual(500);
  expect(bytes).toBeLessThan(1.5 * keptBytes);
});

async function wasmNumbers(preset: PresetName, steps: number, variant: Variant) {
  const duel = presetDuel(preset, variant);
  const engine = await wasmFactory(nodeWasm(2)).create(duel, initialState(duel, createRandom(3), 0.25), {});
  const metrics: number[][] = [];
  for (const batch of batches(duel, steps)) {
    const m = await engine.step(batch, gentle(duel));
    metrics.push([m.lossMse, m.lossReal, m.lossFake, m.kTNext, m.energy, m.peak]);
  }
  const { generator, discriminator } = await engine.read();
  engine.dispose();
  return { metrics, generator, discriminator };
}
