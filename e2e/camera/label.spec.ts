import type { Page } from '@playwright/test';
import { toy } from '../duel.ts';
import { writeFilm } from '../film.ts';
import { expect, Playground, test } from '../playground.ts';

test.beforeAll(() => writeFilm(8));

test('takes pictures, lets a teacher label them, corrects a joint, trains on them, and finds them again', async ({
  playground,
  context,
}) => {
  const { page } = playground;
  await playground.open({ ...toy, evaluateEvery: 10, view: 'label' });
  await page.getByRole('button', { name: 'Webcam…' }).click();
  await page.getByRole('combobox', { name: 'Pictures' }).selectOption('5');
  await page.getByRole('combobox', { name: 'One every' }).selectOption('0.5');
  await page.getByRole('combobox', { name: 'Begin' }).selectOption('0');
  await page.getByRole('button', { name: 'Take 5 pictures' }).click();
  await page.getByRole('button', { name: 'Label them' }).click();
  await expect(page.getByRole('button', { name: /^Picture \d, not labelled/ })).toHaveCount(5);
  expect(await playground.accessibilityProblems()).toEqual([]);

  await page.getByRole('button', { name: 'For all' }).click();
  await expect(page.getByRole('button', { name: /^Picture \d, proposed by the teacher/ })).toHaveCount(5, { timeout: 120_000 });
  expect(await playground.accessibilityProblems()).toEqual([]);

  // A shoulder, which hardly ever is unsure.
  await page.getByRole('button', { name: /^left shoulder/ }).click();
  const before = await shownPlace(page);
  await dragJoint(page, before, { x: before.x + 12, y: before.y + 7 });
  const dragged = { x: before.x + 12, y: before.y + 7 };
  expect(await shownPlace(page)).toEqual(dragged);
  await expect(page.getByRole('button', { name: /^left shoulder/ })).toHaveAccessibleName(/visible$/);
  await page.keyboard.press('z');
  expect(await shownPlace(page)).toEqual(before);
  await page.keyboard.press('y');
  await page.keyboard.press('Shift+ArrowRight');
  const corrected = { x: dragged.x + 10, y: dragged.y };
  expect(await shownPlace(page)).toEqual(corrected);
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: /^left shoulder/ })).toHaveAccessibleName(/hidden$/);

  await page.getByRole('button', { name: 'Train on it' }).click();
  await page.getByRole('button', { name: 'Use it', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Dataset' })).toContainText('My pictures');
  await playground.waitForPhase('ready');
  await playground.train();
  await playground.waitForSteps(12);
  await playground.pause();
  const losses = await playground.history('lossMse');
  expect(losses.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true);
  await page.waitForFunction((wanted) => window.poseduel.kept()?.[0]?.step === wanted, losses.length);
  const score = page.getByRole('figure', { name: /^Joints found/ });
  await expect(score.getByText(/^Scored against a teacher’s labels \(\d+ of \d+\)/)).toBeVisible();

  await page.close();
  const again = new Playground(await context.newPage());
  await again.open({ ...toy, view: 'label' });
  await expect(again.page.getByLabel('Name of the set')).toHaveValue('My pictures');
  await expect(again.page.getByRole('button', { name: /^Picture \d, proposed by the teacher/ })).toHaveCount(5);
  await again.page.getByRole('button', { name: /^left shoulder, hidden|^left shoulder/ }).click();
  expect(await shownPlace(again.page)).toEqual(corrected);
  await expect(again.page.getByRole('button', { name: /^left shoulder/ })).toHaveAccessibleName(/hidden$/);

  // The run finds the set that it was trained on.
  const bar = again.page.getByRole('region', { name: 'Run of an earlier visit' });
  await expect(bar).toContainText(`on My pictures stopped at step ${losses.length}`);
  await bar.getByRole('button', { name: 'Go on' }).click();
  await again.waitForPhase('paused');
  await expect(again.page.getByRole('region', { name: 'Dataset' })).toContainText('My pictures');
  expect(await again.history('lossMse'), 'the curves are there again').toEqual(losses);
  await again.step(losses.length + 1);
});

/** Where the chosen joint is, as the editor says, in pixels of the picture. */
async function shownPlace(page: Page): Promise<{ x: number; y: number }> {
  const words = (await stage(page).getAttribute('aria-label')) ?? '';
  const [, x, y] = /at (\d+), (\d+)$/.exec(words) ?? [];
  expect(x, words).toBeDefined();
  return { x: Number(x), y: Number(y) };
}

function stage(page: Page) {
  return page.getByRole('img', { name: /joints labelled/ });
}

/** Drags with the mouse, between points of the picture. */
async function dragJoint(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const [start, end] = await stage(page).evaluate(
    (element, points) =>
      points.map(({ x, y }) => {
        const at = new DOMPoint(x, y).matrixTransform((element as unknown as SVGSVGElement).getScreenCTM()!);
        return { x: at.x, y: at.y };
      }),
    [from, to],
  );
  await page.mouse.move(start!.x, start!.y);
  await page.mouse.down();
  await page.mouse.move(end!.x, end!.y, { steps: 4 });
  await page.mouse.up();
}
