import * as tf from '@tensorflow/tfjs';
import { type Network, type Node, normEpsilon } from '../../network/graph.ts';

/** Where a batch normalisation takes mean and variance from: the batch itself (told to `observe`, the variance unbiased), or running statistics (one [2 c] tensor a norm: means, then variances). */
export type NormMode =
  | { readonly kind: 'batch'; readonly observe?: (state: number, mean: tf.Tensor1D, variance: tf.Tensor1D) => void }
  | { readonly kind: 'running'; readonly statistics: readonly tf.Tensor1D[] };

/**
 * Runs a network with TF.js ops, node by node: the reference that the compiled engines are tested against.
 * @param parameters one tensor for each of `network.parameters`
 * @param inputs image [B, input, input, 3] and, for D, heatmaps [B, h, w, J]
 * @returns the heatmaps of every stack, [B, h, w, J]
 */
export function interpret(
  network: Network,
  parameters: readonly tf.Tensor[],
  inputs: { readonly image: tf.Tensor4D; readonly heatmaps?: tf.Tensor4D },
  mode: NormMode,
): tf.Tensor4D[] {
  const values = interpretAll(network, parameters, inputs, mode);
  return network.outputs.map((id) => values[id]!);
}

/** The same, but returns the value of every node. */
export function interpretAll(
  network: Network,
  parameters: readonly tf.Tensor[],
  inputs: { readonly image: tf.Tensor4D; readonly heatmaps?: tf.Tensor4D },
  mode: NormMode,
): tf.Tensor4D[] {
  const values: tf.Tensor4D[] = [];
  for (const node of network.nodes)
    values.push(
      evaluate(
        network,
        node,
        node.inputs.map((id) => values[id]!),
        parameters,
        inputs,
        mode,
      ),
    );
  return values;
}

function evaluate(
  network: Network,
  node: Node,
  [x, y]: tf.Tensor4D[],
  parameters: readonly tf.Tensor[],
  inputs: { readonly image: tf.Tensor4D; readonly heatmaps?: tf.Tensor4D },
  mode: NormMode,
): tf.Tensor4D {
  const { op } = node;
  if (op.kind === 'input') {
    const value = inputs[op.name];
    if (!value) throw new Error(`${network.name} wants the input ${op.name}`);
    return value;
  }
  if (!x) throw new Error(`${network.name} ${node.scope}: ${op.kind} has no input`);
  switch (op.kind) {
    case 'conv':
      return tf.add(convolve(x, parameters[op.weight] as tf.Tensor4D, op.stride), parameters[op.bias]!);
    case 'norm': {
      const scaled = op.state < 0 ? groupNorm(x, op.groupSize) : batchNorm(x, op.state, mode);
      return tf.add(tf.mul(scaled, parameters[op.gain]!), parameters[op.shift]!);
    }
    case 'relu':
      return tf.relu(x);
    case 'maxPool':
      return tf.maxPool(x, 2, 2, 'valid');
    case 'upsample':
      return upsample(x);
    case 'add':
      return tf.add(x, y!);
    case 'concat':
      return tf.concat([x, y!], 3);
    case 'resize':
      return tf.avgPool(x, op.factor, op.factor, 'valid');
    default:
      return op satisfies never;
  }
}

/** Zero padding of kernel ≫ 1 on every side. Padded by hand, since TF.js's gradients do not round as its forward pass does. */
function convolve(x: tf.Tensor4D, weight: tf.Tensor4D, stride: number): tf.Tensor4D {
  const pad = weight.shape[0] >> 1;
  if (stride === 1) return tf.conv2d(x, weight, 1, 'same');
  // With an even side and stride 2 the last row of the far padding is never read.
  const far = pad - (stride - 1);
  return tf.conv2d(
    tf.pad(x, [
      [0, 0],
      [pad, far],
      [pad, far],
      [0, 0],
    ]),
    weight,
    stride,
    'valid',
  );
}

/** 2× nearest neighbour by concat and reshape: the gradient of TF.js's own resize mixes up the pictures of a batch on its CPU backend (4.22.0). */
function upsample(x: tf.Tensor4D): tf.Tensor4D {
  const [b, h, w, c] = x.shape;
  const wide = tf.reshape(tf.concat([x, x], 3), [b, h, 2 * w * c]);
  return tf.reshape(tf.concat([wide, wide], 2), [b, 2 * h, 2 * w, c]);
}

/** Over height, width and `size` neighbouring channels of each picture. */
function groupNorm(x: tf.Tensor4D, size: number): tf.Tensor4D {
  const [b, h, w, c] = x.shape;
  const groups = tf.reshape(x, [b, h * w, c / size, size]);
  const mean = tf.mean(groups, [1, 3], true);
  const centred = tf.sub(groups, mean);
  const variance = tf.mean(tf.square(centred), [1, 3], true);
  return tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, normEpsilon))), x.shape);
}

/** Over batch, height and width of each channel. */
function batchNorm(x: tf.Tensor4D, state: number, mode: NormMode): tf.Tensor4D {
  if (mode.kind === 'running') {
    const [mean, variance] = tf.split(mode.statistics[state]!, 2);
    return tf.mul(tf.sub(x, mean!), tf.rsqrt(tf.add(variance!, normEpsilon)));
  }
  const [b, h, w, c] = x.shape;
  const flat = tf.reshape(x, [b * h * w, c]);
  const mean = tf.mean(flat, 0) as tf.Tensor1D;
  const centred = tf.sub(flat, mean);
  const variance = tf.mean(tf.square(centred), 0) as tf.Tensor1D;
  const n = b * h * w;
  mode.observe?.(state, mean, tf.mul(variance, n / (n - 1)));
  return tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, normEpsilon))), x.shape);
}
