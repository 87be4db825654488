import type { Locator } from '@playwright/test';
import { short } from '../src/ui/format.ts';
import { toy } from './duel.ts';
import { expect, type Playground, test } from './playground.ts';

const shown = (place: Locator, name: string) => place.locator(`[data-number="${name}"]`);
const metrics = ({ page }: Playground) => page.evaluate(() => window.poseduel.metrics()!);

test('the bout shows both networks at work, and the engine’s numbers', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, view: 'bout' });
  const bout = page.getByRole('region', { name: 'The bout' });
  await expect(bout.getByText('Seen after 0 steps')).toBeVisible();
  await playground.train();
  await playground.waitForSteps(30);
  await playground.pause();
  const steps = await playground.steps();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(bout.getByText(`Seen after ${steps + 1} steps`)).toBeVisible();

  const last = await metrics(playground);
  await expect(shown(bout, 'lossReal')).toHaveText(short(last.lossReal));
  await expect(shown(bout, 'lossFake')).toHaveText(short(last.lossFake));
  const pull = await page.evaluate(() => window.poseduel.pull(0));
  expect(pull.adversarial).toBeGreaterThan(0);
  await expect(shown(bout, 'pull-mse')).toHaveText(short(pull.mse));
  await expect(shown(bout, 'pull-adversarial')).toHaveText(short(pull.adversarial));
  expect(await playground.contrast(/^Gradient of L_MSE/)).toBeGreaterThan(20);

  // Every block of both networks is there, and opens by keyboard.
  const generator = bout.getByRole('group', { name: 'The generator, block by block' });
  await expect(generator.getByRole('button')).toHaveCount(21);
  await bout.getByRole('button', { name: 'the truth →' }).click();
  await expect(bout.getByRole('group', { name: /true heatmaps, from left to right/ }).getByRole('button')).toHaveCount(24);
  await generator.getByRole('button', { name: /^Residual hourglass0\.inner\.up\.0, 8 × 8 × 16/ }).press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('img', { name: /^16 channels of 8 × 8 pixels/ })).toBeVisible();
  await sheet.getByRole('button', { name: '3 × 3 convolution' }).click();
  // 3 · 3 · 8 · 8 + 8 weights; 8 · 8 pixels.
  await expect(sheet).toContainText('584 weights; 36.9k multiply-adds');
  await expect(sheet.getByRole('img', { name: /^8 channels of 8 × 8 pixels/ })).toBeVisible();
  expect(await playground.accessibilityProblems(), 'sheet').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  expect(await playground.accessibilityProblems(), 'bout').toEqual([]);
});

test('a step in slow motion is a step of the run, with its numbers; D and G step alone', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, view: 'slow' });
  const slow = page.getByRole('region', { name: 'One step in slow motion' });
  await slow.getByRole('button', { name: 'Make the next step slowly' }).click();
  await expect(slow.getByText('Step 1 of the run')).toBeVisible();
  expect(await playground.steps()).toBe(1);
  await expect(slow.getByRole('img', { name: /of the batch/ })).toHaveCount(4);
  expect(await playground.contrast(/^Picture 1 of the batch/)).toBeGreaterThan(20);
  // The focus is where the arrow keys lead through the stages, and nowhere else.
  await page.keyboard.press('ArrowRight');
  await expect(slow.getByRole('heading', { name: 'G draws' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(slow.getByRole('heading', { name: 'Draw the batch' })).toBeVisible();
  await slow.getByRole('button', { name: /The four losses/ }).click();
  const last = await metrics(playground);
  for (const name of ['lossMse', 'lossReal', 'lossFake'] as const) await expect(shown(slow, name)).toHaveText(short(last[name]));
  expect(await playground.accessibilityProblems()).toEqual([]);

  await slow.getByRole('button', { name: 'Train D alone' }).click();
  await expect(slow.getByText('Step 2 of the run, D alone')).toBeVisible();
  await slow.getByRole('button', { name: /The weights move/ }).click();
  await expect(shown(slow, 'changeG')).toHaveText('0');
  await expect(shown(slow, 'changeD')).not.toHaveText('0');
  await slow.getByRole('button', { name: 'Train G alone' }).click();
  await expect(slow.getByText('Step 3 of the run, G alone')).toBeVisible();
  await slow.getByRole('button', { name: /The weights move/ }).click();
  await expect(shown(slow, 'changeD')).toHaveText('0');
  await expect(shown(slow, 'changeG')).not.toHaveText('0');
  expect(await playground.steps()).toBe(3);
});
