import * as tf from '@tensorflow/tfjs';
import type { AdvGradient } from '../../method/losses.ts';

/** True heatmaps [B, size, size, J] from joints [B, J, 3], as `method/heatmap.ts` defines them, drawn on the device. */
export function drawHeatmaps(joints: tf.Tensor3D, size: number, sigma: number): tf.Tensor4D {
  const [x, y, weight] = tf.split(joints, 3, 2).map((part) => tf.reshape(part, [joints.shape[0], 1, 1, joints.shape[1]]));
  const centres = tf.add(tf.range(0, size), 0.5);
  const dx = tf.square(tf.sub(tf.reshape(centres, [1, 1, size, 1]), x!));
  const dy = tf.square(tf.sub(tf.reshape(centres, [1, size, 1, 1]), y!));
  return tf.mul(tf.exp(tf.mul(tf.add(dx, dy), -1 / (2 * sigma * sigma))), tf.cast(tf.greater(weight!, 0), 'float32')) as tf.Tensor4D;
}

/** Σ over pictures and pixels of weight · (a − b)², by joint: [J]. `weight` broadcasts against [B, h, w, J]. */
export function squaresByJoint(a: tf.Tensor4D, b: tf.Tensor4D, weight: tf.Tensor): tf.Tensor1D {
  return tf.sum(tf.mul(weight, tf.squaredDifference(a, b)), [0, 1, 2]);
}

/** Σ weight (1 + foreground C) (C − Ĉ)², by joint (L_MSE before scaling). */
export function mseByJoint(truth: tf.Tensor4D, generated: tf.Tensor4D, weight: tf.Tensor, foreground: number): tf.Tensor1D {
  return squaresByJoint(truth, generated, foreground === 0 ? weight : tf.mul(weight, tf.add(1, tf.mul(truth, foreground))));
}

/** Σ weight (Ĉ − D(Ĉ, X))² for G's sake: with 'input', the target Ĉ is held constant and the gradient comes through D alone. */
export function adversarialSquares(generated: tf.Tensor4D, redrawn: tf.Tensor4D, weight: tf.Tensor, mode: AdvGradient): tf.Scalar {
  return tf.sum(squaresByJoint(mode === 'input' ? stopGradient(generated) : generated, redrawn, weight));
}

const stopGradient = tf.customGrad((x) => ({ value: tf.clone(x as tf.Tensor), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) })) as (
  x: tf.Tensor4D,
) => tf.Tensor4D;
