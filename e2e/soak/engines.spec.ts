import { expect, type Page, test } from '@playwright/test';
import { nameOf, runs } from '../../src/engine/reference/runs.ts';
import { expectReference } from '../engines/expectReference.ts';
import { openEngines } from '../engines/open.ts';

/** What takes the WebGPU engine minutes on a software adapter. */
let page: Page;
let close: (() => Promise<void>) | undefined;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  ({ page, close } = await openEngines(browser));
});

test.afterAll(async () => {
  await close?.();
});

for (const run of runs)
  test(`gives what the reference gave: ${nameOf(run)}`, async () => {
    await expectReference(page, run);
  });

test('holds as much after 2,000 steps of toy as before, and nothing in the end', async () => {
  test.setTimeout(1_200_000);
  const { before, after, disposed, last } = await page.evaluate(() => window.engineTests.held('toy', 2000));
  expect(last).toBe(1999);
  expect(after).toEqual(before);
  expect(disposed).toEqual({ bytes: 0, buffers: 0 });
});
