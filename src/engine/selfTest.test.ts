import { expect, it } from 'vitest';
import { nodeTfjs } from '../platform/node/tfjs.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import type { EngineFactory } from './engine.ts';
import { expected, selfTest, selfTestSteps } from './selfTest.ts';
import { tfjsFactory } from './tfjs/factory.ts';
import { wasmFactory } from './wasm/factory.ts';

const reference = tfjsFactory(nodeTfjs);

it('holds the numbers of the reference', async () => {
  const found = await selfTestSteps(reference);
  found.forEach((numbers, step) => {
    numbers.forEach((number, i) => {
      expect(Math.abs(number - (expected[step]?.[i] ?? Number.NaN)) / number, `step ${step}: ${JSON.stringify(found)}`).toBeLessThan(1e-4);
    });
  });
});

it('passes the WebAssembly engine', async () => {
  expect(await selfTest(wasmFactory(nodeWasm(1)))).toBeNull();
});

it('names the number of an engine that computes something else', async () => {
  const good = wasmFactory(nodeWasm(1));
  const bad: EngineFactory = {
    ...good,
    // Twice the learning rate: wrong from the second step on.
    create: async (...parts) => {
      const engine = await good.create(...parts);
      const step = engine.step.bind(engine);
      engine.step = (batch, live) => step(batch, { ...live, learningRateG: 2 * live.learningRateG });
      return engine;
    },
  };
  expect(await selfTest(bad)).toMatch(/of step [12] is .*, where the reference gives/);
});
