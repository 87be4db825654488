import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { nextK } from '../../method/controller.ts';
import { drawHeatmaps, jointWeights } from '../../method/heatmap.ts';
import { lossFactor, mapEnergy, squaresByJoint } from '../../method/losses.ts';
import { createRandom } from '../../pose/random.ts';
import type { LiveSettings } from '../engine.ts';
import { initialState } from '../initial.ts';
import { toyBatch, toyDuel } from '../specimen.ts';
import { TfjsEngine } from './engine.ts';

const live: LiveSettings = {
  lambdaG: 0.1,
  lambdaK: 0.01,
  gamma: 0.5,
  learningRateG: 1e-3,
  learningRateD: 1e-3,
  freezeK: false,
  trainG: true,
  trainD: true,
};
const never = new Promise<never>(() => {});
const description = { id: 'tfjs-cpu', title: 'TF.js', hardware: 'CPU' };

function engineFor(duel = toyDuel(), state = initialState(duel, createRandom(3), 0.25)) {
  const engine = new TfjsEngine(duel, state, description, never);
  return { duel, state, engine };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the reference executor', () => {
  it('reports the losses that method/ defines', async () => {
    const { duel, engine } = engineFor();
    const batch = toyBatch(duel);
    const seen = await engine.examine(batch);
    const metrics = await engine.step(batch, live);
    const shape = { batch: duel.batch, h: duel.heatmap, w: duel.heatmap, joints: duel.joints };
    const weights = jointWeights(batch.joints);
    const truth = drawHeatmaps(batch.joints, duel.batch, duel.joints, duel.heatmap, duel.sigma);
    const energy = mapEnergy(truth, weights, shape);
    const factor = lossFactor('energy', energy, shape);
    const total = (a: Float32Array, b: Float32Array) => factor * squaresByJoint(a, b, weights, shape).reduce((x, y) => x + y, 0);
    expect(metrics.energy).toBeCloseTo(energy, 3);
    expect(metrics.lossMse).toBeCloseTo(total(truth, seen.generated), 4);
    expect(metrics.lossReal).toBeCloseTo(total(truth, seen.redrawnTruth), 4);
    expect(metrics.lossFake).toBeCloseTo(total(seen.generated, seen.redrawnGenerated), 4);
    expect(metrics.kT).toBe(0.25);
    expect(metrics.kTNext).toBeCloseTo(nextK(0.25, metrics.lossReal, metrics.lossFake, live), 6);
    engine.dispose();
  });

  it('holds as many tensors after 50 steps as before', async () => {
    const { duel, engine } = engineFor();
    const batch = toyBatch(duel);
    await engine.step(batch, live);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 50; i++) await engine.step(batch, live);
    expect(tf.memory().numTensors).toBe(before);
    engine.dispose();
  }, 120_000);
});
