import { toy, watchDuel } from './duel.ts';
import { expect, test } from './playground.ts';

test('both networks learn Rendered People on the engine that is chosen first', async ({ playground }) => {
  await playground.open(toy);
  await expect(playground.page.getByRole('region', { name: 'Dataset' })).toContainText('Rendered People');
  await expect(playground.page.getByRole('region', { name: 'Dataset' })).toContainText('2,400');
  await watchDuel(playground, 150);
  // A software adapter ranks below WebAssembly.
  expect(await playground.engine()).toBe('wasm');
});

test('the reference trains on WebGPU, and takes a run over from another engine', async ({ playground }) => {
  await playground.open(toy);
  await playground.train();
  await playground.waitForSteps(20);
  await playground.pause();
  const before = await playground.history('lossMse');
  await playground.chooseEngine('TF.js on WebGPU');
  expect(await playground.engine()).toBe('tfjs-webgpu');
  await playground.step(before.length + 1);
  const after = await playground.history('lossMse');
  expect(after.slice(0, before.length), 'the run goes on').toEqual(before);
  // The same weights on other pictures: not the loss of a fresh network's first step, and finite.
  expect(after.at(-1)).toBeGreaterThan(0);
  expect(after.at(-1)).toBeLessThan(2 * Math.max(...before));
});

test('one step at a time, restart, and settings that take effect at the next step', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await playground.step(1);
  await playground.waitForPhase('paused');
  const gamma = page.getByRole('textbox', { name: 'Balance' }).or(page.getByRole('spinbutton', { name: 'Balance', exact: true }));
  await gamma.fill('0.9');
  await gamma.press('Enter');
  await playground.step(2);
  expect((await page.evaluate(() => window.poseduel.history('gamma'))).map((value) => Math.round(10 * value) / 10)).toEqual([0.5, 0.9]);
  // The address follows a moment later, so that a slider does not write it at every pixel.
  await expect(page).toHaveURL(/gamma=0\.9/);
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await page.waitForFunction(() => window.poseduel.phase() === 'ready' && window.poseduel.steps() === 0);
});
