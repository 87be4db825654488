import { duelOf } from '../../train/duel.ts';
import { conventions } from '../conventions.ts';
import type { Exporter } from '../exporter.ts';
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
    const { generator, discriminator } = duelOf(run.config, run.skeleton.joints.length);
    const { state } = run;
    const metadata = conventions(run, 'NHWC');
    return [
      ...layersModel(generator, { parameters: state.generator, statistics: state.statisticsG }, metadata),
      ...layersModel(discriminator, { parameters: state.discriminator, statistics: state.statisticsFake }, metadata),
    ];
  },
};
