import { expect, mean, type Playground } from './playground.ts';

/** Settings with which a tiny duel shows all there is within some hundred steps. */
export const toy = { preset: 'toy', warmUp: 5, evaluateEvery: 25, evaluateCount: 16, lambdaK: 0.05 };

/** Trains for some steps and checks what a person would see: losses, k_t, heatmaps, charts and scores. */
export async function watchDuel(playground: Playground, steps: number): Promise<void> {
  const { page } = playground;
  const flat = await playground.contrast(/^G draws/);
  await playground.train();
  await playground.waitForSteps(steps);
  await playground.pause();

  const loss = await playground.history('lossMse');
  const tail = Math.floor(steps / 5);
  expect(mean(loss.slice(-tail)), 'L_MSE falls').toBeLessThan(0.97 * mean(loss.slice(0, tail)));
  const kT = await playground.history('kT');
  expect(new Set(kT).size, 'k_t moves').toBeGreaterThan(1);
  expect(Math.min(...kT)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...kT)).toBeLessThanOrEqual(1);
  expect(new Set(await playground.history('lambdaG')), 'warm-up, then the adversary').toContain(0);

  expect(flat, 'heatmaps are drawn').toBeGreaterThan(0);
  for (const panel of [/^G draws/, /^D redraws it/, /^D objects/, /^D redraws truth/])
    expect(await playground.contrast(panel)).toBeGreaterThan(20);
  const charts = page.getByRole('region', { name: 'Charts' });
  await expect.poll(() => charts.locator('path.recharts-curve').count(), 'lines in the charts').toBeGreaterThan(5);
  const evaluation = await page.evaluate(() => window.poseduel.evaluation());
  if (steps < toy.evaluateEvery) return;
  expect(evaluation?.pictures).toBe(toy.evaluateCount);
  for (const title of [/^Joints found/, /^Joint by joint/]) {
    const scores = charts.getByRole('figure', { name: title });
    await expect(scores.getByText('100 %')).toBeVisible();
    await expect(scores.locator('.recharts-curve, .recharts-bar-rectangle').first()).toBeAttached();
  }
}
