import { toy } from './duel.ts';
import { expect, type Playground, test } from './playground.ts';

const read = <Value>(playground: Playground, what: () => Value) => playground.page.evaluate(what);

test('look back, play the run as a film, branch, compare, go back and delete', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  for (let made = 1; made <= 6; made++) await playground.step(made);
  await expect.poll(() => read(playground, () => window.poseduel.moments())).toEqual([0, 1, 2, 3, 4, 5, 6]);
  const whole = await playground.history('lossMse');
  await expect.poll(() => read(playground, () => window.poseduel.previewStep())).toBe(6);

  const slider = page.getByRole('slider', { name: 'Moment of the run' });
  await slider.focus();
  for (let back = 0; back < 3; back++) {
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => read(playground, () => window.poseduel.previewStep())).toBe(5 - back);
  }
  await expect(slider).toHaveAttribute('aria-valuetext', 'step 3 of 6');
  // The charts' cursor and their numbers stand there too.
  const charts = page.getByRole('region', { name: 'Charts' });
  await expect(charts.locator('.recharts-reference-line-line[stroke="var(--ink)"]').first()).toBeAttached();
  await expect(charts).toContainText('after 3 steps');

  await page.getByRole('button', { name: 'Branch at 3' }).click();
  await page.waitForFunction(() => window.poseduel.runs().length === 2 && window.poseduel.phase() === 'paused');
  expect(await playground.steps()).toBe(3);
  for (let made = 4; made <= 6; made++) await playground.step(made);
  expect(await playground.history('lossMse'), 'the same settings, the same numbers').toEqual(whole);

  await page.getByRole('button', { name: 'Film' }).click();
  await page.waitForFunction(() => window.poseduel.lookedBackTo() !== null);
  await page.waitForFunction(() => window.poseduel.lookedBackTo() === null);

  await page.getByRole('tab', { name: 'Runs' }).click();
  const runs = page.getByRole('region', { name: 'Runs' });
  await expect(runs.getByRole('row')).toHaveCount(3);
  await expect(runs).toContainText('from A at 3');
  const lines = () => charts.locator('path.recharts-line-curve').count();
  const before = await lines();
  await runs.getByRole('checkbox', { name: 'Draw run A into the charts' }).check();
  await expect.poll(lines, 'more lines in the charts').toBeGreaterThan(before);
  expect(await playground.accessibilityProblems()).toEqual([]);

  await runs.getByRole('button', { name: 'Go back to run A' }).click();
  await page.waitForFunction(() => window.poseduel.runs()[0]?.isOpen === true);
  await expect.poll(() => playground.history('lossMse')).toEqual(whole);
  await runs.getByRole('button', { name: 'Delete run B' }).click();
  await expect(runs.getByRole('row')).toHaveCount(2);
});

test('a provoked failure is named, and the run of before is still there', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, view: 'balance' });
  await page.getByRole('button', { name: 'Provoke: k_t pinned at 0' }).click();
  await page.waitForFunction(() => window.poseduel.steps() >= 210);
  const training = page.getByRole('region', { name: 'Training' });
  await expect(training.getByRole('status').filter({ hasText: /rests at 0/ })).toBeVisible();
  await playground.pause();
  expect(Math.max(...(await playground.history('kT')))).toBe(0);
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText('For 100 steps D has studied true maps only');
  expect(await playground.accessibilityProblems()).toEqual([]);
});

test('twins with and without the adversary, beside a run that they leave alone', async ({ playground }) => {
  const { page } = playground;
  await playground.open({ ...toy, evaluateCount: 8, view: 'twin' });
  await playground.step(1);
  const twins = page.getByRole('region', { name: 'Does the adversary help?' });
  await twins.getByRole('combobox', { name: 'Steps' }).selectOption('80');
  await twins.getByRole('button', { name: 'Start the twins' }).click();
  await twins.getByRole('button', { name: 'Pause the twins' }).click();
  await expect(twins).toContainText('paused');
  await twins.getByRole('button', { name: 'Go on' }).click();
  await expect(twins.getByRole('heading', { name: 'Where they differ most' })).toBeVisible();
  await expect(twins.getByRole('img', { name: /with the adversary/ }).first()).toBeVisible();
  await expect(twins.getByRole('row', { name: /Hidden joints/ })).toContainText('points');
  expect(await playground.accessibilityProblems()).toEqual([]);
  expect(await playground.steps(), 'the open run').toBe(1);
});
