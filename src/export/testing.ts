import type { Duel, EngineState } from '../engine/engine.ts';
import { initialState } from '../engine/initial.ts';
import { type Config, defaultConfig } from '../method/hyperparameters.ts';
import { createRandom } from '../pose/random.ts';
import { mpii16 } from '../pose/skeleton.ts';
import { duelOf } from '../train/duel.ts';
import type { Evaluation } from '../train/events.ts';
import { Recorder, type RunRecord } from '../train/record.ts';
import type { SavedRun } from './runFile.ts';

/** For tests: a run of any settings, in a state of noise as if it had been trained for long. */
export function noisyRun(changes: Partial<Config> = {}, seed = 3): SavedRun & { readonly duel: Duel } {
  const config: Config = { ...defaultConfig, preset: 'toy', ...changes };
  const duel = duelOf(config, mpii16.joints.length);
  return {
    ...{ config, duel, skeleton: mpii16, state: noisyState(duel, seed), record: noisyRecord(seed), savedAt: 1_700_000_000_000 },
    dataset: { name: 'toy.zip', format: 'COCO keypoints', fingerprint: '0123456789abcdef', train: 6, validation: 3 },
    engine: { id: 'wasm', title: 'WebAssembly', hardware: '1 thread' },
  };
}

/** Weights as at the start, but no parameter and no statistic is like another; variances stay positive. */
function noisyState(duel: Duel, seed: number): EngineState {
  const random = createRandom(seed);
  const start = initialState(duel, random, 0);
  const shaken = (values: Float32Array) => values.map((value) => value + 0.1 * random.normal());
  const positive = (values: Float32Array) => values.map(() => random.uniform(0.5, 1.5));
  return {
    ...{ step: 7, kT: random.uniform(), energy: random.uniform(50, 200) },
    generator: shaken(start.generator),
    discriminator: shaken(start.discriminator),
    optimiserG: positive(start.optimiserG),
    optimiserD: positive(start.optimiserD),
    statisticsG: positive(start.statisticsG),
    statisticsReal: positive(start.statisticsReal),
    statisticsFake: positive(start.statisticsFake),
  };
}

function noisyRecord(seed: number): RunRecord {
  const random = createRandom(seed);
  const recorder = new Recorder();
  const number = () => Math.fround(random.normal());
  for (let step = 0; step < 7; step++)
    recorder.add({
      ...{ step, lossMse: number(), lossReal: number(), lossFake: number(), kT: number(), lambdaG: number(), gamma: number() },
      ...{ peak: number(), energy: number(), milliseconds: number(), waited: number() },
      jointReal: Float32Array.from(mpii16.joints, number),
      jointFake: Float32Array.from(mpii16.joints, number),
    });
  const evaluation = (step: number, pckh: number | null): Evaluation => ({
    ...{
      step,
      pictures: 3,
      labels: 40,
      labelsOfTeacher: 0,
      pck: random.uniform(),
      pckVisible: random.uniform(),
      pckOccluded: Number.NaN,
      pckh,
      oks: pckh,
      oksAp: null,
      pckBox: null,
      auc: random.uniform(),
    },
    pckByJoint: Float32Array.from(mpii16.joints, (_, j) => (j === 4 ? Number.NaN : random.uniform())),
    commentByJoint: Float32Array.from(mpii16.joints, () => random.uniform()),
    ...{
      rhoComment: Number.NaN,
      rhoConfidence: random.uniform(),
      rhoTogether: random.uniform(),
      lossReal: random.uniform(),
      lossFake: random.uniform(),
    },
  });
  recorder.evaluated(evaluation(4, 0.25));
  recorder.evaluated(evaluation(7, null));
  return recorder.take();
}
