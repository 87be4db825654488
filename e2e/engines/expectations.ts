import { expect, type Page } from '@playwright/test';
import { used } from '../../src/engine/reference/compare.ts';
import recorded from '../../src/engine/reference/recorded.json' with { type: 'json' };
import { nameOf, type Run } from '../../src/engine/reference/runs.ts';

/** The WebGPU engine makes a run as the reference did. */
export async function expectReference(page: Page, run: Run): Promise<void> {
  const ours = await page.evaluate((one) => window.engineTests.recording(one), run);
  const reference = recorded[nameOf(run) as keyof typeof recorded];
  for (const [what, share] of Object.entries(used(ours, reference, run))) expect(share, what).toBeLessThan(1);
}

/** As many bytes and buffers are held after some steps as before, and none in the end. */
export async function expectHeld(page: Page, preset: 'tiny' | 'toy', steps: number): Promise<void> {
  const { before, after, disposed, last } = await page.evaluate(([name, count]) => window.engineTests.held(name, count), [
    preset,
    steps,
  ] as const);
  expect(last).toBe(steps - 1);
  expect(after).toEqual(before);
  expect(disposed).toEqual({ bytes: 0, buffers: 0 });
}
