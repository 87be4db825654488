import { toy, watchDuel } from '../duel.ts';
import { expect, test } from '../playground.ts';

test('without WebGPU both networks learn all the same, and the page says why it took this engine', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await watchDuel(playground, 150);
  expect(await playground.engine()).toBe('wasm');
  await page.getByRole('button', { name: /Engine/ }).click();
  const webgpu = page.getByRole('menuitemradio', { name: /TF.js on WebGPU/ });
  await expect(webgpu).toBeDisabled();
  await expect(webgpu).toContainText('found no GPU');
});

test('the reference trains on WebGL', async ({ playground }) => {
  await playground.open(toy);
  await playground.chooseEngine('TF.js on WebGL');
  await playground.step(1);
  await playground.waitForPhase('paused');
  const [loss] = await playground.history('lossMse');
  expect(loss).toBeGreaterThan(0.5);
  expect(loss).toBeLessThan(5);
});
