import type { Network } from '../network/graph.ts';
import { duelOf } from '../train/duel.ts';
import type { SavedRun } from './runFile.ts';

/** A network's numbers: its arena of parameters, and the running statistics to evaluate with (empty in group mode). */
export interface Numbers {
  readonly parameters: Float32Array;
  readonly statistics: Float32Array;
}

interface Trained {
  readonly network: Network;
  readonly numbers: Numbers;
}

/** Both networks of a run, to evaluate with: D has the statistics of generated maps. */
export function networksOf({ config, skeleton, state }: SavedRun): { readonly generator: Trained; readonly discriminator: Trained } {
  const { generator, discriminator } = duelOf(config, skeleton.joints.length);
  return {
    generator: { network: generator, numbers: { parameters: state.generator, statistics: state.statisticsG } },
    discriminator: { network: discriminator, numbers: { parameters: state.discriminator, statistics: state.statisticsFake } },
  };
}
