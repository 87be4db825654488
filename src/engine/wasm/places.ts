import type { Network } from '../../network/graph.ts';
import type { Duel } from '../engine.ts';
import { optimiserSlots } from '../initial.ts';
import { padded } from '../plan/draft.ts';
import type { ConvShape, NetworkName, Plan, StatisticsSet } from '../plan/plan.ts';
import { liveFloats, metricsHead } from '../plan/scalars.ts';
import { controlBytes, recordBytes } from './record.ts';
import { scratchBytes } from './strips.ts';

/** Where everything lies in the one memory: addresses in bytes. */
export interface Places {
  /** Milliseconds by record of the first plan, float64. */
  readonly profile: number;
  readonly live: number;
  readonly metrics: number;
  readonly parameters: Readonly<Record<NetworkName, number>>;
  readonly optimisers: Readonly<Record<NetworkName, number>>;
  readonly gradients: Readonly<Record<NetworkName, number>>;
  readonly statistics: Readonly<Record<StatisticsSet, number>>;
  /** Packed weights of every convolution, by `convolutionKey`. */
  readonly panels: ReadonlyMap<string, Panels>;
  /** Records of all convolutions, which `pack` walks. */
  readonly convolutions: number;
  /** [n, 12]: affine map and gain of each picture. */
  readonly views: number;
  /** [n, J, 3] */
  readonly joints: number;
  /** [n, padded J] */
  readonly jointWeights: number;
  /** Addresses of the maps of all stacks but the last. */
  readonly stackTable: number;
  /** The programs, in the order of the plans given. */
  readonly programs: readonly number[];
  readonly arena: number;
  readonly scratch: number;
  readonly scratchBytes: number;
  /** The pictures of the batch, of unknown size: the rest of the memory. */
  readonly pictures: number;
}

export interface Panels {
  readonly conv: ConvShape;
  readonly forward: number;
  /** For the input gradient. */
  readonly transposed: number;
  readonly bias: number;
}

/** Lays out the memory for all plans of a duel. Arenas and scratch are shared: plans run one at a time. */
export function placeAll(duel: Duel, plans: readonly [Plan, ...Plan[]], threads: number): Places {
  const [step] = plans;
  let top = controlBytes;
  const reserve = (bytes: number): number => {
    const at = top;
    top = Math.ceil((top + bytes) / 256) * 256;
    return at;
  };
  const both = (floats: (network: Network) => number): Record<NetworkName, number> => ({
    generator: reserve(4 * floats(duel.generator)),
    discriminator: reserve(4 * floats(duel.discriminator)),
  });
  const slots = { generator: optimiserSlots(duel.optimiserG), discriminator: optimiserSlots(duel.optimiserD) };
  const panels = new Map<string, Panels>();
  for (const instruction of step.instructions) {
    if (instruction.kind !== 'conv') continue;
    const { conv } = instruction;
    const floats = conv.kernel ** 2 * padded(conv.cin) * padded(conv.cout);
    const [forward, transposed, bias] = [reserve(4 * floats), reserve(4 * floats), reserve(4 * padded(conv.cout))];
    panels.set(convolutionKey(conv), { conv, forward, transposed, bias });
  }
  const perThread = Math.ceil(Math.max(...plans.map(scratchBytes)) / 256 + 1) * 256;
  return {
    panels,
    profile: reserve(8 * (step.instructions.length + 1)),
    live: reserve(4 * liveFloats),
    metrics: reserve(4 * (metricsHead + 3 * duel.joints)),
    parameters: both(({ parameterCount }) => padded(parameterCount)),
    optimisers: both(({ name, parameterCount }) => slots[name] * padded(parameterCount)),
    gradients: both(({ name, parameterCount }) => step.gradients[name].slices * padded(parameterCount)),
    statistics: {
      generator: reserve(4 * duel.generator.statisticsCount),
      real: reserve(4 * duel.discriminator.statisticsCount),
      fake: reserve(4 * duel.discriminator.statisticsCount),
    },
    convolutions: reserve(recordBytes * panels.size),
    views: reserve(48 * duel.batch),
    joints: reserve(12 * duel.batch * duel.joints),
    jointWeights: reserve(4 * duel.batch * padded(duel.joints)),
    stackTable: reserve(4 * duel.generator.outputs.length),
    // One record more than instructions: weights are packed first.
    programs: plans.map((plan) => reserve(recordBytes * (plan.instructions.length + 1))),
    arena: reserve(4 * Math.max(...plans.map(({ arenaFloats }) => arenaFloats))),
    scratch: reserve(perThread * threads),
    scratchBytes: perThread,
    pictures: reserve(0),
  };
}

/** A name for a convolution of either network. */
export function convolutionKey({ network, weight }: ConvShape): string {
  return `${network} ${weight}`;
}
