import type { Page } from '@playwright/test';
import { expect, Playground, test } from './playground.ts';

test('a teacher’s link says, locks, hides and presets, and the reader can show everything', async ({ playground, browser }) => {
  const { page } = playground;
  await playground.open({ preset: 'toy', lambdaG: 0.5, gamma: 0.7, seed: 7 });
  await page.getByRole('button', { name: 'Share this page…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this page' });
  await dialog.getByLabel('Title', { exact: true }).fill('Who wins? <b>');
  await dialog.getByLabel('Task', { exact: true }).fill('Train for 200 steps.\nWhat becomes of k_t?');
  await dialog.getByLabel('Opens with').selectOption('balance');
  const choose = (control: string, state: string) =>
    dialog.getByRole('group', { name: control, exact: true }).getByRole('button', { name: state }).click();
  await dialog.locator('summary', { hasText: 'The page' }).click();
  await choose('Cost of a step', 'Hidden');
  await choose('Dataset', 'Locked');
  await dialog.locator('summary', { hasText: 'The duel' }).click();
  await choose('Balance', 'Locked');
  await choose('Warm-up', 'Hidden');
  await dialog.locator('summary', { hasText: 'Learning' }).click();
  await choose('All of “Learning”', 'Hidden');
  await dialog.locator('summary', { hasText: 'Views on offer' }).click();
  for (const view of ['Bout', 'Label']) await dialog.getByRole('checkbox', { name: view, exact: true }).uncheck();
  expect(await playground.accessibilityProblems()).toEqual([]);
  const link = await dialog.getByLabel('Link').inputValue();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('status').filter({ hasText: 'clipboard' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const context = await browser.newContext({ serviceWorkers: 'block' });
  const reader = new Playground(await context.newPage());
  await reader.page.goto(link);
  await reader.waitForPhase('ready');
  await sees(reader.page);
  expect(await reader.accessibilityProblems()).toEqual([]);
  // What is there to be changed is changed; what is locked stays when all the rest is reset.
  await reader.page.getByRole('button', { name: 'Reset 3 to default' }).click();
  await expect.poll(() => new URL(reader.page.url()).search).toMatch(/^\?gamma=0\.7&view=balance&title=/);
  await reader.page.reload();
  await reader.waitForPhase('ready');
  await expect(reader.page.getByRole('heading', { name: 'Who wins? <b>' }), 'the address keeps it').toBeVisible();

  await reader.page.getByRole('button', { name: 'Show everything' }).click();
  await expect(reader.page.getByRole('region', { name: 'Cost' })).toBeVisible();
  await expect(reader.page.getByRole('tab', { name: 'Label' })).toBeVisible();
  await expect(reader.page.getByRole('region', { name: 'Settings' }).getByRole('textbox', { name: 'Balance' })).toBeEnabled();
  await reader.page.getByRole('button', { name: 'Put the task away' }).click();
  await expect.poll(() => new URL(reader.page.url()).search).toBe('?gamma=0.7&view=balance');
  await context.close();
});

/** What the link above asks for. */
async function sees(page: Page): Promise<void> {
  const banner = page.getByRole('region', { name: 'Who wins? <b>' });
  await expect(banner.getByRole('heading')).toHaveText('Who wins? <b>');
  await expect(banner.getByText('Train for 200 steps.\nWhat becomes of k_t?')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Balance' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: /Bout|Label/ })).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'Twins' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Cost' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Dataset', exact: true })).toContainText('locked by the link');
  await expect(page.getByRole('button', { name: 'Zip or files…' })).toHaveCount(0);
  const settings = page.getByRole('region', { name: 'Settings' });
  await expect(settings.getByRole('textbox', { name: 'Adversarial weight' })).toHaveValue('0.5');
  await expect(settings.getByRole('textbox', { name: 'Balance' })).toBeDisabled();
  await expect(settings).toContainText('locked by the link');
  await expect(settings.getByRole('textbox', { name: 'Warm-up' })).toHaveCount(0);
  await expect(settings.getByRole('button', { name: 'Learning' }), 'a group without a control').toHaveCount(0);
}

test('a link that hides the settings of the balance offers no run that would change them', async ({ playground }) => {
  const { page } = playground;
  const offers = page.getByRole('button', { name: /^Provoke:/ });
  await playground.open({ preset: 'toy', evaluateCount: 40, view: 'balance', lock: 'preset', hide: 'gamma,lambdaK,lambdaG,freezeK' });
  const balance = page.getByRole('region', { name: 'Balance' });
  await expect(balance.getByRole('heading', { name: 'Live controls' })).toHaveCount(0);
  await expect(offers, 'what turns on settings that are still free').toHaveCount(1);
  await expect(offers).toHaveAccessibleName('Provoke: Blurred maps');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(offers).toHaveCount(8);
  await playground.open({ view: 'balance', lock: 'preset' });
  await expect(balance.getByRole('heading', { name: 'What the detectors see' })).toBeVisible();
  await expect(balance.getByRole('heading', { name: 'Make it go wrong' }), 'they need the toy networks').toHaveCount(0);
});

test('a link about a set of one’s own says which, and a broken one says what is wrong', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ preset: 'toy', data: 'mine.zip', hide: 'cost,cellar', lock: 'dataset', view: 'attic', gamma: 9 });
  const wanted = page.getByRole('region', { name: 'Dataset of the link' });
  await expect(wanted).toContainText('the dataset “mine.zip”');
  await expect(wanted.getByRole('button', { name: 'Zip or files…' })).toBeVisible();
  expect((await playground.problems()).map(({ message }) => message)).toEqual([
    expect.stringContaining('the view “attic”, which does not exist'),
    expect.stringContaining('gamma=9'),
    expect.stringContaining('“cellar”, which is no control to hide'),
  ]);
  await expect(page.getByRole('region', { name: 'Cost' })).toHaveCount(0);
  await wanted.getByRole('button', { name: 'Stay with Rendered People' }).click();
  await expect(wanted).toHaveCount(0);
});
