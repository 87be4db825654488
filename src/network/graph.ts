/** Height, width and channels of a node's value; the batch comes before: [B, h, w, c]. */
export type Shape = readonly [h: number, w: number, c: number];

/** How activations are normalised: over groups of 4 channels of a picture, or over a whole batch. */
export type Normalisation = 'group' | 'batch';

/** The operations a network is made of. Numbers named weight, bias, gain and shift are indices into `Network.parameters`. */
export type Op =
  | { readonly kind: 'input'; readonly name: 'image' | 'heatmaps' }
  /** kernel × kernel, zero padding of kernel ≫ 1 on every side, with bias. */
  | {
      readonly kind: 'conv';
      readonly kernel: number;
      readonly stride: number;
      readonly weight: number;
      readonly bias: number;
    }
  /** (x − mean) / √(variance + ε) · gain + shift. `state` is the index into `Network.statistics` in batch mode, −1 in group mode. */
  | {
      readonly kind: 'norm';
      readonly groupSize: number;
      readonly gain: number;
      readonly shift: number;
      readonly state: number;
    }
  | { readonly kind: 'relu' }
  /** 2×2, stride 2. */
  | { readonly kind: 'maxPool' }
  /** 2× nearest neighbour. */
  | { readonly kind: 'upsample' }
  | { readonly kind: 'add' }
  /** Along the channels. */
  | { readonly kind: 'concat' }
  /** Resize by a whole factor: the mean of each factor × factor square. */
  | { readonly kind: 'resize'; readonly factor: number };

/** One value of the graph. */
export interface Node {
  /** Its index in `Network.nodes`; inputs come before it. */
  readonly id: number;
  readonly op: Op;
  readonly inputs: readonly number[];
  readonly shape: Shape;
  /** Where it stands in the network, e.g. `hourglass0.low_in.0`. */
  readonly scope: string;
}

/** How a parameter starts: uniform in ±bound, or a constant. */
export type Initial = { readonly kind: 'uniform'; readonly bound: number } | { readonly kind: 'constant'; readonly value: number };

/** A trained tensor. Convolution weights are [kernel, kernel, cin, cout], all others [c]. */
export interface Parameter {
  /** Dotted path, unique in the network, e.g. `stem.conv.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Where it starts in the network's flat arena of float32. */
  readonly offset: number;
  readonly initial: Initial;
}

/** The running mean and variance of one batch normalisation, kept one after the other: 2 × channels floats from `offset`. */
export interface Statistics {
  readonly name: string;
  readonly channels: number;
  readonly offset: number;
}

/** A network as data: everything else in the project reads this. */
export interface Network {
  readonly name: 'generator' | 'discriminator';
  readonly normalisation: Normalisation;
  /** In an order in which they can be computed. */
  readonly nodes: readonly Node[];
  /** The heatmaps, one node a stack, the last being the network's answer. */
  readonly outputs: readonly number[];
  readonly parameters: readonly Parameter[];
  /** Floats in the arena of all parameters. */
  readonly parameterCount: number;
  /** Running statistics; empty in group mode. */
  readonly statistics: readonly Statistics[];
  /** Floats in the arena of all running statistics. */
  readonly statisticsCount: number;
}

/** Added to the variance in every normalisation. */
export const normEpsilon = 1e-5;
/** New share of a running statistic at each step (the variance is the unbiased one), as in PyTorch. */
export const statisticsMomentum = 0.1;
