import { expect, it } from 'vitest';
import { readingTime, type SlowStep, stages } from './stages.ts';

const maps = new Float32Array(0);
const step: SlowStep = {
  ...{ lambdaG: 0.1, lambdaK: 0.005, gamma: 0.5, freezeK: false, learningRateG: 0.003, learningRateD: 0.0003, trainG: true, trainD: false },
  ...{ count: 8, ids: [], pixels: new Uint8ClampedArray(0), joints: maps, truth: maps, generated: maps, redrawnGenerated: maps },
  ...{ redrawnTruth: maps, gradients: { mse: maps, adversarial: maps } },
  generator: { change: 0.02, size: 10 },
  discriminator: { change: 0, size: 10 },
  metrics: {
    ...{ step: 41, lossMse: 0.6, lossReal: 0.2, lossFake: 0.05, kT: 0.1, kTNext: 0.10025, energy: 9, peak: 0.3 },
    ...{ jointReal: maps, jointFake: maps, jointMse: maps },
  },
};
const caption = (id: string, changes: Partial<SlowStep> = {}) => stages.find((stage) => stage.id === id)!.caption({ ...step, ...changes });

it('speaks of the very step', () => {
  expect(caption('updates')).toBe(
    'G’s weights move by 0.2 % of their length, D stays as it is. That was step 42; the next one begins with new pictures.',
  );
  expect(caption('controller', { freezeK: true })).toContain('held at 0.100');
  expect(caption('controller', { metrics: { ...step.metrics, kT: 0, kTNext: 0 } })).toContain('stays at 0');
  expect(caption('gradients', { lambdaG: 0 })).toContain('D does not pull');
});

it('says one or two sentences a stage, and gives time to read them', () => {
  for (const stage of stages) {
    const text = stage.caption(step);
    expect(text.match(/[.](?= |$)/g)?.length, text).toBeLessThanOrEqual(2);
    // 200 words a minute, of six letters each.
    expect(readingTime(text)).toBeGreaterThan((text.length / 6 / 200) * 60_000 * 0.9);
  }
});
