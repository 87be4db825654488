import { energyMemory } from '../../method/losses.ts';
import type { Duel, LiveSettings, Optimiser, StepMetrics } from '../engine.ts';
import * as scalars from './scalars.ts';

/** Writes the settings of step `step` (0 for the first) as the block of scalars that kernels read. */
export function writeLive(block: Float32Array, duel: Duel, live: LiveSettings, step: number): void {
  block[scalars.liveLambdaG] = live.lambdaG;
  block[scalars.liveLambdaK] = live.lambdaK;
  block[scalars.liveGamma] = live.gamma;
  block[scalars.liveLearningRateG] = live.learningRateG;
  block[scalars.liveLearningRateD] = live.learningRateD;
  block[scalars.liveFreezeK] = Number(live.freezeK);
  block[scalars.liveTrainG] = Number(live.trainG);
  block[scalars.liveTrainD] = Number(live.trainD);
  block[scalars.liveEnergyShare] = 1 / Math.min(step + 1, energyMemory);
  block.set(corrections(duel.optimiserG, step + 1), scalars.liveCorrectionsG);
  block.set(corrections(duel.optimiserD, step + 1), scalars.liveCorrectionsD);
}

/** The numbers of a step from the block that kernels wrote; the block is copied. */
export function readMetrics(block: Float32Array, step: number, joints: number): StepMetrics {
  const list = (i: number) => block.slice(scalars.metricsHead + i * joints, scalars.metricsHead + (i + 1) * joints);
  return {
    step,
    lossMse: block[scalars.metricsLossMse]!,
    lossReal: block[scalars.metricsLossReal]!,
    lossFake: block[scalars.metricsLossFake]!,
    kT: block[scalars.metricsKT]!,
    kTNext: block[scalars.metricsKTNext]!,
    energy: block[scalars.metricsEnergy]!,
    peak: block[scalars.metricsPeak]!,
    jointReal: list(0),
    jointFake: list(1),
    jointMse: list(2),
  };
}

/** Adam's bias corrections of step t (1 for the first). */
function corrections(optimiser: Optimiser, t: number): readonly [number, number] {
  return optimiser.kind === 'adam' ? [1 / (1 - optimiser.beta1 ** t), 1 / (1 - optimiser.beta2 ** t)] : [1, 1];
}
