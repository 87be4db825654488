import { duelOf } from '../train/duel.ts';
import { conventions } from './conventions.ts';
import type { Exporter } from './exporter.ts';
import { toSafetensors } from './weights.ts';

export const safetensors: Exporter = {
  id: 'safetensors',
  title: 'Weights',
  about: 'Weights of both networks as safetensors, named and shaped as in PyTorch. They can be imported here again.',
  extension: 'safetensors',
  mime: 'application/octet-stream',
  usesPictures: false,
  needsPictures: false,
  async make({ run }) {
    const duel = duelOf(run.config, run.skeleton.joints.length);
    return [{ path: 'weights.safetensors', bytes: toSafetensors(duel, run.state, conventions(run, 'NCHW')) }];
  },
};
