import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

test('the page runs nothing that is not its own, and asks nobody else', async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', (event) => broken.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  const broken = () => page.evaluate(() => (window as unknown as { broken: string[] }).broken);
  const said: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) said.push(message.text());
  });

  await playground.open(toy);
  await playground.train();
  await playground.waitForSteps(26);
  await playground.pause();
  await page.getByRole('tab', { name: 'Bout' }).click();
  await expect(page.getByRole('tab', { name: 'Bout' })).toHaveAttribute('aria-selected', 'true');
  await playground.chooseEngine('TF.js in plain JavaScript');
  const steps = await page.evaluate(() => window.poseduel.steps());
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await playground.waitForSteps(steps + 1);
  expect(await broken(), 'the page keeps to its own policy').toEqual([]);
  expect(said, 'and so do its workers').toEqual([]);

  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.hasRun = true';
    document.head.append(script);
    await fetch('https://example.org/').catch(() => {});
  });
  expect(await page.evaluate(() => 'hasRun' in window)).toBe(false);
  // The page says its policy itself, and the server does: each complains.
  expect([...new Set(await broken())]).toEqual(['script-src-elem inline', 'connect-src https://example.org/']);
});
