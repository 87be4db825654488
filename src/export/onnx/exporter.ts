import { conventions } from '../conventions.ts';
import type { Exporter } from '../exporter.ts';
import { networksOf } from '../networks.ts';
import { model, opset } from './graph.ts';
import { networkGraph } from './network.ts';

export const onnx: Exporter = {
  id: 'onnx',
  title: 'ONNX',
  about: `Both networks for ONNX Runtime and whatever else reads ONNX (opset ${opset}), on servers, phones and in browsers.`,
  extension: 'zip',
  mime: 'application/zip',
  usesPictures: false,
  needsPictures: false,
  async make({ run }) {
    const { generator, discriminator } = networksOf(run);
    const metadata = conventions(run, 'NCHW');
    const g = networkGraph(generator.network, generator.numbers, 'heatmaps');
    const d = networkGraph(discriminator.network, discriminator.numbers, 'redrawn');
    return [
      { path: 'generator.onnx', bytes: model('generator', 'Draws joint heatmaps of the person in a picture.', g, metadata) },
      { path: 'discriminator.onnx', bytes: model('discriminator', 'Redraws the heatmaps of a picture.', d, metadata) },
    ];
  },
};
