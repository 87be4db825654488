import { type Network, type Node, normEpsilon } from '../../network/graph.ts';
import type { Numbers } from '../networks.ts';
import type { Field } from '../protobuf.ts';
import { torchShape, toTorch } from '../weights.ts';
import { floats, integers, node, value } from './graph.ts';

/**
 * The fields of an ONNX graph that computes a network in evaluation, NCHW. Inputs are called as the network's; the outputs of stacks
 * before the last are called `<output>_stack0` and so on.
 */
export function networkGraph(network: Network, numbers: Numbers, output: string): Field[] {
  const names = new Map(network.outputs.map((id, stack, all) => [id, stack === all.length - 1 ? output : `${output}_stack${stack}`]));
  const nameOf = (id: number) => {
    const { op } = network.nodes[id]!;
    return op.kind === 'input' ? op.name : (names.get(id) ?? `v${id}`);
  };
  const inputs = network.nodes.flatMap(({ op, shape }) => (op.kind === 'input' ? [value(11, op.name, channelsFirst(shape))] : []));
  const outputs = [...network.outputs].reverse().map((id) => value(12, nameOf(id), channelsFirst(network.nodes[id]!.shape)));
  const operations = network.nodes.flatMap((each) => operation(network, each, each.inputs.map(nameOf), nameOf(each.id), numbers));
  return [...operations, ...constants(network, numbers), ...inputs, ...outputs];
}

function channelsFirst([h, w, c]: Node['shape']): number[] {
  return [c, h, w];
}

/** Everything that operations refer to by name. */
function constants(network: Network, { parameters }: Numbers): Field[] {
  const all = network.parameters.map((parameter) => {
    const { name, offset, size } = parameter;
    const shape = torchShape(parameter);
    return floats(name, shape, toTorch(parameters.subarray(offset, offset + size), shape));
  });
  return network.nodes.some(({ op }) => op.kind === 'upsample') ? [...all, floats('twice', [4], Float32Array.of(1, 1, 2, 2))] : all;
}

function operation(network: Network, { op, shape, id }: Node, inputs: readonly string[], output: string, numbers: Numbers): Field[] {
  const parameter = (index: number) => network.parameters[index]!.name;
  switch (op.kind) {
    case 'input':
      return [];
    case 'conv': {
      const pad = op.kernel >> 1;
      return [
        node('Conv', [...inputs, parameter(op.weight), parameter(op.bias)], output, {
          kernel_shape: [op.kernel, op.kernel],
          strides: [op.stride, op.stride],
          pads: [pad, pad, pad, pad],
        }),
      ];
    }
    case 'norm':
      return op.state < 0
        ? groupNorm(network, op, shape, id, inputs[0]!, output)
        : batchNorm(network, op, inputs[0]!, output, numbers.statistics);
    case 'relu':
      return [node('Relu', inputs, output)];
    case 'maxPool':
      return [node('MaxPool', inputs, output, { kernel_shape: [2, 2], strides: [2, 2] })];
    case 'upsample':
      return [
        node('Resize', [...inputs, '', 'twice'], output, {
          mode: 'nearest',
          coordinate_transformation_mode: 'asymmetric',
          nearest_mode: 'floor',
        }),
      ];
    case 'add':
      return [node('Add', inputs, output)];
    case 'concat':
      return [node('Concat', inputs, output, { axis: 1 })];
    case 'resize':
      return [node('AveragePool', inputs, output, { kernel_shape: [op.factor, op.factor], strides: [op.factor, op.factor] })];
    default:
      return op satisfies never;
  }
}

type Norm = Extract<Node['op'], { kind: 'norm' }>;

/** ONNX has a group normalisation from opset 18 only; over [B, groups, numbers of a group] it is an instance normalisation. */
function groupNorm(network: Network, op: Norm, [h, w, c]: Node['shape'], id: number, input: string, output: string): Field[] {
  const groups = c / op.groupSize;
  const part = (name: string) => `v${id}.${name}`;
  const [gain, shift] = [network.parameters[op.gain]!.name, network.parameters[op.shift]!.name];
  return [
    integers(part('groups'), [0, groups, -1]),
    integers(part('maps'), [0, c, h, w]),
    integers(part('column'), [c, 1, 1]),
    floats(part('ones'), [groups], new Float32Array(groups).fill(1)),
    floats(part('zeros'), [groups], new Float32Array(groups)),
    node('Reshape', [input, part('groups')], part('grouped')),
    node('InstanceNormalization', [part('grouped'), part('ones'), part('zeros')], part('normal'), { epsilon: { float: normEpsilon } }),
    node('Reshape', [part('normal'), part('maps')], part('whole')),
    node('Reshape', [gain, part('column')], part('gain')),
    node('Reshape', [shift, part('column')], part('shift')),
    node('Mul', [part('whole'), part('gain')], part('scaled')),
    node('Add', [part('scaled'), part('shift')], output),
  ];
}

function batchNorm(network: Network, op: Norm, input: string, output: string, statistics: Float32Array): Field[] {
  const { name, channels, offset } = network.statistics[op.state]!;
  const [mean, variance] = [`${name}.running_mean`, `${name}.running_var`];
  const [gain, shift] = [network.parameters[op.gain]!.name, network.parameters[op.shift]!.name];
  return [
    floats(mean, [channels], statistics.subarray(offset, offset + channels)),
    floats(variance, [channels], statistics.subarray(offset + channels, offset + 2 * channels)),
    node('BatchNormalization', [input, gain, shift, mean, variance], output, { epsilon: { float: normEpsilon } }),
  ];
}
