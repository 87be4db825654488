import type { Locator } from '@playwright/test';
import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

for (const [size, viewport] of Object.entries(sizes))
  for (const colorScheme of ['light', 'dark'] as const)
    test(`nothing for axe to find: ${size}, ${colorScheme}`, async ({ playground }) => {
      const { page } = playground;
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await playground.open({ ...toy, evaluateEvery: 20 });
      expect(await playground.accessibilityProblems(), 'ready').toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'no scrolling sideways').toBeLessThanOrEqual(0);
      if (size === 'wide')
        expect(await page.evaluate(() => document.documentElement.scrollHeight), 'no scrolling at 1440 × 900').toBeLessThanOrEqual(900);
      await playground.train();
      await playground.waitForSteps(25);
      expect(await playground.accessibilityProblems(), 'running').toEqual([]);
      await playground.pause();
      expect(await playground.accessibilityProblems(), 'paused').toEqual([]);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await playground.accessibilityProblems(), 'help').toEqual([]);
    });

test('the empty page says what failed and what to do', async ({ playground }) => {
  const { page } = playground;
  await page.route('**/rendered-people.zip', (route) => route.fulfill({ status: 404 }));
  await page.goto('./?preset=toy');
  await expect(page.getByText('the server answers 404').first()).toBeVisible();
  expect(await playground.accessibilityProblems()).toEqual([]);
  await page.unroute('**/rendered-people.zip');
  await page.getByRole('button', { name: 'Open Rendered People' }).click();
  await playground.waitForPhase('ready');
});

test('trains by keyboard', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await page.keyboard.press('s');
  await playground.waitForSteps(1);
  await playground.waitForPhase('paused');
  await page.keyboard.press('Space');
  await playground.waitForSteps(10);
  await page.keyboard.press('Space');
  await playground.waitForPhase('paused');
});

test('in colours of the system nothing that is told by a ground vanishes', async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await playground.open({ ...toy, lesson: 'tour' });
  const groundOf = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  const bare = [await groundOf(page.locator('html')), 'rgba(0, 0, 0, 0)'];
  const told = {
    'a switch': page.getByRole('switch', { name: 'Hold' }).first(),
    'what is chosen': page.getByRole('button', { name: 'All joints' }),
    'a bar': page
      .getByRole('row', { name: /left wrist/ })
      .locator('td span span span')
      .first(),
    'the lesson': page.getByRole('region', { name: /^Lesson:/ }),
  };
  for (const [what, locator] of Object.entries(told)) expect(bare, what).not.toContain(await groundOf(locator));
});

test('who wants no motion sees none', async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await playground.open({ ...toy, lesson: 'tour' });
  await playground.train();
  await playground.waitForSteps(3);
  const moving = () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1)
        .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 80)),
    );
  await page
    .getByRole('region', { name: /^Lesson:/ })
    .getByRole('button', { name: 'Next' })
    .click();
  expect(await moving()).toEqual([]);
  await page.getByRole('switch', { name: 'Hold' }).first().click();
  await page.getByRole('button', { name: 'Learning', exact: true }).click();
  expect(await moving()).toEqual([]);
});
