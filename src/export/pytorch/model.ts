import type { Network, Node } from '../../network/graph.ts';
import { modelText } from './modelText.ts';

/** model.py: both networks as tables, and what runs them. */
export function modelPy(generator: Network, discriminator: Network): string {
  return [modelText, tableOf('GENERATOR', generator), tableOf('DISCRIMINATOR', discriminator)].join('\n\n');
}

function tableOf(title: string, network: Network): string {
  const rows = network.nodes.map((node) => `    ${python(rowOf(network, node))},  # ${node.id}: [${channelsFirst(node).join(', ')}]`);
  return `${title} = [\n${rows.join('\n')}\n]\n${title}_OUTPUTS = ${python(network.outputs)}\n`;
}

function rowOf(network: Network, { op, inputs, scope }: Node): unknown[] {
  switch (op.kind) {
    case 'conv': {
      const [, , cin, cout] = network.parameters[op.weight]!.shape;
      return [op.kind, scope, inputs, [cin, cout, op.kernel, op.stride]];
    }
    case 'norm':
      return [op.kind, scope, inputs, [network.parameters[op.gain]!.size, op.state < 0 ? op.groupSize : 0]];
    case 'input':
      return [op.kind, op.name, inputs, []];
    case 'resize':
      return [op.kind, scope, inputs, [op.factor]];
    default:
      return [op.kind, scope, inputs, []];
  }
}

function channelsFirst({ shape: [h, w, c] }: Node): number[] {
  return [c, h, w];
}

/** Texts, numbers and lists are written in Python as in JSON. */
function python(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(python).join(', ')}]` : JSON.stringify(value);
}
