import { distance, type Point } from '../pose/point.ts';
import type { LabelledJoint } from '../pose/sample.ts';

/*
 * COCO's measure of keypoints (cocodataset.org/#keypoints-eval; `computeOks` and `accumulate` of pycocotools).
 */

/**
 * Object keypoint similarity of a predicted pose, 0 to 1: the mean over labelled joints of exp(−d² / (2 area k²)), k = 2 σ.
 * NaN when no joint is labelled.
 * @param predicted in pixels of the picture, as `joints`
 * @param sigmas how far apart people label each joint, over √area
 * @param area of the person's outline, in pixels²
 */
export function objectKeypointSimilarity(
  predicted: readonly Point<'image'>[],
  joints: readonly LabelledJoint[],
  sigmas: readonly number[],
  area: number,
): number {
  let total = 0;
  let labelled = 0;
  joints.forEach((joint, j) => {
    if (joint.visibility === 0) return;
    labelled++;
    const k = 2 * sigmas[j]!;
    total += Math.exp(-(distance(predicted[j]!, joint) ** 2) / (2 * (area + Number.EPSILON) * k * k));
  });
  return total / labelled;
}

/**
 * Average precision of one prediction a person, each made in the person's true box and compared with that person alone: right where its
 * OKS ≥ threshold. Ranked by score, precision made non-increasing from the right, its mean at the 101 recalls 0, .01, …, 1. So it is
 * COCO's AP without a detector: no person is missed, none is found twice, no box is wrong. NaN without people.
 * @param similarities [n] OKS, without NaN
 * @param scores [n] how sure the prediction is
 */
export function averagePrecision(similarities: readonly number[], scores: readonly number[], threshold: number): number {
  const n = similarities.length;
  if (n === 0) return Number.NaN;
  const order = similarities.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const precision = new Float64Array(n);
  const recall = new Float64Array(n);
  let right = 0;
  order.forEach((i, rank) => {
    if (similarities[i]! >= threshold) right++;
    precision[rank] = right / (rank + 1);
    recall[rank] = right / n;
  });
  for (let rank = n - 2; rank >= 0; rank--) precision[rank] = Math.max(precision[rank]!, precision[rank + 1]!);
  let total = 0;
  for (let step = 0, rank = 0; step <= 100; step++) {
    while (rank < n && recall[rank]! < step / 100) rank++;
    total += precision[rank] ?? 0;
  }
  return total / 101;
}

/** COCO's AP: the mean of `averagePrecision` over the thresholds .5, .55, …, .95. */
export function meanAveragePrecision(similarities: readonly number[], scores: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < 10; i++) total += averagePrecision(similarities, scores, (50 + 5 * i) / 100);
  return total / 10;
}
