import { toy } from './duel.ts';
import { expect, stoppedIn, test } from './playground.ts';

// The fixture fails any test in which the page or a worker asks somebody else, or breaks the page's policy: training here, the rest
// (own files, labelling, webcam, export, offline) in the tests of those.

test('the page runs nothing that is not its own, and asks nobody else', async ({ playground, context }) => {
  const { page } = playground;
  await playground.open(toy);
  await playground.train();
  await playground.waitForSteps(26);
  await playground.pause();
  await page.getByRole('tab', { name: 'Bout' }).click();
  await expect(page.getByRole('tab', { name: 'Bout' })).toHaveAttribute('aria-selected', 'true');
  await playground.chooseEngine('TF.js in plain JavaScript');
  const steps = await playground.steps();
  await playground.step(steps + 1);

  // Not the fixture's page: it is to be stopped.
  const other = await context.newPage();
  await other.addInitScript(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', (event) => broken.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  await other.goto('./');
  await other.waitForFunction(() => window.poseduel);
  await other.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.hasRun = true';
    document.head.append(script);
    await fetch('https://example.org/').catch(() => {});
  });
  expect(await other.evaluate(() => 'hasRun' in window)).toBe(false);
  // The page says its policy itself, and the server does: each complains.
  const broken = await other.evaluate(() => (window as unknown as { broken: string[] }).broken);
  expect([...new Set(broken)]).toEqual(['script-src-elem inline', 'connect-src https://example.org/']);

  // A worker goes by the policy of the server that its file came from.
  expect(await stoppedIn(other.workers()[0]!)).toBe('connect-src https://example.org/');
});
