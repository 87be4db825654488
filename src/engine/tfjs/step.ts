import * as tf from '@tensorflow/tfjs';
import { energyMemory } from '../../method/losses.ts';
import { statisticsMomentum } from '../../network/graph.ts';
import type { Duel, LiveSettings } from '../engine.ts';
import { interpret, type NormMode } from './interpret.ts';
import { adversarialSquares, drawHeatmaps, mseByJoint, squaresByJoint } from './losses.ts';
import { update } from './optimise.ts';
import type { DeviceState } from './state.ts';

/**
 * One step, entirely on the device (method.md, "Order of one step"): G forward; D on (C, X) and on (Ĉ, X); all gradients at these
 * weights; both updates; then k_t.
 * @param image [B, input, input, 3]
 * @param joints [B, J, 3]
 * @returns the numbers of the step, packed for one read-back: see `unpackMetrics`
 */
export function trainStep(
  duel: Duel,
  device: DeviceState,
  step: number,
  image: tf.Tensor4D,
  joints: tf.Tensor3D,
  live: LiveSettings,
): tf.Tensor1D {
  const truth = drawHeatmaps(joints, duel.heatmap, duel.sigma);
  const weight = tf.reshape(tf.slice(joints, [0, 0, 2], [-1, -1, 1]), [duel.batch, 1, 1, duel.joints]); // [B, 1, 1, J]
  const energy = tf.sum(squaresByJoint(truth, tf.zerosLike(truth), weight));
  const meanEnergy = tf.add(device.energy, tf.div(tf.sub(energy, device.energy), Math.min(step + 1, energyMemory)));
  const factor = lossFactor(duel, meanEnergy as tf.Scalar);
  const kT = tf.clone(device.kT);

  // G: L_G = L_MSE + λ_G L_adv. D's weights are constants here, since the gradient is asked for G's variables only.
  let generated: tf.Tensor4D | undefined;
  let squaresMse: tf.Scalar | undefined;
  let jointMse: tf.Tensor1D | undefined;
  const gradG = tf.variableGrads(() => {
    const maps = interpret(duel.generator, device.generator, { image }, { kind: 'batch', observe: observe(device.statisticsG) });
    const last = maps.at(-1)!;
    generated = tf.keep(tf.clone(last));
    const byStack = maps.map((map) => mseByJoint(truth, map, weight, duel.foreground));
    const squares = tf.sum(tf.addN(byStack)) as tf.Scalar;
    squaresMse = tf.keep(tf.clone(squares));
    jointMse = tf.keep(tf.clone(byStack.at(-1)!));
    if (live.lambdaG === 0) return tf.mul(factor, squares) as tf.Scalar;
    const redrawn = interpret(
      duel.discriminator,
      device.discriminator,
      { image, heatmaps: tf.mul(last, weight) as tf.Tensor4D },
      { kind: 'batch' },
    )[0]!;
    const adversarial = adversarialSquares(last, redrawn, weight, duel.advGradient);
    return tf.mul(factor, tf.add(squares, tf.mul(live.lambdaG, adversarial))) as tf.Scalar;
  }, [...device.generator]).grads;
  if (!generated || !squaresMse || !jointMse) throw new Error('the generator was not run');
  const fake = generated;

  // D: L_D = L_real − k_t L_fake, on Ĉ as a constant.
  let real: tf.Tensor1D | undefined;
  let fakes: tf.Tensor1D | undefined;
  const gradD = tf.variableGrads(() => {
    const redraw = (maps: tf.Tensor4D, mode: NormMode) =>
      interpret(duel.discriminator, device.discriminator, { image, heatmaps: tf.mul(maps, weight) as tf.Tensor4D }, mode)[0]!;
    real = tf.keep(squaresByJoint(truth, redraw(truth, { kind: 'batch', observe: observe(device.statisticsReal) }), weight));
    fakes = tf.keep(squaresByJoint(fake, redraw(fake, { kind: 'batch', observe: observe(device.statisticsFake) }), weight));
    return tf.mul(factor, tf.sub(tf.sum(real), tf.mul(kT, tf.sum(fakes)))) as tf.Scalar;
  }, [...device.discriminator]).grads;
  if (!real || !fakes) throw new Error('the discriminator was not run');

  const inOrder = (grads: tf.NamedTensorMap, variables: readonly tf.Variable[]) => variables.map((variable) => grads[variable.name]!);
  if (live.trainG) update(device.generator, inOrder(gradG, device.generator), device.momentsG, duel.optimiserG, live.learningRateG, step);
  if (live.trainD)
    update(device.discriminator, inOrder(gradD, device.discriminator), device.momentsD, duel.optimiserD, live.learningRateD, step);

  const lossReal = tf.mul(factor, tf.sum(real));
  const lossFake = tf.mul(factor, tf.sum(fakes));
  const next = live.freezeK ? kT : tf.clipByValue(tf.add(kT, tf.mul(live.lambdaK, tf.sub(tf.mul(live.gamma, lossReal), lossFake))), 0, 1);
  device.kT.assign(next as tf.Scalar);
  device.energy.assign(meanEnergy as tf.Scalar);

  const labelled = tf.reshape(weight, [duel.batch, duel.joints]);
  const peak = tf.div(tf.sum(tf.mul(tf.max(fake, [1, 2]), labelled)), tf.maximum(tf.sum(labelled), 1));
  const numbers = tf.stack(
    [tf.mul(factor, squaresMse), lossReal, lossFake, kT, next, meanEnergy, peak].map((value) => tf.reshape(value, [])),
  );
  const packed = tf.concat([numbers as tf.Tensor1D, ...[real, fakes, jointMse].map((by) => tf.mul(factor, by) as tf.Tensor1D)]);
  tf.dispose([fake, squaresMse, jointMse, real, fakes]);
  return packed;
}

/** As `method/losses.ts` defines it, for a mean energy that lives on the device. */
function lossFactor({ lossScale, batch, heatmap, joints }: Duel, meanEnergy: tf.Scalar): tf.Scalar {
  switch (lossScale) {
    case 'energy':
      return tf.div(1, tf.maximum(meanEnergy, 1e-6));
    case 'mean':
      return tf.scalar(1 / (batch * heatmap * heatmap * joints));
    case 'sum':
      return tf.scalar(1 / batch);
    default:
      return lossScale satisfies never;
  }
}

/** Moves running statistics towards those of a batch. */
function observe(statistics: readonly tf.Variable<tf.Rank.R1>[]) {
  return (state: number, mean: tf.Tensor1D, variance: tf.Tensor1D) => {
    const running = statistics[state]!;
    running.assign(tf.add(tf.mul(running, 1 - statisticsMomentum), tf.mul(tf.concat([mean, variance]), statisticsMomentum)));
  };
}
