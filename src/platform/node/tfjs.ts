import * as tf from '@tensorflow/tfjs';
import type { TfjsBackend } from '../../engine/tfjs/factory.ts';
import { registerFilterGradient } from '../../engine/tfjs/filterGradient.ts';

/** The reference in Node: TF.js in plain JavaScript, the same bits on every machine. */
export const nodeTfjs: TfjsBackend = {
  id: 'tfjs-cpu',
  title: 'TF.js in plain JavaScript',
  probe: async () => ({ available: true, software: true, reason: 'Runs everywhere, very slowly.' }),
  async open() {
    await tf.setBackend('cpu');
    registerFilterGradient();
    return { hardware: 'the processor, one thread', lost: new Promise<never>(() => {}), close: () => {} };
  },
};
