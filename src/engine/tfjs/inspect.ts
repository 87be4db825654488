import * as tf from '@tensorflow/tfjs';
import type { Duel, InspectionRequest } from '../engine.ts';
import { interpret, interpretAll, type NormMode } from './interpret.ts';
import { adversarialSquares, drawHeatmaps, mseByJoint } from './losses.ts';
import type { DeviceState } from './state.ts';

/**
 * The values of nodes, and the gradients of the plain sums of squares at Ĉ: what `Engine.inspect` answers from.
 * @param image [n, input, input, 3]
 * @param joints [n, J, 3]
 * @returns all activations; then, where gradients are wanted, C, ∂L_MSE/∂Ĉ and ∂L_adv/∂Ĉ with a factor of 1
 */
export function inspectTensors(
  duel: Duel,
  device: DeviceState,
  image: tf.Tensor4D,
  joints: tf.Tensor3D,
  { places, gradients }: InspectionRequest,
): tf.Tensor[] {
  const { generator, discriminator, heatmap, sigma, foreground, advGradient } = duel;
  const weight = tf.reshape(tf.slice(joints, [0, 0, 2], [-1, -1, 1]), [image.shape[0], 1, 1, duel.joints]);
  const running = (statistics: readonly tf.Tensor1D[]): NormMode => ({ kind: 'running', statistics });
  const truth = drawHeatmaps(joints, heatmap, sigma);
  const drawn = interpretAll(generator, device.generator, { image }, running(device.statisticsG));
  const generated = drawn[generator.outputs.at(-1)!]!;
  const masked = (maps: tf.Tensor) => tf.mul(maps, weight) as tf.Tensor4D;
  const redraw = (heatmaps: tf.Tensor4D, statistics: readonly tf.Tensor1D[]) =>
    interpretAll(discriminator, device.discriminator, { image, heatmaps }, running(statistics));
  const values = {
    generator: drawn,
    real: redraw(truth, device.statisticsReal),
    fake: redraw(masked(generated), device.statisticsFake),
  };
  const activations = places.map(({ pass, node }) => {
    const value = values[pass][node];
    if (!value) throw new RangeError(`The network of the pass "${pass}" has no node ${node}; it has ${values[pass].length}.`);
    return tf.clone(value);
  });
  if (!gradients) return activations;
  const mse = tf.grad((maps) => tf.sum(mseByJoint(truth, maps as tf.Tensor4D, weight, foreground)))(generated);
  const adversarial = tf.grad((maps) => {
    const inputs = { image, heatmaps: masked(maps) };
    const redrawn = interpret(discriminator, device.discriminator, inputs, running(device.statisticsFake))[0]!;
    return adversarialSquares(maps as tf.Tensor4D, redrawn, weight, advGradient);
  })(generated);
  return [...activations, truth, mse, adversarial];
}
