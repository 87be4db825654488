/**
 * The single numbers of a step, as flat float32: what JavaScript tells the plan before a step (`live`), and what `score` tells it back
 * (`metrics`, followed by jointReal, jointFake and jointMse, [J] each). k_t and Ē go from one step to the next in the metrics block, so
 * no step waits for JavaScript to read the last.
 */
export const live = {
  lambdaG: 0,
  lambdaK: 1,
  gamma: 2,
  learningRateG: 3,
  learningRateD: 4,
  freezeK: 5,
  trainG: 6,
  trainD: 7,
  /** 1 / min(step + 1, 100): the share of this step in Ē. */
  energyShare: 8,
  /** Adam's 1 / (1 − β1^t) and 1 / (1 − β2^t), t = step + 1; 1 for RMSProp. */
  firstCorrectionG: 9,
  secondCorrectionG: 10,
  firstCorrectionD: 11,
  secondCorrectionD: 12,
} as const;

export const liveFloats = 16;

export const metrics = {
  kT: 0,
  kTNext: 1,
  energy: 2,
  factor: 3,
  lossMse: 4,
  lossReal: 5,
  lossFake: 6,
  peak: 7,
} as const;

/** Where the three lists of joints start in the metrics block. */
export const metricsHead = 8;

/** Floats of the metrics block. */
export function metricsFloats(joints: number): number {
  return metricsHead + 3 * joints;
}
