import type { Box } from '../pose/point.ts';
import { distance } from '../pose/point.ts';
import type { LabelledJoint } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import type { MapShape } from './losses.ts';

/**
 * Measures of a pose. `errors` is [n, J]: distance / reference length, NaN where a joint has no label. Shares lie in [0, 1].
 * PCK@0.2 divides by the torso (LSP), PCKh@0.5 by the head (MPII, Andriluka et al. 2014).
 */

/** PCK of every joint, [J]: the share of its errors ≤ threshold; NaN where none is labelled. */
export function pckByJoint(errors: Float32Array, joints: number, threshold: number): Float32Array {
  return Float32Array.from({ length: joints }, (_, j) => share(errors, threshold, (i) => i % joints === j));
}

/** PCK over all labelled joints; NaN if there are none. */
export function pck(errors: Float32Array, threshold: number): number {
  return share(errors, threshold, () => true);
}

/** Area under the curve of PCK: its mean over the thresholds 0, step, …, top; NaN if no joint is labelled. */
export function areaUnderPck(errors: Float32Array, top = 0.2, step = 0.01): number {
  const intervals = Math.round(top / step);
  let total = 0;
  for (let i = 0; i <= intervals; i++) total += pck(errors, (top * i) / intervals);
  return total / (intervals + 1);
}

/** Left shoulder to right hip, in pixels of the picture; NaN if the skeleton has no torso, an end has no label, or both coincide. */
export function torsoLength(joints: readonly LabelledJoint[], skeleton: Skeleton): number {
  if (!skeleton.torso) return Number.NaN;
  const [shoulder, hip] = [joints[skeleton.torso[0]], joints[skeleton.torso[1]]];
  if (!shoulder?.visibility || !hip?.visibility) return Number.NaN;
  return distance(shoulder, hip) || Number.NaN;
}

/** 0.6 · the diagonal of the head's box, in its pixels: MPII's length of a head. */
export function headLength(box: Box): number {
  return 0.6 * Math.hypot(box.width, box.height);
}

/** The longer side of a person's box, in its pixels: the length of PCK by box (Yang and Ramanan 2013). */
export function boxLength(box: Box): number {
  return Math.max(box.width, box.height);
}

/**
 * MPII's total: PCKh@0.5 of the joints but pelvis and thorax, their mean weighted by how often each is labelled, which is the share
 * over all of their labels.
 */
export function pckhMean(errors: Float32Array, skeleton: Skeleton): number {
  const counts = skeleton.joints.map((name) => !['pelvis', 'thorax'].includes(words(name).join(' ')));
  return share(errors, 0.5, (i) => counts[i % counts.length]!);
}

/** A row of a results table. */
export interface MetricRow {
  readonly name: string;
  readonly value: number;
}

/**
 * The rows of the LSP table: head (mean of neck and head top), then the mean of left and right of each limb joint. A row without joints
 * in the skeleton is left out; a joint of value NaN is left out of its row's mean.
 * @param byJoint [J], as `pckByJoint` returns it.
 */
export function lspRows(byJoint: Float32Array, skeleton: Skeleton): MetricRow[] {
  return lspRowNames.flatMap((name) => {
    const members = skeleton.joints.flatMap((joint, j) => (lspRow(joint) === name ? [byJoint[j]!] : []));
    const known = members.filter((value) => !Number.isNaN(value));
    return members.length ? [{ name, value: known.reduce((total, value) => total + value, 0) / known.length }] : [];
  });
}

/**
 * The accuracy that hourglass training code prints: the share of labelled joints with |decoded − true| / (size / 10) < 0.5, on the
 * heatmap; NaN if none is labelled.
 * @param decoded [B, J, 3]: x, y in heatmap pixels, peak, as `decodeHeatmaps` returns it.
 * @param joints [B, J, 3]: x, y in heatmap pixels, weight.
 */
export function heatmapAccuracy(decoded: Float32Array, joints: Float32Array, { h, w }: MapShape): number {
  let right = 0;
  let labelled = 0;
  for (let at = 0; at < joints.length; at += 3) {
    if (joints[at + 2] === 0) continue;
    labelled++;
    const dx = (decoded[at]! - joints[at]!) / (w / 10);
    const dy = (decoded[at + 1]! - joints[at + 1]!) / (h / 10);
    if (Math.hypot(dx, dy) < 0.5) right++;
  }
  return right / labelled;
}

const lspRowNames = ['head', 'shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'] as const;

/** The row that a joint belongs to, by its name. */
function lspRow(joint: string): (typeof lspRowNames)[number] | undefined {
  const parts = words(joint);
  if (['neck', 'upper neck', 'head top', 'top head'].includes(parts.join(' '))) return 'head';
  if (!parts.some((part) => ['left', 'right', 'l', 'r'].includes(part))) return undefined;
  return lspRowNames.find((name) => parts.includes(name));
}

/** 'leftHip', 'Left hip' and 'left_hip' are the same two words. */
function words(joint: string): string[] {
  return joint
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-\s.]+/);
}

/** The share of errors ≤ threshold among the labelled ones that `counts`. */
function share(errors: Float32Array, threshold: number, counts: (i: number) => boolean): number {
  // An error of exactly the threshold is right: both are rounded the same way before they are compared.
  const limit = Math.fround(threshold);
  let right = 0;
  let labelled = 0;
  for (let i = 0; i < errors.length; i++) {
    if (!counts(i) || Number.isNaN(errors[i])) continue;
    labelled++;
    if (errors[i]! <= limit) right++;
  }
  return right / labelled;
}
