import { toy } from '../duel.ts';
import { expect, test } from '../playground.ts';

/** What `npm start` serves is not what is built: each file by itself, and packages as they are first asked for. */
test('every view opens on the server of npm start', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  const names = await page.getByRole('tablist', { name: 'Views' }).getByRole('tab').allTextContents();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect(page.getByRole('tabpanel', { name, exact: true })).not.toBeEmpty();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('Starting the training worker')).toHaveCount(0);
  }
});

test('a view that cannot be loaded says so, and the run goes on', async ({ playground }) => {
  const { page } = playground;
  await page.route('**/ui/balance/*', (route) => route.abort());
  await playground.open(toy);
  await playground.train();
  await page.getByRole('tab', { name: 'Balance', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('This view cannot be shown');
  const steps = await playground.steps();
  await playground.waitForSteps(steps + 5);
  await page.getByRole('tab', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('tabpanel', { name: 'Runs' })).toContainText('Moments');
});
