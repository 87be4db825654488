import { readFile, writeFile } from 'node:fs/promises';
import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

test('a run is saved as one file, goes on where it is dropped, and two files are compared', async ({ playground }, info) => {
  const { page } = playground;
  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  const save = async (name: string) => {
    const begun = page.waitForEvent('download');
    await runs.getByRole('button', { name: 'Save this run as a file' }).click();
    const download = await begun;
    await download.saveAs(info.outputPath(name));
    return download.suggestedFilename();
  };
  await playground.open({ ...toy, view: 'runs' });
  await playground.train();
  await playground.waitForSteps(26);
  await playground.pause();
  const steps = await playground.steps();
  expect(await save('first.poseduel')).toBe(`poseduel-toy-step-${steps}.poseduel`);
  await playground.step(steps + 1);
  const whole = await playground.history('lossMse');

  // Another page, which knows nothing of the run.
  await playground.open({ ...toy, seed: 2, view: 'runs' });
  await playground.step(1);
  await save('second.poseduel');
  await playground.drop(info.outputPath('first.poseduel'));
  await page.waitForFunction((wanted) => window.poseduel.steps() === wanted && window.poseduel.phase() === 'paused', steps);
  expect(await page.evaluate(() => window.poseduel.evaluation()?.step)).toBe(steps - (steps % toy.evaluateEvery));
  await playground.step(steps + 1);
  expect(await playground.history('lossMse'), 'the very numbers of the run that was saved').toEqual(whole);

  const letters = page.getByRole('region', { name: 'Charts' }).getByText(/^#[12]$/);
  await expect(letters).toHaveCount(0);
  await runs.getByLabel('Run files to compare').setInputFiles(['first.poseduel', 'second.poseduel'].map((name) => info.outputPath(name)));
  await expect(runs.getByRole('row', { name: /#1/ })).toContainText('first.poseduel, on Rendered People');
  await expect(runs.getByRole('row', { name: /#2/ })).toContainText('second.poseduel');
  const listed = await page.evaluate(() => window.poseduel.runs());
  expect(listed.filter(({ file }) => file).map(({ steps, overlaid }) => ({ steps, overlaid }))).toEqual([
    { steps, overlaid: true },
    { steps: 1, overlaid: true },
  ]);
  await expect.poll(() => letters.count(), 'their lines in the charts').toBeGreaterThan(2);
  expect(await playground.history('lossMse'), 'the open run is as it was').toEqual(whole);
  expect(await playground.accessibilityProblems()).toEqual([]);
  for (const name of ['#1', '#2']) await runs.getByRole('button', { name: `Delete run ${name}` }).click();
  await expect(runs.getByRole('row', { name: /#/ })).toHaveCount(0);
  await expect(letters).toHaveCount(0);

  const bytes = await readFile(info.outputPath('first.poseduel'));
  await writeFile(info.outputPath('half.poseduel'), bytes.subarray(0, bytes.length / 2));
  await playground.drop(info.outputPath('half.poseduel'));
  await expect
    .poll(async () => (await playground.problems()).map(({ message }) => message))
    .toEqual([expect.stringContaining('half.poseduel: this is not a whole zip archive')]);
  expect(await playground.history('lossMse'), 'nothing is lost').toEqual(whole);
});
