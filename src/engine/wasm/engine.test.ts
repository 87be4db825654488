import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { createRandom } from '../../pose/random.ts';
import type { Duel, Engine, EngineState, LiveSettings, StepMetrics } from '../engine.ts';
import { initialState } from '../initial.ts';
import { toyBatch, toyDuel, toyPictures } from '../testing.ts';
import { TfjsEngine } from '../tfjs/engine.ts';
import { wasmFactory } from './factory.ts';

/** Small steps: on noise pictures the duel is chaotic, and rounding differences would grow tenfold a step at usual rates. */
const live: LiveSettings = {
  lambdaG: 0.3,
  lambdaK: 0.05,
  gamma: 0.8,
  learningRateG: 1e-5,
  learningRateD: 1e-5,
  freezeK: false,
  trainG: true,
  trainD: true,
};

/** A weight without gradient (a bias before a batch norm) gets rounding noise, which a small ε would turn into steps of full size. */
const epsilon = 1e-3;
const rmsprop = { kind: 'rmsprop', decay: 0.99, epsilon } as const;

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

async function wasm(duel: Duel, state: EngineState, threads = 1, plain = false): Promise<Engine> {
  const engine = await wasmFactory(nodeWasm(threads), { plain }).create(duel, state, {});
  engine.attach(toyPictures());
  engines.push(engine);
  return engine;
}

function tfjs(duel: Duel, state: EngineState): Engine {
  const engine = new TfjsEngine(duel, state, { id: 'tfjs-cpu', title: 'TF.js', hardware: 'CPU' }, new Promise<never>(() => {}));
  engine.attach(toyPictures());
  engines.push(engine);
  return engine;
}

/** The largest difference of two lists, as a share of the largest value. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, size] = [0, 1e-12];
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return difference / size;
}

function expectNear(a: object, b: object, tolerance: number): void {
  for (const [name, expected] of Object.entries(b) as [string, number | Float32Array][]) {
    const found = (a as Record<string, number | Float32Array>)[name]!;
    const far = typeof expected === 'number' ? distance([found as number], [expected]) : distance(found as Float32Array, expected);
    expect(far, name).toBeLessThan(tolerance);
  }
}

async function run(engine: Engine, duel: Duel, steps: number, settings = live): Promise<StepMetrics[]> {
  const seen: StepMetrics[] = [];
  for (let i = 0; i < steps; i++) seen.push(await engine.step(toyBatch(duel, i), settings));
  return seen;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
  await wasmFactory(nodeWasm(1)).create(toyDuel(), initialState(toyDuel(), createRandom(1), 0), {});
}, 60_000);

describe('the wasm engine against the reference', () => {
  const cases = [
    { normalisation: 'group', stacks: 1, advGradient: 'input', joints: 5 },
    { normalisation: 'group', stacks: 2, advGradient: 'both', joints: 8 },
    { normalisation: 'batch', stacks: 1, advGradient: 'both', joints: 14 },
    { normalisation: 'batch', stacks: 2, advGradient: 'input', joints: 1 },
  ] as const;
  it.each(cases)(
    'makes the same steps: $normalisation norm, $stacks stacks, $advGradient, $joints joints',
    async (wanted) => {
      const { advGradient, ...network } = wanted;
      const duel = toyDuel({ network, advGradient, foreground: 3, optimiserG: rmsprop, optimiserD: { ...toyDuel().optimiserD, epsilon } });
      const state = initialState(duel, createRandom(3), 0.25);
      const [ours, theirs] = [await wasm(duel, state), tfjs(duel, state)];
      const [seen, expected] = [await run(ours, duel, 5), await run(theirs, duel, 5)];
      for (const [i, metrics] of seen.entries()) expectNear(metrics, expected[i]!, 1e-3);
      expectNear(await ours.read(), await theirs.read(), 1e-3);
      const batch = toyBatch(duel, 9);
      expectNear(await ours.examine(batch), await theirs.examine(batch), 1e-3);
    },
    60_000,
  );
});
