import type { Network, Node } from '../../network/graph.ts';

/** The value that an operation reads: a node's, or that of a node seen through its norm and relu. */
export interface Source {
  /** Id of the node whose value lies in memory. */
  readonly value: number;
  readonly norm?: Node;
}

/** One instruction's worth of a graph: a node, together with the additions that it carries on its way out. */
export interface FusedOp {
  /** Does the work; the last node of the group in case of a bare addition. */
  readonly node: Node;
  /** The node whose value is stored in the end: `node`, or the last addition. */
  readonly value: number;
  readonly sources: readonly Source[];
  /** Values added to the result. */
  readonly addends: readonly number[];
}

/**
 * Groups the nodes of a network so that nothing pointwise takes a pass over memory of its own: a norm and its relu go into the read of
 * the convolutions after them, an addition into the write of whichever of its inputs is computed last. An add that no convolution or
 * upsample can carry stays by itself, and so does a relu that something else than convolutions reads (after the stem).
 * @param apart leaves every addition by itself, so that all values but norms and their relus lie in memory: for looking at them
 */
export function fuse(network: Network, apart = false): readonly FusedOp[] {
  const { nodes } = network;
  const uses = countUses(network);
  /** By carrier: the addition that its result ends in, and what is added. */
  const carried = new Map<number, { value: number; addends: number[] }>();
  /** By value: the node that computes it. */
  const carrierOf = new Map<number, number>();
  for (const node of nodes) {
    if (node.op.kind !== 'add' || apart) continue;
    const [first, second] = [...node.inputs].sort((a, b) => a - b) as [number, number];
    const carrier = carrierOf.get(second) ?? second;
    const kind = nodes[carrier]!.op.kind;
    const ready = (carrierOf.get(first) ?? first) < carrier;
    const addends = carried.get(carrier)?.addends ?? [];
    if (uses[second] !== 1 || !ready || addends.length > 1 || (kind !== 'conv' && kind !== 'upsample')) continue;
    carried.set(carrier, { value: node.id, addends: [...addends, first] });
    carrierOf.set(node.id, carrier);
  }
  const stored = storedRelus(network);
  const ops: FusedOp[] = [];
  for (const node of nodes) {
    const { kind } = node.op;
    if (kind === 'norm' || (kind === 'relu' && !stored.has(node.id)) || carrierOf.has(node.id)) continue;
    if (kind === 'add') {
      ops.push({ node, value: node.id, sources: [], addends: node.inputs });
      continue;
    }
    const { value, addends } = carried.get(node.id) ?? { value: node.id, addends: [] };
    ops.push({ node, value, sources: node.inputs.map((id) => sourceOf(network, id, stored)), addends });
  }
  return ops;
}

/** How many nodes read each node; outputs of the network count as one more. */
function countUses(network: Network): readonly number[] {
  const uses = network.nodes.map(() => 0);
  for (const node of network.nodes) for (const id of node.inputs) uses[id]! += 1;
  for (const id of network.outputs) uses[id]! += 1;
  return uses;
}

/** Relus whose value is stored, because not only convolutions read it. */
function storedRelus(network: Network): ReadonlySet<number> {
  const stored = new Set<number>(network.outputs.filter((id) => network.nodes[id]!.op.kind === 'relu'));
  for (const { op, inputs } of network.nodes)
    if (op.kind !== 'conv') for (const id of inputs) if (network.nodes[id]!.op.kind === 'relu') stored.add(id);
  return stored;
}

function sourceOf(network: Network, id: number, stored: ReadonlySet<number>): Source {
  const { op, inputs, scope } = network.nodes[id]!;
  if (op.kind === 'norm') {
    const [value] = inputs as readonly [number];
    return { value, norm: network.nodes[id]! };
  }
  if (op.kind !== 'relu' || stored.has(id)) return { value: id };
  const source = sourceOf(network, inputs[0]!, stored);
  if (!source.norm) throw new Error(`plan: ${network.name} ${scope}: a relu must follow a norm`);
  return source;
}
