import { expected } from '../../src/engine/selfTest.ts';
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

test('an engine whose numbers are not the reference’s is passed over and named; the reference trains on WebGL', async ({ playground }) => {
  const { page } = playground;
  // What the first engine is compared with is no longer what the reference gave, which comes to the same. In what is built a 0 before the
  // point may be left out.
  const first = new RegExp(String(expected[0]![0]).replace('0.', '0?\\.'));
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(first, '2') });
  });
  await playground.open(toy);
  expect(await playground.engine()).toBe('tfjs-webgl');
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(
    /WebAssembly computes wrong numbers on this machine: L_MSE of step 0 is 0\.992\d+, where the reference gives 2\./,
  );
  await playground.step(1);
  await playground.waitForPhase('paused');
  const [loss] = await playground.history('lossMse');
  expect(loss).toBeGreaterThan(0.5);
  expect(loss).toBeLessThan(5);
});
