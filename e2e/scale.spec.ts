import { expect, test } from './playground.ts';

const toy = { preset: 'toy', seed: 3 };

/** Pictures to train on in the built-in set; all of them are read while nobody trains. */
const pictures = 2000;
const steps = 8;

test('the second visit decodes nothing and trains the same numbers; what is kept can be cleared', async ({ playground }) => {
  const { page } = playground;
  const decoded = () => page.evaluate(() => window.poseduel.decoded());
  await playground.open(toy);
  await playground.chooseEngine('WebAssembly');
  await playground.train();
  await playground.waitForSteps(20);
  await playground.pause();
  const first = await playground.history('lossMse');
  await expect.poll(decoded, { timeout: 60_000 }).toBeGreaterThanOrEqual(pictures);

  await playground.open(toy);
  await playground.chooseEngine('WebAssembly');
  for (let made = 1; made <= steps; made++) await playground.step(made);
  expect(await playground.history('lossMse')).toEqual(first.slice(0, steps));

  await page.getByRole('tab', { name: 'Runs' }).click();
  const kept = page.getByRole('region', { name: 'Pictures kept ready' });
  await expect(kept).toContainText('Rendered People');
  await expect(kept).toContainText('people at');
  await kept.getByRole('button', { name: 'Clear' }).click();
  // Told anew by clearing.
  await expect(kept.getByRole('meter')).toHaveAttribute('value', /^\d{1,5}$/);
  expect(await decoded()).toBe(0);
  await playground.step(steps + 1);
});
