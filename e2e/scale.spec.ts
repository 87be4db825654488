import { expect, Playground, test } from './playground.ts';

const toy = { preset: 'toy', seed: 3 };

/** Both visits read 256 steps ahead; the first makes so many more that whatever it read last, the second does not ask for it. */
const ahead = 256;
const [more, steps] = [40, 8];
const batch = 4;

test('the second visit decodes nothing and trains the same numbers; what is kept can be cleared', async ({ playground }) => {
  const { page } = playground;
  const decoded = () => page.evaluate(() => window.poseduel.decoded());
  await playground.open(toy);
  await playground.chooseEngine('WebAssembly');
  await playground.train();
  await playground.waitForSteps(more);
  await playground.pause();
  const first = await playground.history('lossMse');
  await expect.poll(decoded, { timeout: 120_000 }).toBeGreaterThanOrEqual(batch * (ahead + more));

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

test('a second tab on the same set says that it keeps nothing, and takes over when the first is closed', async ({
  playground,
  context,
}) => {
  const { page } = playground;
  await playground.open(toy);
  const other = new Playground(await context.newPage());
  await other.open({ ...toy, view: 'runs' });
  const kept = other.page.getByRole('region', { name: 'Pictures kept ready' });
  await expect(kept.getByRole('status')).toContainText(
    'Another tab has the open set’s pictures and keeps them. Here they are in memory alone',
  );
  expect(await other.accessibilityProblems()).toEqual([]);
  await page.close();
  await expect(kept.getByRole('status')).toHaveCount(0);
  await expect(kept.getByRole('listitem').filter({ hasText: 'Rendered People' })).toContainText('open');

  // What it makes now is there at the next visit.
  await other.chooseEngine('WebAssembly');
  await other.train();
  await other.waitForSteps(40);
  await other.pause();
  await other.open(toy);
  await other.step(1);
  expect(await other.page.evaluate(() => window.poseduel.decoded())).toBe(0);
});
