import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

test('a run goes on after the page was closed, and is no other tab’s meanwhile', async ({ playground, context }) => {
  const { page } = playground;
  const step = (on = page) => on.getByRole('button', { name: 'Step', exact: true }).click();
  await playground.open(toy);
  await playground.chooseEngine('WebAssembly');
  await playground.train();
  await playground.waitForSteps(26);
  await playground.pause();
  const steps = await playground.steps();
  await page.waitForFunction((wanted) => window.poseduel.kept()?.[0]?.step === wanted, steps);
  const before = await playground.history('lossMse');

  const other = await context.newPage();
  await other.goto('./?preset=toy&view=runs');
  await other.waitForFunction(() => window.poseduel?.phase() === 'ready', null, { timeout: 60_000 });
  await expect(other.getByRole('region', { name: 'Kept in this browser' })).toContainText('open in another tab');
  await expect(other.getByRole('region', { name: 'Run of an earlier visit' })).toHaveCount(0);
  await other.close();

  await page.reload();
  await playground.waitForPhase('ready');
  const bar = page.getByRole('region', { name: 'Run of an earlier visit' });
  await expect(bar).toContainText(`Your run of “toy” on Rendered People stopped at step ${steps}`);
  expect(await playground.accessibilityProblems()).toEqual([]);
  await bar.getByRole('button', { name: 'Go on' }).click();
  await page.waitForFunction((wanted) => window.poseduel.steps() === wanted && window.poseduel.phase() === 'paused', steps);
  await expect(bar).toHaveCount(0);
  expect(await playground.history('lossMse'), 'the curves are there again').toEqual(before);
  expect(await page.evaluate(() => window.poseduel.evaluation()?.step)).toBe(steps - (steps % toy.evaluateEvery));
  expect(await playground.engine()).toBe('wasm');
  for (let made = 1; made <= 2; made++) {
    await step();
    await playground.waitForSteps(steps + made);
  }
  const resumed = await playground.history('lossMse');
  await page.getByRole('button', { name: 'Restart' }).click();
  await playground.waitForPhase('ready');
  await playground.train();
  await playground.waitForSteps(resumed.length);
  await playground.pause();
  const whole = await playground.history('lossMse');
  expect(resumed, 'the very numbers of a run that was never stopped').toEqual(whole.slice(0, resumed.length));
  expect((await playground.problems()).filter(({ code }) => code === 'not-kept')).toEqual([]);
});
