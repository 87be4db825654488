import { apply, cropAffine } from '../pose/affine.ts';
import type { Sample } from '../pose/sample.ts';
import { cropOfBox } from './crop.ts';

/** Where joints lie in the square about their person, in parts of its side. */
export interface PoseStatistics {
  /** [J, 2]; NaN where nobody has the joint labelled. */
  readonly mean: Float32Array;
  /** [J, 3]: variance of x, covariance, variance of y. */
  readonly spread: Float32Array;
}

/** Mean and spread of the labelled joints of `samples`, each in the square that is cut out for it. */
export function poseStatistics(samples: readonly Sample[], joints: number): PoseStatistics {
  const count = new Float64Array(joints);
  // Welford's running moments: sums of squares would lose the digits that a small variance needs.
  const mean = new Float64Array(2 * joints);
  const moments = new Float64Array(3 * joints);
  for (const sample of samples) {
    const toSquare = cropAffine('image', 'input', cropOfBox(sample.box), 1);
    for (let j = 0; j < joints; j++) {
      const joint = sample.joints[j]!;
      if (joint.visibility === 0) continue;
      const { x, y } = apply(toSquare, joint);
      const n = ++count[j]!;
      const [dx, dy] = [x - mean[2 * j]!, y - mean[2 * j + 1]!];
      mean[2 * j]! += dx / n;
      mean[2 * j + 1]! += dy / n;
      moments[3 * j]! += dx * (x - mean[2 * j]!);
      moments[3 * j + 1]! += dx * (y - mean[2 * j + 1]!);
      moments[3 * j + 2]! += dy * (y - mean[2 * j + 1]!);
    }
  }
  return {
    mean: Float32Array.from(mean, (value, i) => (count[Math.floor(i / 2)]! > 0 ? value : Number.NaN)),
    spread: Float32Array.from(moments, (value, i) => value / Math.max(1, count[Math.floor(i / 3)]!)),
  };
}
