import { nameOf, runs } from '../../src/engine/reference/runs.ts';
import { expectHeld, expectReference } from '../engines/expectations.ts';
import { test } from '../engines/test.ts';

/** What takes the WebGPU engine minutes on a software adapter. */
for (const run of runs)
  test(`gives what the reference gave: ${nameOf(run)}`, async ({ engines }) => {
    await expectReference(engines, run);
  });

test('holds as much after 2,000 steps of toy as before, and nothing in the end', async ({ engines }) => {
  test.setTimeout(1_200_000);
  await expectHeld(engines, 'toy', 2000);
});
