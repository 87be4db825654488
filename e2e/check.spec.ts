import { zipOf } from '../src/data/cocoFixture.ts';
import { toyEntries } from '../src/train/testing.ts';
import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

test('the set is looked through by keyboard, and someone is left out until taken back', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, view: 'check' });
  await expect(page.getByRole('button', { name: 'Everyone 2,400' })).toBeVisible();
  const person = (n: number) => page.getByRole('region', { name: `Person ${n}`, exact: true });
  await expect(person(1)).toBeVisible();
  // A picture has come, not an empty canvas.
  await expect.poll(() => playground.contrast(/^Person 1 with/)).toBeGreaterThan(20);
  await expect.poll(() => playground.contrast(/^Variation 1/)).toBeGreaterThan(20);
  expect(await playground.accessibilityProblems()).toEqual([]);

  await page.getByRole('region', { name: 'People' }).press('ArrowRight');
  await expect(person(2)).toBeVisible();
  // Of 2,400 tiles those in sight alone are there.
  expect(await page.getByRole('region', { name: 'People' }).getByRole('listitem').count()).toBeLessThan(200);

  await person(2).getByRole('button', { name: 'Leave out' }).click();
  await expect(page.getByRole('status').filter({ hasText: '1 left out' })).toBeVisible();
  await page.getByRole('button', { name: 'Left out 1' }).click();
  await expect(page.getByRole('region', { name: 'People' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Take all back' }).click();
  await expect(page.getByRole('button', { name: 'Left out 0' })).toBeVisible();
});

test('everyone left out is refused, and the run stays', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await playground.useFile('two.zip', Buffer.from(await (await zipOf(toyEntries(1, 1))).arrayBuffer()));
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('two.zip');
  await playground.waitForPhase('ready');
  await page.getByRole('tab', { name: 'Check the data' }).click();
  await page.getByRole('button', { name: 'Leave out' }).click();
  await expect(page.getByRole('status').filter({ hasText: '1 left out' })).toBeVisible();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect
    .poll(async () => (await playground.problems()).map(({ message }) => message))
    .toContain('two.zip: everyone to learn from is left out');
  await playground.waitForPhase('ready');
});
