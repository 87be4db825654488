import type { NetworkConfig } from './hourglass.ts';

/** A named size of both networks, with the batch and the blob width that go with it. */
export interface Preset extends Omit<NetworkConfig, 'joints' | 'normalisation'> {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly about: string;
  readonly batch: number;
  /** Standard deviation of a true heatmap's blob, in heatmap pixels. */
  readonly sigma: number;
}

/** `paper` is the network of Chou et al. 2017 and its σ ("1" in the authors' code amounts to 1.75). */
export const presets = {
  toy: {
    title: 'Toy',
    about: 'Tiny networks on 32 px pictures: see every step, even without a GPU.',
    features: 16,
    depth: 2,
    modules: 1,
    stacks: 1,
    input: 32,
    heatmap: 16,
    batch: 4,
    sigma: 1,
  },
  small: {
    title: 'Small',
    about: 'Learns a rough pose within minutes on an ordinary laptop.',
    features: 32,
    depth: 3,
    modules: 1,
    stacks: 1,
    input: 64,
    heatmap: 32,
    batch: 8,
    sigma: 1.5,
  },
  medium: {
    title: 'Medium',
    about: 'Sharper, four times the work a step; for a machine with a GPU.',
    features: 64,
    depth: 4,
    modules: 1,
    stacks: 1,
    input: 128,
    heatmap: 32,
    batch: 8,
    sigma: 1.5,
  },
  paper: {
    title: 'Paper',
    about: 'The networks of the paper: 31 million weights. For a strong GPU and a long night.',
    features: 256,
    depth: 4,
    modules: 2,
    stacks: 4,
    input: 256,
    heatmap: 64,
    batch: 6,
    sigma: 1.75,
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
