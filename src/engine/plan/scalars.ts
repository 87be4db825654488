/**
 * The single numbers of a step, as flat float32: what JavaScript tells the plan before a step (`live…`), and what `score` tells it back
 * (`metrics…`, followed by jointReal, jointFake and jointMse, [J] each). k_t and Ē go from one step to the next in the metrics block, so
 * no step waits for JavaScript to read the last. Integers only: kernels in AssemblyScript read this file too.
 */
export const liveLambdaG = 0;
export const liveLambdaK = 1;
export const liveGamma = 2;
export const liveLearningRateG = 3;
export const liveLearningRateD = 4;
export const liveFreezeK = 5;
export const liveTrainG = 6;
export const liveTrainD = 7;
/** 1 / min(step + 1, 100): the share of this step in Ē. */
export const liveEnergyShare = 8;
/** Adam's 1 / (1 − β1^t), followed by 1 / (1 − β2^t), t = step + 1; 1 for RMSProp. */
export const liveCorrectionsG = 9;
export const liveCorrectionsD = 11;
export const liveFloats = 16;

export const metricsKT = 0;
export const metricsKTNext = 1;
export const metricsEnergy = 2;
export const metricsFactor = 3;
export const metricsLossMse = 4;
export const metricsLossReal = 5;
export const metricsLossFake = 6;
export const metricsPeak = 7;
/** Where the three lists of joints start in the metrics block. */
export const metricsHead = 8;
