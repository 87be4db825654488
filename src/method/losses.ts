/**
 * The four losses (Chou et al. 2017), on plain arrays. Maps are [B, h, w, J] in one flat array, weights [B, J].
 * Nothing else in the project defines a loss: the engines compute these and are tested against them.
 */

/** What a sum of squares is divided by before it is called a loss. */
export type LossScale = 'energy' | 'mean' | 'sum';

/** The way L_adv takes to G: through D's input only (the authors' code), or through the target Ĉ too (BEGAN). */
export type AdvGradient = 'input' | 'both';

/** Sizes of a batch of heatmaps. */
export interface MapShape {
  readonly batch: number;
  readonly h: number;
  readonly w: number;
  readonly joints: number;
}

/** The sum of squares of each joint, [J]: Σ_{b, pixels} weight_{bj} (1 + foreground · C) (a − b)². Weight 0 takes a joint out. */
export function squaresByJoint(
  a: Float32Array,
  b: Float32Array,
  weights: Float32Array,
  shape: MapShape,
  foreground?: { readonly weight: number; readonly truth: Float32Array },
): Float64Array {
  const { batch, h, w, joints } = shape;
  const sums = new Float64Array(joints);
  for (let n = 0, i = 0; n < batch; n++)
    for (let p = 0; p < h * w; p++)
      for (let j = 0; j < joints; j++, i++) {
        const difference = a[i]! - b[i]!;
        const emphasis = foreground ? 1 + foreground.weight * foreground.truth[i]! : 1;
        sums[j]! += weights[n * joints + j]! * emphasis * difference * difference;
      }
  return sums;
}

/** E = Σ weight C², the energy of the true maps of a batch. */
export function mapEnergy(truth: Float32Array, weights: Float32Array, shape: MapShape): number {
  return sum(squaresByJoint(truth, new Float32Array(truth.length), weights, shape));
}

/** How fast the running mean of the energy follows: an ordinary mean over the first 100 steps, then a share of 1/100 each. */
export const energyMemory = 100;

/** Ē after step t (0 for the first): Ē ← Ē + (E − Ē) / min(t + 1, 100). */
export function runningEnergy(mean: number, energy: number, step: number): number {
  return mean + (energy - mean) / Math.min(step + 1, energyMemory);
}

/**
 * The factor that turns a sum of squares into a loss: 1/Ē (`energy`, dimensionless: 1 is as bad as drawing nothing), one over the
 * number of values (`mean`, the authors' code), or one over the batch (`sum`, the formula as printed).
 */
export function lossFactor(scale: LossScale, meanEnergy: number, { batch, h, w, joints }: MapShape): number {
  switch (scale) {
    case 'energy':
      return 1 / Math.max(meanEnergy, 1e-6);
    case 'mean':
      return 1 / (batch * h * w * joints);
    case 'sum':
      return 1 / batch;
    default:
      return scale satisfies never;
  }
}

/** L_G = L_MSE + λ_G L_adv. */
export function lossG(lossMse: number, lossAdv: number, lambdaG: number): number {
  return lossMse + lambdaG * lossAdv;
}

/** L_D = L_real − k_t L_fake. */
export function lossD(lossReal: number, lossFake: number, kT: number): number {
  return lossReal - kT * lossFake;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
