import { toy } from '../duel.ts';
import { expect, test } from '../playground.ts';

test('measures this machine while training waits, stops when told to, and shows the schedule', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await playground.train();
  await playground.waitForSteps(5);
  const show = async () => {
    await page.getByRole('button', { name: /Engine/ }).click();
    await page.getByRole('menuitem', { name: 'How fast is this machine?' }).click();
  };
  await show();
  const dialog = page.getByRole('dialog', { name: 'How fast is this machine?' });

  await dialog.getByRole('button', { name: 'Measure' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('button', { name: 'Measure' })).toBeVisible();
  const before = await playground.steps();
  await playground.waitForSteps(before + 3);

  await dialog.getByRole('button', { name: 'Measure' }).click();
  for (const size of ['Small', 'Toy']) {
    const card = dialog.getByRole('region', { name: `WebAssembly, ${size}` });
    await expect(card.getByText(/GFLOP\/s/).first()).toBeVisible({ timeout: 100_000 });
    await card.getByText('Time by kind of kernel').click();
    await expect(card.getByRole('cell', { name: 'weight gradient 3×3' })).toBeVisible();
  }
  const schedule = dialog.getByRole('region', { name: 'The schedule of a step' });
  await expect(schedule).toContainText('weight gradient 7×7');
  await schedule.getByRole('button', { name: 'Show all instructions' }).click();
  await expect(schedule.getByRole('cell', { name: 'update discriminator' })).toBeVisible();
  expect(await playground.accessibilityProblems()).toEqual([]);

  await dialog.getByRole('button', { name: 'Close' }).click();
  const after = await playground.steps();
  await playground.waitForSteps(after + 3);
});
