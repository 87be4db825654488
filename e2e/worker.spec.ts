import { toy } from './duel.ts';
import { expect, type Playground, test } from './playground.ts';

/** Trains until there is something to lose beyond what is kept; the step that is kept. */
async function trainBeyondKept(playground: Playground): Promise<number> {
  const { page } = playground;
  await playground.train();
  await playground.waitForSteps(12);
  await playground.pause();
  const kept = await playground.steps();
  await page.waitForFunction((wanted) => window.poseduel.kept()?.some(({ step, isOpenHere }) => isOpenHere && step === wanted), kept);
  await playground.train();
  await playground.waitForSteps(kept + 5);
  return kept;
}

test('a worker that dies in mid-run is noticed, and the run goes on from where it was kept', async ({ playground }) => {
  const { page } = playground;
  await playground.open(toy);
  await playground.chooseEngine('WebAssembly');
  const kept = await trainBeyondKept(playground);
  const before = await playground.history('lossMse');
  // It ends without a word, as one does that runs out of memory.
  await playground.trainer().evaluate(() => (globalThis as unknown as { close(): void }).close());
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('The worker that trains has died');
  await expect(notices).toContainText('where it was kept last');
  await page.waitForFunction((wanted) => window.poseduel.phase() === 'running' && window.poseduel.steps() > wanted, before.length);
  await playground.pause();
  const after = await playground.history('lossMse');
  expect(after.slice(0, before.length), 'the very numbers that it would have made').toEqual(before);
  expect(await playground.engine()).toBe('wasm');
  expect(kept).toBeLessThan(before.length);
});

test('a worker that hangs is told of, and started anew on request', async ({ playground }) => {
  const { page } = playground;
  await page.clock.install();
  await playground.open(toy);
  const kept = await trainBeyondKept(playground);
  // It hangs after it has answered this: the browser cannot speak with a worker that does not listen.
  await playground.trainer().evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  for (let look = 0; look < 26; look++) await page.clock.fastForward(5000);
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('The worker that trains has not answered for a while');
  expect(await playground.accessibilityProblems()).toEqual([]);
  await notices.getByRole('button', { name: 'Restart it' }).click();
  await page.waitForFunction((wanted) => window.poseduel.phase() === 'running' && window.poseduel.steps() > wanted, kept);
  await expect(notices).not.toContainText('has not answered');
});
