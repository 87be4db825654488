import { describe, expect, it } from 'vitest';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { used } from '../reference/compare.ts';
import recorded from '../reference/recorded.json' with { type: 'json' };
import { record } from '../reference/recording.ts';
import { nameOf, runs } from '../reference/runs.ts';
import { wasmFactory } from './factory.ts';

describe('the wasm engine gives what the reference gave', () => {
  for (const run of runs) {
    const name = nameOf(run);
    it(name, async () => {
      const ours = await record(wasmFactory(nodeWasm(2)), run);
      const reference = recorded[name as keyof typeof recorded];
      for (const [what, share] of Object.entries(used(ours, reference, run))) expect(share, what).toBeLessThan(1);
    });
  }
});
