import { conventions } from '../conventions.ts';
import type { Exporter } from '../exporter.ts';
import { networksOf } from '../networks.ts';
import { layersModel } from './model.ts';

export const tfjs: Exporter = {
  id: 'tfjs',
  title: 'TensorFlow.js',
  about: 'Both networks as layers models: tf.loadLayersModel opens them in any page, to run or to train on.',
  extension: 'zip',
  mime: 'application/zip',
  usesPictures: false,
  needsPictures: false,
  async make({ run }) {
    const { generator, discriminator } = networksOf(run);
    const metadata = conventions(run, 'NHWC');
    return [generator, discriminator].flatMap(({ network, numbers }) => layersModel(network, numbers, metadata));
  },
};
