import type { Network, Node } from '../../network/graph.ts';
import type { Draft } from './draft.ts';
import { type FusedOp, fuse } from './fuse.ts';
import type { ConvShape, NormShape, StatisticsSet } from './plan.ts';

/** What a forward pass leaves for the backward pass. */
export interface Trace {
  readonly network: Network;
  readonly ops: readonly FusedOp[];
  readonly pictures: number;
  /** By value (node id): its buffer. */
  readonly values: ReadonlyMap<number, number>;
  /** By norm (node id): its coefficients. */
  readonly coefficients: ReadonlyMap<number, number>;
  /** Whether norms measured these pictures; else they have the running statistics, which are constants on the way back. */
  readonly measured: boolean;
}

/** Whether statistics are those of the pictures at hand, or (batch mode) the running ones; and which running ones. */
export interface NormSource {
  readonly training: boolean;
  readonly sets: readonly StatisticsSet[];
}

/** Emits the forward pass of a network over `pictures` pictures. `inputs` are the buffers of its input nodes by name; `apart`: see `fuse`. */
export function emitForward(
  draft: Draft,
  network: Network,
  pictures: number,
  inputs: Readonly<Record<string, number>>,
  statistics: NormSource,
  apart = false,
): Trace {
  const values = new Map<number, number>();
  const coefficients = new Map<number, number>();
  const ops = fuse(network, apart);
  const measuring = network.normalisation === 'group' || statistics.training;
  const normsOf = new Map<number, Node[]>();
  for (const node of network.nodes)
    if (node.op.kind === 'norm') normsOf.set(node.inputs[0]!, [...(normsOf.get(node.inputs[0]!) ?? []), node]);

  for (const op of ops) {
    const norms = normsOf.get(op.value) ?? [];
    const measured = norms.length > 0 && measuring;
    const written = emitOp(draft, network, op, pictures, values, coefficients, inputs, measured);
    const { out, sums } = measured && !written.sums && draft.options.rowSums ? withSums(draft, written.out) : written;
    values.set(op.value, out);
    for (const node of norms) {
      const norm = normShape(network, node);
      const buffer = draft.vectors(`${network.name}.${node.scope}:coefficients`, pictures, 4, norm.channels);
      coefficients.set(node.id, buffer);
      const writes = { coefficients: buffer };
      const { sets } = statistics;
      if (measured) draft.emit({ kind: 'moments', reads: { x: out, ...(sums !== undefined && { sums }) }, writes, norm, sets });
      else draft.emit({ kind: 'frozen', reads: {}, writes, norm, sets });
    }
  }
  return { network, ops, pictures, values, coefficients, measured: measuring };
}

/** A copy that comes with row sums, for a norm of what no kernel of its own has written (an input, say; our networks have none). */
function withSums(draft: Draft, value: number): { out: number; sums?: number } {
  const { name, shape } = draft.buffer(value);
  const out = draft.maps(`${name}:copy`, ...shape);
  const sums = draft.sums(out);
  const writes = { out, ...(sums !== undefined && { sums }) };
  draft.emit({ kind: 'sum', reads: { addends: [value] }, writes });
  return writes;
}

function emitOp(
  draft: Draft,
  network: Network,
  { node, value, sources, addends: addendValues }: FusedOp,
  pictures: number,
  values: ReadonlyMap<number, number>,
  coefficients: ReadonlyMap<number, number>,
  inputs: Readonly<Record<string, number>>,
  measured: boolean,
): { out: number; sums?: number } {
  const { op } = node;
  const at = (id: number | undefined): number => {
    const buffer = id === undefined ? undefined : values.get(id);
    if (buffer === undefined) throw new Error(`plan: ${network.name} ${node.scope} reads a value that was not computed`);
    return buffer;
  };
  if (op.kind === 'input') {
    const buffer = inputs[op.name];
    if (buffer === undefined) throw new Error(`plan: ${network.name} needs the input ${op.name}`);
    return { out: buffer };
  }
  // The picture does not depend on the maps: resized once, read by both halves of the discriminator's batch.
  const [h, w, c] = node.shape;
  const n = op.kind === 'resize' ? draft.buffer(at(sources[0]?.value)).shape[0] : pictures;
  const out = draft.maps(`${network.name}.${network.nodes[value]!.scope}`, n, h, w, c);
  const carriesSums = op.kind === 'conv' || op.kind === 'relu' || op.kind === 'maxPool' || op.kind === 'upsample' || op.kind === 'add';
  const sums = measured && carriesSums ? draft.sums(out) : undefined;
  const writes = { out, ...(sums !== undefined && { sums }) };
  const addends = addendValues.map(at);
  switch (op.kind) {
    case 'conv': {
      const source = sources[0]!;
      const normed = source.norm ? { coefficients: coefficients.get(source.norm.id)! } : {};
      draft.emit({ kind: 'conv', reads: { x: at(source.value), ...normed, addends }, writes, conv: convShape(network, node) });
      break;
    }
    case 'relu': {
      const { value, norm } = sources[0]!;
      draft.emit({ kind: 'rectify', reads: { x: at(value), coefficients: coefficients.get(norm!.id)! }, writes });
      break;
    }
    case 'maxPool':
      draft.emit({ kind: 'maxPool', reads: { x: at(sources[0]?.value) }, writes });
      break;
    case 'upsample':
      draft.emit({ kind: 'upsample', reads: { x: at(sources[0]?.value), addends }, writes });
      break;
    case 'add':
      draft.emit({ kind: 'sum', reads: { addends }, writes });
      break;
    case 'resize':
      draft.emit({ kind: 'resize', reads: { x: at(sources[0]?.value) }, writes: { out }, factor: op.factor });
      break;
    case 'concat':
      draft.emit({ kind: 'concat', reads: { a: at(sources[0]?.value), b: at(sources[1]?.value) }, writes: { out } });
      break;
    default:
      throw new Error(`plan: ${network.name} ${node.scope}: ${op.kind} is never an instruction of its own`);
  }
  return writes;
}

export function convShape(network: Network, node: Node): ConvShape {
  const { op } = node;
  if (op.kind !== 'conv') throw new Error(`plan: ${node.scope} is not a convolution`);
  const weight = network.parameters[op.weight]!;
  return {
    network: network.name,
    kernel: op.kernel,
    stride: op.stride,
    weight: weight.offset,
    bias: network.parameters[op.bias]!.offset,
    cin: weight.shape[2]!,
    cout: weight.shape[3]!,
  };
}

export function normShape(network: Network, node: Node): NormShape {
  const { op } = node;
  if (op.kind !== 'norm') throw new Error(`plan: ${node.scope} is not a norm`);
  return {
    network: network.name,
    mode: network.normalisation,
    groupSize: op.groupSize,
    channels: node.shape[2],
    gain: network.parameters[op.gain]!.offset,
    shift: network.parameters[op.shift]!.offset,
    statistics: op.state < 0 ? -1 : network.statistics[op.state]!.offset,
  };
}
