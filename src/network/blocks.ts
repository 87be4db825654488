import { nodeCost } from './cost.ts';
import type { Network, Node, Shape } from './graph.ts';

/** Some nodes of a network that belong together: a residual, a convolution with its norm and relu, a pool. */
export interface Block {
  /** What its nodes' scopes share, e.g. `hourglass0.low_in.0`. */
  readonly scope: string;
  readonly kind: 'input' | 'residual' | 'convolution' | 'heatmaps' | 'pool' | 'upsample' | 'merge' | 'resize' | 'concat';
  readonly nodes: readonly Node[];
  /** The node whose value leaves the block. */
  readonly output: Node;
  readonly shape: Shape;
  /** Indices of the blocks whose values it reads. */
  readonly inputs: readonly number[];
  readonly parameters: number;
  /** Of one picture's forward pass. */
  readonly multiplyAdds: number;
}

/** The blocks of a network, each after those that it reads: nodes grouped by where they stand in it. */
export function blocksOf(network: Network): Block[] {
  const members = new Map<string, Node[]>();
  for (const node of network.nodes) members.set(scopeOf(node), [...(members.get(scopeOf(node)) ?? []), node]);
  const groups = [...members].sort(([, a], [, b]) => a.at(-1)!.id - b.at(-1)!.id);
  const blockOf = new Map(groups.flatMap(([, nodes], i) => nodes.map((node) => [node.id, i] as const)));
  return groups.map(([scope, nodes], i) => {
    const output = nodes.at(-1)!;
    const read = nodes.flatMap((node) => node.inputs.map((id) => blockOf.get(id)!));
    const costs = nodes.map((node) => nodeCost(network, node));
    return {
      ...{ scope, nodes, output, shape: output.shape, kind: kindOf(network, nodes) },
      inputs: [...new Set(read)].filter((other) => other !== i),
      parameters: costs.reduce((sum, cost) => sum + cost.parameters, 0),
      multiplyAdds: costs.reduce((sum, cost) => sum + cost.multiplyAdds, 0),
    };
  });
}

/** `pre.conv1` and `pre.norm1` stand in `pre`; an addition, a pool and the like are named themselves. */
function scopeOf({ op, scope }: Node): string {
  const isPart = op.kind === 'conv' || op.kind === 'norm' || op.kind === 'relu';
  return isPart && scope.includes('.') ? scope.slice(0, scope.lastIndexOf('.')) : scope;
}

function kindOf({ outputs }: Network, nodes: readonly Node[]): Block['kind'] {
  const { op, id } = nodes.at(-1)!;
  if (outputs.includes(id)) return 'heatmaps';
  switch (op.kind) {
    case 'add':
      return nodes.length > 1 ? 'residual' : 'merge';
    case 'maxPool':
      return 'pool';
    case 'conv':
    case 'norm':
    case 'relu':
      return 'convolution';
    default:
      return op.kind;
  }
}
