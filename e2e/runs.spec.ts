import { balance } from '../src/method/controller.ts';
import { percent, short } from '../src/ui/format.ts';
import { toy } from './duel.ts';
import { listen, ofAnswers } from './listen.ts';
import { expect, mean, type Playground, test } from './playground.ts';

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
  const kT = (await playground.history('kT'))[2]!;
  await expect(charts).toContainText(`How hard D looks at G, after 3 steps: k ${short(kT)}`);

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
  const lines = () => charts.locator('path.recharts-curve').count();
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
  const cockpit = page.getByRole('region', { name: 'Balance' });
  await expect(cockpit).toContainText('For 100 steps D has studied true maps only');
  // The needle is the mean of ten steps.
  const recent = (name: 'lossReal' | 'lossFake' | 'gamma' | 'mGlobal') =>
    page.evaluate((wanted) => window.poseduel.history(wanted).slice(-10), name).then(mean);
  const difference = balance(await recent('lossReal'), await recent('lossFake'), await recent('gamma'));
  expect(difference, 'so k_t has no reason to rise').toBeLessThan(0);
  await expect(cockpit.locator('[data-number="balance"]')).toHaveText(short(difference));
  await expect(cockpit.locator('[data-number="mGlobal"]')).toHaveText(short(await recent('mGlobal')));
  await expect(cockpit.locator('[data-number="kT"]')).toHaveText('0clamped');
  expect(await playground.accessibilityProblems()).toEqual([]);
});

test('twins with and without the adversary, beside a run that they leave alone', async ({ playground }) => {
  const { page } = playground;
  await listen(page);
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
  const said = await ofAnswers(page, 'twin', (heard) => {
    const events = heard.flatMap(
      ({ answer }) => (answer as { events: { kind: string; side: string; step: unknown; evaluation: unknown }[] }).events,
    );
    const of = (side: string) => {
      const mine = events.filter((event) => event.side === side);
      const score = mine.findLast(({ kind }) => kind === 'evaluation')!.evaluation as { step: number; pck: number; pckOccluded: number };
      const lossMse = mine.filter(({ kind }) => kind === 'step').map(({ step }) => (step as { lossMse: number }).lossMse);
      return { step: score.step, pck: score.pck, pckOccluded: score.pckOccluded, lossMse };
    };
    return { with: of('with'), without: of('without') };
  });
  expect([said.with.step, said.without.step]).toEqual([80, 80]);
  for (const [row, name] of [
    [/^All joints/, 'pck'],
    [/^Hidden joints/, 'pckOccluded'],
  ] as const) {
    const cells = twins.getByRole('row', { name: row }).getByRole('cell');
    const points = Math.round(1000 * (said.with[name] - said.without[name])) / 10 || 0;
    const words = `${points > 0 ? '+' : ''}${points.toFixed(1).replace('-', '−')} points`;
    await expect(cells).toHaveText([percent(said.with[name]), percent(said.without[name]), words]);
  }
  expect(await playground.accessibilityProblems()).toEqual([]);
  expect(await playground.steps(), 'the open run').toBe(1);
  await playground.train();
  await playground.waitForSteps(80);
  await playground.pause();
  expect((await playground.history('lossMse')).slice(0, 80), 'a twin is the open run over again').toEqual(said.with.lossMse);
  expect(said.without.lossMse, 'and its twin goes its own way').not.toEqual(said.with.lossMse);
});
