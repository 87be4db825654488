import * as tf from '@tensorflow/tfjs';
import type { Optimiser } from '../engine.ts';

/** Parameters of one network, or what an optimiser keeps for them: a variable for each parameter, laid out in the arena's order. */
export type Arena = readonly tf.Variable[];

/**
 * One update of a network, in place. `moments` holds what the optimiser keeps: v for RMSProp; m, then v for Adam.
 * @param step steps made before this one, for Adam's bias correction
 */
export function update(
  parameters: Arena,
  gradients: readonly tf.Tensor[],
  moments: readonly Arena[],
  optimiser: Optimiser,
  learningRate: number,
  step: number,
): void {
  parameters.forEach((parameter, i) => {
    tf.tidy(() => {
      const g = gradients[i]!;
      if (optimiser.kind === 'rmsprop') {
        const v = decayed(moments[0]![i]!, tf.square(g), optimiser.decay);
        parameter.assign(tf.sub(parameter, tf.mul(learningRate, tf.div(g, tf.add(tf.sqrt(v), optimiser.epsilon)))));
        return;
      }
      const { beta1, beta2, epsilon } = optimiser;
      const m = tf.div(decayed(moments[0]![i]!, g, beta1), 1 - beta1 ** (step + 1));
      const v = tf.div(decayed(moments[1]![i]!, tf.square(g), beta2), 1 - beta2 ** (step + 1));
      parameter.assign(tf.sub(parameter, tf.mul(learningRate, tf.div(m, tf.add(tf.sqrt(v), epsilon)))));
    });
  });
}

/** moment ← decay · moment + (1 − decay) · value. */
function decayed(moment: tf.Variable, value: tf.Tensor, decay: number): tf.Tensor {
  moment.assign(tf.add(tf.mul(moment, decay), tf.mul(value, 1 - decay)));
  return moment;
}
