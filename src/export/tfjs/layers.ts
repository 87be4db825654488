import { type Network, type Node, normEpsilon, type Shape } from '../../network/graph.ts';
import type { Numbers } from '../networks.ts';

/** A layer of a Keras model, as TF.js reads it from JSON. */
export interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly unknown[];
  /** In the order in which the file has them. */
  readonly weights: readonly Weight[];
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The layers that compute a node from layers called `inputs`; the last one carries the node's own name. */
export function layersOf(network: Network, node: Node, name: string, inputs: readonly string[], numbers: Numbers): Layer[] {
  const { op, shape } = node;
  const one = (class_name: string, config: Record<string, unknown> = {}, weights: readonly Weight[] = []) => [
    layer(class_name, name, inputs, config, weights),
  ];
  switch (op.kind) {
    case 'input':
      return one('InputLayer', { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false });
    case 'conv':
      return convolution(network, op, name, inputs, shape, numbers);
    case 'norm':
      return op.state < 0 ? groupNorm(network, op, name, inputs, shape, numbers) : batchNorm(network, op, name, inputs, numbers);
    case 'relu':
      return one('Activation', { activation: 'relu' });
    case 'maxPool':
      return one('MaxPooling2D', { ...square('pool_size', 2), ...square('strides', 2), padding: 'valid', ...channelsLast });
    case 'upsample':
      return one('UpSampling2D', { ...square('size', 2), interpolation: 'nearest', ...channelsLast });
    case 'add':
      return one('Add');
    case 'concat':
      return one('Concatenate', { axis: -1 });
    case 'resize':
      return one('AveragePooling2D', {
        ...square('pool_size', op.factor),
        ...square('strides', op.factor),
        padding: 'valid',
        ...channelsLast,
      });
    default:
      return op satisfies never;
  }
}

type Op<Kind extends Node['op']['kind']> = Extract<Node['op'], { kind: Kind }>;

const channelsLast = { data_format: 'channels_last' };

function square(name: string, side: number): Record<string, number[]> {
  return { [name]: [side, side] };
}

function layer(
  class_name: string,
  name: string,
  inputs: readonly string[],
  config: Record<string, unknown>,
  weights: readonly Weight[] = [],
): Layer {
  const inbound_nodes = inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])];
  return { class_name, name, config: { name, trainable: true, ...config }, inbound_nodes, weights };
}

function parameter(network: Network, index: number, { parameters }: Numbers): { shape: readonly number[]; values: Float32Array } {
  const { shape, offset, size } = network.parameters[index]!;
  return { shape, values: parameters.subarray(offset, offset + size) };
}

/** With stride 2, Keras's own padding would lie on the far side alone: it is done before. */
function convolution(network: Network, op: Op<'conv'>, name: string, inputs: readonly string[], shape: Shape, numbers: Numbers): Layer[] {
  const isPadded = op.stride > 1;
  const near = op.kernel >> 1;
  const far = near - (op.stride - 1);
  const padding = [near, far];
  const before = isPadded ? [layer('ZeroPadding2D', `${name}/pad`, inputs, { padding: [padding, padding], ...channelsLast })] : [];
  const weights = [
    { name: 'kernel', ...parameter(network, op.weight, numbers) },
    { name: 'bias', ...parameter(network, op.bias, numbers) },
  ];
  const config = {
    ...{ filters: shape[2], ...square('kernel_size', op.kernel), ...square('strides', op.stride), ...square('dilation_rate', 1) },
    ...{ padding: isPadded ? 'valid' : 'same', activation: 'linear', use_bias: true, ...channelsLast },
  };
  return [...before, layer('Conv2D', name, before[0] ? [before[0].name] : inputs, config, weights)];
}

/**
 * TF.js has no group normalisation. Moved to [groups, numbers of a group], it is a layer normalisation without gain and shift; these
 * follow as a depthwise 1 × 1 convolution.
 */
function groupNorm(network: Network, op: Op<'norm'>, name: string, inputs: readonly string[], shape: Shape, numbers: Numbers): Layer[] {
  const [h, w, c] = shape;
  const groups = c / op.groupSize;
  const steps: [string, string, Record<string, unknown>][] = [
    ['Reshape', 'split', { target_shape: [h * w, groups, op.groupSize] }],
    ['Permute', 'gather', { dims: [2, 1, 3] }],
    ['Reshape', 'flatten', { target_shape: [groups, h * w * op.groupSize] }],
    ['LayerNormalization', 'normalise', { axis: -1, epsilon: normEpsilon, center: false, scale: false }],
    ['Reshape', 'unflatten', { target_shape: [groups, h * w, op.groupSize] }],
    ['Permute', 'scatter', { dims: [2, 1, 3] }],
    ['Reshape', 'join', { target_shape: [h, w, c] }],
  ];
  const layers: Layer[] = [];
  for (const [class_name, step, config] of steps)
    layers.push(layer(class_name, `${name}/${step}`, layers.length ? [layers.at(-1)!.name] : inputs, config));
  const config = {
    ...{ ...square('kernel_size', 1), ...square('strides', 1), ...square('dilation_rate', 1), depth_multiplier: 1 },
    ...{ padding: 'valid', activation: 'linear', use_bias: true, ...channelsLast },
  };
  const weights = [
    { name: 'depthwise_kernel', ...parameter(network, op.gain, numbers), shape: [1, 1, c, 1] },
    { name: 'bias', ...parameter(network, op.shift, numbers) },
  ];
  return [...layers, layer('DepthwiseConv2D', name, [layers.at(-1)!.name], config, weights)];
}

function batchNorm(network: Network, op: Op<'norm'>, name: string, inputs: readonly string[], numbers: Numbers): Layer[] {
  const { channels, offset } = network.statistics[op.state]!;
  const statistic = (i: number) => numbers.statistics.subarray(offset + i * channels, offset + (i + 1) * channels);
  const weights = [
    { name: 'gamma', ...parameter(network, op.gain, numbers) },
    { name: 'beta', ...parameter(network, op.shift, numbers) },
    { name: 'moving_mean', shape: [channels], values: statistic(0) },
    { name: 'moving_variance', shape: [channels], values: statistic(1) },
  ];
  return [layer('BatchNormalization', name, inputs, { axis: -1, momentum: 0.9, epsilon: normEpsilon, center: true, scale: true }, weights)];
}
