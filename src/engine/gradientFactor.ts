import { lossFactor } from '../method/losses.ts';
import type { Duel } from './engine.ts';

/**
 * What the gradient of the plain sums of squares is scaled by, to be a picture's share of a step's gradient: the factor of the losses,
 * with the running mean of the energy as it stands. Before the first step there is none: then the pictures at hand stand for a batch.
 * @param meanEnergy the running mean of Σ C²
 * @param truth C of some pictures, [n, h, w, J]
 */
export function gradientFactor(duel: Duel, meanEnergy: number, truth: Float32Array): number {
  const { lossScale, batch, heatmap, joints } = duel;
  const pictures = truth.length / (heatmap * heatmap * joints);
  const energy = meanEnergy > 0 ? meanEnergy : (truth.reduce((sum, value) => sum + value * value, 0) * batch) / Math.max(1, pictures);
  return lossFactor(lossScale, energy, { batch, h: heatmap, w: heatmap, joints });
}
