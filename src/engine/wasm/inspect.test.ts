import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../network/graph.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { createRandom } from '../../pose/random.ts';
import type { Duel, Engine, EngineState, InspectionRequest, LiveSettings, NodePlace } from '../engine.ts';
import { initialState } from '../initial.ts';
import { toyBatch, toyDuel } from '../specimen.ts';
import { TfjsEngine } from '../tfjs/engine.ts';
import { wasmFactory } from './factory.ts';

const live: LiveSettings = {
  ...{ lambdaG: 0.3, lambdaK: 0.05, gamma: 0.8, learningRateG: 1e-3, learningRateD: 1e-3 },
  ...{ freezeK: false, trainG: true, trainD: true },
};

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});
beforeAll(() => tf.setBackend('cpu'));

async function both(duel: Duel): Promise<[Engine, Engine]> {
  const state = initialState(duel, createRandom(5), 0.25);
  const wasm = await wasmFactory(nodeWasm(2)).create(duel, state);
  const tfjs = new TfjsEngine(duel, state, { id: 'tfjs-cpu', title: 'TF.js', hardware: 'CPU' }, new Promise<never>(() => {}));
  engines.push(wasm, tfjs);
  return [wasm, tfjs];
}

/** Every node of G, and of D twice. */
function everything({ generator, discriminator }: Duel): InspectionRequest {
  const all = (pass: NodePlace['pass'], { nodes }: Network) => nodes.map((_, node) => ({ pass, node }));
  return { places: [...all('generator', generator), ...all('real', discriminator), ...all('fake', discriminator)], gradients: true };
}

/** The largest difference as a share of the largest value. */
function distance(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  const size = b.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0) / size;
}

const norm = (values: Float32Array) => Math.hypot(...values);

describe('looking inside', () => {
  const cases = (['group', 'batch'] as const).flatMap((normalisation) =>
    (['input', 'both'] as const).map((advGradient) => ({ normalisation, advGradient })),
  );
  it.each(cases)(
    'finds every value and both gradients as the reference does: $normalisation norm, adversary through $advGradient',
    async ({ normalisation, advGradient }) => {
      const duel = toyDuel({ network: { normalisation, stacks: 2 }, advGradient, foreground: 3 });
      const [ours, theirs] = await both(duel);
      // Running statistics of their own, and an energy.
      await ours.step(toyBatch(duel, 1), live);
      await theirs.write(await ours.read());
      const request = everything(duel);
      const batch = toyBatch({ ...duel, batch: 3 }, 9);
      const [found, expected] = [await ours.inspect(batch, request), await theirs.inspect(batch, request)];
      request.places.forEach(({ pass, node }, i) => {
        const { op, scope } = (pass === 'generator' ? duel.generator : duel.discriminator).nodes[node]!;
        expect(distance(found.activations[i]!, expected.activations[i]!), `${pass} ${scope} ${op.kind}`).toBeLessThan(1e-4);
      });
      for (const name of ['mse', 'adversarial'] as const) {
        expect(norm(expected.gradients![name])).toBeGreaterThan(0);
        expect(distance(found.gradients![name], expected.gradients![name]), name).toBeLessThan(1e-4);
      }
    },
    60_000,
  );

  it.each(['energy', 'mean', 'sum'] as const)(
    'gives the slope of the very losses of a step, in the scale %s',
    async (lossScale) => {
      const duel = toyDuel({ lossScale });
      const [engine] = await both(duel);
      const batch = toyBatch(duel, 2);
      const { gradients } = await engine.inspect(batch, { places: [], gradients: true });
      const { generated, truth } = await engine.examine(batch);
      // ∂L/∂Ĉ · Ĉ: for L = f Σ w (C − Ĉ)² it is 2 f Σ w (Ĉ − C) Ĉ, and f is L over Σ w (C − Ĉ)².
      const weight = (i: number) =>
        batch.joints[3 * (Math.floor(i / (duel.heatmap ** 2 * duel.joints)) * duel.joints + (i % duel.joints)) + 2]!;
      const total = (of: (i: number) => number) => generated.reduce((sum, _, i) => sum + of(i), 0);
      const squares = total((i) => weight(i) * (truth[i]! - generated[i]!) ** 2);
      const { lossMse } = await engine.step(batch, live);
      const wanted = total((i) => 2 * (lossMse / squares) * weight(i) * (generated[i]! - truth[i]!) * generated[i]!);
      expect(total((i) => gradients!.mse[i]! * generated[i]!) / wanted).toBeCloseTo(1, 3);
    },
    60_000,
  );

  it('changes nothing', async () => {
    const duel = toyDuel({ network: { normalisation: 'batch' } });
    const [engine] = await both(duel);
    await engine.step(toyBatch(duel, 1), live);
    const before: EngineState = await engine.read();
    const bytes = engine.memory().bytes;
    await engine.inspect(toyBatch(duel, 2), everything(duel));
    expect(await engine.read()).toEqual(before);
    expect(engine.memory().bytes).toBe(bytes);
    const next = await engine.step(toyBatch(duel, 3), live);
    await engine.write(before);
    expect(await engine.step(toyBatch(duel, 3), live)).toEqual(next);
  }, 30_000);

  it('refuses a node that is not there', async () => {
    const duel = toyDuel();
    for (const engine of await both(duel))
      await expect(engine.inspect(toyBatch(duel), { places: [{ pass: 'real', node: 9999 }], gradients: false })).rejects.toThrow(
        'no node 9999',
      );
  });
});
