import { toy } from './duel.ts';
import { expect, test } from './playground.ts';

declare global {
  interface Window {
    /** Locks of the screen that the page was given. */
    locks: WakeLockSentinel[];
    /** What the page has told the system. */
    told: string[];
  }
}

test('the screen stays on while it trains, and an end is told of when nobody looks', async ({ playground, context }) => {
  const { page } = playground;
  await context.grantPermissions(['notifications', 'screen-wake-lock']);
  await page.addInitScript(() => {
    window.locks = [];
    window.told = [];
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (kind) => {
      const lock = await request(kind);
      window.locks.push(lock);
      return lock;
    };
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        window.told.push(title);
      }
    };
  });
  await playground.open({ ...toy, evaluateCount: 8, view: 'twin' });
  const bell = page.getByRole('button', { name: 'Tell me when it ends' });
  await bell.click();
  await expect(bell).toHaveAttribute('aria-pressed', 'true');
  const held = () => page.evaluate(() => window.locks.map(({ released }) => !released));
  expect(await held()).toEqual([]);
  await playground.train();
  await expect.poll(held).toEqual([true]);
  await playground.pause();
  await expect.poll(held).toEqual([false]);

  const twins = page.getByRole('region', { name: 'Does the adversary help?' });
  await twins.getByRole('combobox', { name: 'Steps' }).selectOption('80');
  await twins.getByRole('button', { name: 'Start the twins' }).click();
  // The user turns to another window.
  await page.evaluate(() => {
    document.hasFocus = () => false;
  });
  await expect.poll(() => page.evaluate(() => window.told)).toEqual(['The twins are trained']);
});
