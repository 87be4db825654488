import type { Network } from '../../network/graph.ts';
import { type ExportedFile, jsonFile } from '../exporter.ts';
import type { Numbers } from '../networks.ts';
import { layersOf } from './layers.ts';

/** `<network>/model.json` and its weights beside it. The model's outputs are the heatmaps of every stack, the last one last. */
export function layersModel(network: Network, numbers: Numbers, metadata: Readonly<Record<string, string>>): ExportedFile[] {
  const names = namesOf(network);
  const layers = network.nodes.flatMap((node) =>
    layersOf(
      network,
      node,
      names[node.id]!,
      node.inputs.map((id) => names[id]!),
      numbers,
    ),
  );
  const weights = layers.flatMap(({ name, weights }) => weights.map((weight) => ({ ...weight, name: `${name}/${weight.name}` })));
  const end = (id: number) => [names[id]!, 0, 0];
  const inputs = network.nodes.filter(({ op }) => op.kind === 'input').map(({ id }) => end(id));
  const model = {
    format: 'layers-model',
    generatedBy: 'PoseDuel',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: {
        name: network.name,
        layers: layers.map(({ weights: _, ...layer }) => layer),
        input_layers: inputs,
        output_layers: network.outputs.map(end),
      },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) }],
    userDefinedMetadata: metadata,
  };
  const bytes = new Uint8Array(4 * weights.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of weights) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return [jsonFile(`${network.name}/model.json`, model), { path: `${network.name}/weights.bin`, bytes }];
}

/** A name for the layer of each node: what it is called in the network, made unique by what it does. */
function namesOf(network: Network): string[] {
  const taken = new Set<string>();
  return network.nodes.map(({ op, scope }) => {
    const name = [scope, `${scope}.${op.kind}`].find((candidate) => !taken.has(candidate));
    if (name === undefined) throw new Error(`${network.name}: two nodes are a ${op.kind} of ${scope}`);
    taken.add(name);
    return name;
  });
}
