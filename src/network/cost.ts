import type { Network, Node, Shape } from './graph.ts';

/** What one picture costs in one forward pass of a network. */
export interface Cost {
  readonly parameters: number;
  /** Multiply-adds of the convolutions; everything else is small beside them. */
  readonly multiplyAdds: number;
  /** Floats of all intermediate values, which training keeps for the backward pass. */
  readonly activations: number;
}

export function networkCost(network: Network): Cost {
  const cost = network.nodes.map((node) => nodeCost(network, node));
  return {
    parameters: network.parameterCount,
    multiplyAdds: cost.reduce((sum, c) => sum + c.multiplyAdds, 0),
    activations: cost.reduce((sum, c) => sum + c.activations, 0),
  };
}

/** What one node costs. */
export function nodeCost(network: Network, node: Node): Cost {
  const { op, shape, inputs } = node;
  const activations = op.kind === 'input' ? 0 : count(shape);
  if (op.kind === 'conv') {
    const cin = network.nodes[inputs[0]!]!.shape[2];
    const weights = op.kernel * op.kernel * cin * shape[2];
    return {
      parameters: weights + shape[2],
      multiplyAdds: shape[0] * shape[1] * weights,
      activations,
    };
  }
  return {
    parameters: op.kind === 'norm' ? 2 * shape[2] : 0,
    multiplyAdds: 0,
    activations,
  };
}

/** How many numbers an optimiser keeps for each weight: RMSProp v; Adam m and v. */
export const numbersPerWeight = { rmsprop: 1, adam: 2 } as const;
type OptimiserKind = keyof typeof numbersPerWeight;

/** The cost of training, for the figures shown before it starts. */
export interface TrainingCost {
  readonly generator: Cost;
  readonly discriminator: Cost;
  /** Multiply-adds of one step: 3 G + 6 D forward passes (the backward pass of D over generated maps serves both losses). */
  readonly multiplyAddsPerStep: number;
  readonly weightBytes: number;
  /** What the optimisers keep. */
  readonly optimiserBytes: number;
  /** All values kept for the backward passes of a batch: G once, D on real and on generated maps. */
  readonly activationBytes: number;
}

export function trainingCost(
  generator: Network,
  discriminator: Network,
  batch: number,
  optimisers: { readonly g: OptimiserKind; readonly d: OptimiserKind },
): TrainingCost {
  const g = networkCost(generator);
  const d = networkCost(discriminator);
  return {
    generator: g,
    discriminator: d,
    multiplyAddsPerStep: batch * (3 * g.multiplyAdds + 6 * d.multiplyAdds),
    weightBytes: 4 * (g.parameters + d.parameters),
    optimiserBytes: 4 * (numbersPerWeight[optimisers.g] * g.parameters + numbersPerWeight[optimisers.d] * d.parameters),
    activationBytes: 4 * batch * (g.activations + 2 * d.activations),
  };
}

function count(shape: Shape): number {
  return shape[0] * shape[1] * shape[2];
}
