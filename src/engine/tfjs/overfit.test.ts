import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { decodeHeatmaps } from '../../method/decode.ts';
import { pck } from '../../method/metrics.ts';
import { createRandom } from '../../pose/random.ts';
import type { LiveSettings } from '../engine.ts';
import { initialState } from '../initial.ts';
import { toyBatch, toyDuel } from '../specimen.ts';
import { TfjsEngine } from './engine.ts';

const live: LiveSettings = {
  lambdaG: 0.05,
  lambdaK: 0.01,
  gamma: 0.5,
  learningRateG: 0.01,
  learningRateD: 0.003,
  freezeK: false,
  trainG: true,
  trainD: true,
};

it('overfits one batch: every joint within a fifth of half the picture', async () => {
  await tf.setBackend('cpu');
  const duel = toyDuel();
  const engine = new TfjsEngine(
    duel,
    initialState(duel, createRandom(1), 0),
    { id: 'tfjs-cpu', title: 'TF.js', hardware: 'CPU' },
    new Promise<never>(() => {}),
  );
  const batch = toyBatch(duel);
  const score = async () => {
    const { generated } = await engine.examine(batch);
    const found = decodeHeatmaps(generated, { batch: duel.batch, h: duel.heatmap, w: duel.heatmap, joints: duel.joints });
    // A torso of half the picture: 4 heatmap pixels, so that PCK@0.2 asks for 0.8 of a pixel.
    const errors = Float32Array.from({ length: duel.batch * duel.joints }, (_, i) =>
      batch.joints[3 * i + 2] === 0
        ? Number.NaN
        : Math.hypot(found[3 * i]! - batch.joints[3 * i]!, found[3 * i + 1]! - batch.joints[3 * i + 1]!) / (duel.heatmap / 2),
    );
    return pck(errors, 0.2);
  };
  expect(await score()).toBeLessThan(0.6);
  let best = 0;
  for (let step = 1; step <= 200 && best < 1; step++) {
    await engine.step(batch, live);
    if (step % 20 === 0) best = await score();
  }
  expect(best).toBe(1);
  engine.dispose();
}, 180_000);
