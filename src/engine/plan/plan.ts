import type { Duel } from '../engine.ts';

/**
 * A schedule: everything an engine does in one training step or one forward pass, as plain data. Engines replay it, instruction by
 * instruction; all threads finish one before the next begins.
 *
 * Layouts. Maps are NHWC with the channels padded to `pitch`, a multiple of 4: [n, h, w, pitch]. The padding lanes are always zero, so
 * that kernels work on whole vectors of 4. Parameters are not padded; they lie in the arena that `Network.parameters` describes.
 * A norm with its relu is never stored: it is applied where a convolution reads, relu(scale · x + offset), from coefficients
 * [n, 4, pitch]: scale, offset, mean, 1/√(variance + ε), spread over channels and pictures, so that group and batch mode look alike.
 */
export interface Plan {
  readonly name: string;
  readonly buffers: readonly PlanBuffer[];
  readonly instructions: readonly Instruction[];
  /** Size of the arena in which all buffers lie. Nothing in it outlives a run of the plan. */
  readonly arenaFloats: number;
  /** Floats that must outlive the forward pass: the least an arena could have. 0 for a forward-only plan. */
  readonly keptFloats: number;
  /** Buffers by which the plan talks with its engine; they are pinned as `inputs` and `outputs` of the plan say. */
  readonly named: Readonly<Partial<Record<'image' | 'maps' | 'generated' | 'redrawn' | 'gradientMse' | 'gradientAdversarial', number>>>;
  readonly gradients: Readonly<Record<NetworkName, GradientArena>>;
}

export type NetworkName = Duel['generator']['name'];

/**
 * Weight gradients: [slices, parameterCount], one row for each share of the pictures, summed by `update` in this order, so that the
 * sum does not depend on who computes what. Row s holds pictures ⌊s n / slices⌋ … ⌊(s + 1) n / slices⌋ − 1. In the discriminator the
 * first half of the rows is that of true maps, the second that of generated ones, which `update` scales by −k_t.
 */
export interface GradientArena {
  readonly slices: number;
  readonly parameterCount: number;
}

/** A piece of the arena. */
export interface PlanBuffer {
  readonly id: number;
  readonly name: string;
  /** Pictures, rows, columns, channels of maps; see the instructions for the shapes of all else. */
  readonly shape: readonly [n: number, h: number, w: number, c: number];
  /** Floats from one pixel to the next: the channels, padded to a multiple of 4. */
  readonly pitch: number;
  readonly floats: number;
  /** Where it starts, in floats; a multiple of 64 (256 bytes, what WebGPU asks of a binding). */
  readonly offset: number;
  /** Instructions that write it first and read it last; −1 when it is filled before the plan runs. */
  readonly birth: number;
  readonly death: number;
  /** The buffer whose place it takes, while that one is read for the last time. */
  readonly replaces: number | null;
}

/** What every convolution instruction knows. Weights are [kernel, kernel, cin, cout] at float `weight` of the network's arena. */
export interface ConvShape {
  readonly network: NetworkName;
  readonly kernel: number;
  readonly stride: number;
  readonly weight: number;
  readonly bias: number;
  readonly cin: number;
  readonly cout: number;
}

/** What every normalisation instruction knows. */
export interface NormShape {
  readonly network: NetworkName;
  /** `group`: over h, w and `groupSize` channels of a picture. `batch`: over h, w and the pictures of a share. */
  readonly mode: 'group' | 'batch';
  readonly groupSize: number;
  readonly channels: number;
  readonly gain: number;
  readonly shift: number;
  /** Float at which the running mean starts, in each of the network's arenas of statistics; −1 in group mode. */
  readonly statistics: number;
}

/** The arenas of running statistics, in the order of the pictures' shares. */
export type StatisticsSet = 'generator' | 'real' | 'fake';

/**
 * One kernel call. Numbers in `reads` and `writes` are indices of buffers; a list may have up to two. `out` may lie where an addend
 * lies (never where anything else does), so a kernel reads an addend before it writes the same element.
 */
export type Instruction =
  /** Batch → image [B, input, input, 3]; see `Batch`. */
  | { readonly kind: 'sample'; readonly reads: Record<never, never>; readonly writes: { readonly out: number } }
  /** Joints → true maps C in the first B pictures of `out`; zero for an unlabelled joint. */
  | { readonly kind: 'draw'; readonly reads: Record<never, never>; readonly writes: { readonly out: number }; readonly count: number }
  /** out[at + b] = w_b · maps[b]: unlabelled joints of generated maps are zeroed. */
  | { readonly kind: 'mask'; readonly reads: { readonly maps: number }; readonly writes: { readonly out: number }; readonly at: number }
  /** Mean of each factor × factor square. */
  | { readonly kind: 'resize'; readonly reads: { readonly x: number }; readonly writes: { readonly out: number }; readonly factor: number }
  /** Channels of a, then of b. Where a has fewer pictures than b it starts again. */
  | { readonly kind: 'concat'; readonly reads: { readonly a: number; readonly b: number }; readonly writes: { readonly out: number } }
  /** out = W * v + bias + Σ addends with v = x, or relu(scale x + offset); sums: see `PlanOptions.rowSums`. */
  | {
      readonly kind: 'conv';
      readonly reads: { readonly x: number; readonly coefficients?: number; readonly addends: readonly number[] };
      readonly writes: { readonly out: number; readonly sums?: number };
      readonly conv: ConvShape;
    }
  /** out = relu(scale x + offset), where something else than a convolution reads it; sums as above. */
  | {
      readonly kind: 'rectify';
      readonly reads: { readonly x: number; readonly coefficients: number };
      readonly writes: { readonly out: number; readonly sums?: number };
    }
  /** 2×2, stride 2; sums as above. */
  | { readonly kind: 'maxPool'; readonly reads: { readonly x: number }; readonly writes: { readonly out: number; readonly sums?: number } }
  /** out = x nearest-upsampled by 2, plus Σ addends; sums as above. */
  | {
      readonly kind: 'upsample';
      readonly reads: { readonly x: number; readonly addends: readonly number[] };
      readonly writes: { readonly out: number; readonly sums?: number };
    }
  /** out = Σ addends, where nothing else could carry the sum; sums as above. */
  | {
      readonly kind: 'sum';
      readonly reads: { readonly addends: readonly number[] };
      readonly writes: { readonly out: number; readonly sums?: number };
    }
  /** Statistics of x (from its row sums where the plan has them) → coefficients; batch mode also moves the running statistics. */
  | {
      readonly kind: 'moments';
      readonly reads: { readonly x: number; readonly sums?: number };
      readonly writes: { readonly coefficients: number };
      readonly norm: NormShape;
      readonly sets: readonly StatisticsSet[];
    }
  /** The coefficients of batch mode in evaluation, from running statistics; one set for each equal share of the pictures. */
  | {
      readonly kind: 'frozen';
      readonly reads: Record<never, never>;
      readonly writes: { readonly coefficients: number };
      readonly norm: NormShape;
      readonly sets: readonly StatisticsSet[];
    }
  /** Sums [B, h, 6, pitch] over each row, per joint: w(C−R)², w(Ĉ−R̂)², w(1+fC)(C−Ĉ)² of the last stack, of the others, wC², max Ĉ. */
  | {
      readonly kind: 'compare';
      readonly reads: { readonly maps: number; readonly redrawn: number; readonly generated: readonly number[] };
      readonly writes: { readonly out: number };
    }
  /** The losses, Ē, the factor, the next k_t and all metrics, into the scalars (see `scalars.ts`). */
  | { readonly kind: 'score'; readonly reads: { readonly sums: number }; readonly writes: Record<never, never> }
  /** Gradient at D's answer, of L_real: −2 factor w (C − R), and of L_fake (not scaled by k_t): −2 factor w (Ĉ − R̂). */
  | {
      readonly kind: 'seedDiscriminator';
      readonly reads: { readonly maps: number; readonly redrawn: number; readonly generated: number };
      readonly writes: { readonly out: number };
    }
  /** Gradient at a stack's maps: −2 factor w (1 + fC)(C − Ĉ); at the last stack plus λ_G (w adversarial [+ 2 factor w (Ĉ − R̂)]). */
  | {
      readonly kind: 'seedGenerator';
      readonly reads: {
        readonly maps: number;
        readonly generated: number;
        /** Last stack only: ∂L_fake/∂(wĈ), and, where L_adv also reaches G through the target, D's answers. */
        readonly adversarial?: number;
        readonly redrawn?: number;
      };
      readonly writes: { readonly out: number };
    }
  /** Rows of the gradient arena: ∂W = Σ v ⊗ dy and ∂bias = Σ dy, over the pictures of each slice. */
  | {
      readonly kind: 'weightGradient';
      readonly reads: { readonly dy: number; readonly x: number; readonly coefficients?: number };
      readonly writes: Record<never, never>;
      readonly conv: ConvShape;
    }
  /**
   * Wᵀ * dy. Without a norm: out = Wᵀ * dy + Σ addends. With one: out = [scale x + offset > 0] · (Wᵀ * dy) + Σ addends, the gradient at
   * the normalised value; sums: see `PlanOptions.rowSums`. Pictures from `from` of dy on; `out` has `count`.
   */
  | {
      readonly kind: 'inputGradient';
      readonly reads: { readonly dy: number; readonly x?: number; readonly coefficients?: number; readonly addends: readonly number[] };
      readonly writes: { readonly out: number; readonly sums?: number };
      readonly conv: ConvShape;
      readonly from: number;
      readonly count: number;
    }
  /** out = [scale x + offset > 0] · dy + Σ addends, the gradient at the normalised value behind a `rectify`; sums as above. */
  | {
      readonly kind: 'rectifyGradient';
      readonly reads: { readonly dy: number; readonly x: number; readonly coefficients: number; readonly addends: readonly number[] };
      readonly writes: { readonly out: number; readonly sums?: number };
    }
  /**
   * ∂gain, ∂shift into the gradient arena, and slopes [n, 3, pitch] p, q, r, such that the gradient at x is p dn + q x + r:
   * with g = gain · dn, means over the group or batch: p = gain/σ, q = −mean(g x̂)/σ², r = (mean(g x̂) mean/σ − mean(g))/σ.
   */
  | {
      readonly kind: 'normSlopes';
      readonly reads: { readonly dn: number; readonly x: number; readonly coefficients: number; readonly sums?: number };
      readonly writes: { readonly slopes: number };
      readonly norm: NormShape;
      /** 2 where the pictures are two batches (D on true and on generated maps). */
      readonly shares: number;
      /** The statistics are running ones, constants: q = r = 0, and ∂gain and ∂shift are not to be used. Batch mode only. */
      readonly frozen: boolean;
    }
  /**
   * out = p dn + q x + r + Σ addends. In group mode without row sums it also names the coefficients, so that an engine may make slopes and
   * gradient in one go.
   */
  | {
      readonly kind: 'normGradient';
      readonly reads: {
        readonly dn: number;
        readonly x: number;
        readonly slopes: number;
        readonly coefficients?: number;
        readonly addends: readonly number[];
      };
      readonly writes: { readonly out: number };
    }
  /** out = dy at the first highest pixel of each 2×2 of x (rows first), else 0, plus Σ addends. */
  | {
      readonly kind: 'maxPoolGradient';
      readonly reads: { readonly dy: number; readonly x: number; readonly addends: readonly number[] };
      readonly writes: { readonly out: number };
    }
  /** out = the sum of each 2×2 of dy, plus Σ addends. */
  | {
      readonly kind: 'upsampleGradient';
      readonly reads: { readonly dy: number; readonly addends: readonly number[] };
      readonly writes: { readonly out: number };
    }
  /** out = the channels of dy from `channel` on: the gradient at the second part of a concat. */
  | { readonly kind: 'slice'; readonly reads: { readonly dy: number }; readonly writes: { readonly out: number }; readonly channel: number }
  /** The optimiser over the network's whole arena, if its train flag is set. */
  | {
      readonly kind: 'update';
      readonly reads: Record<never, never>;
      readonly writes: Record<never, never>;
      readonly network: NetworkName;
    };

export type InstructionKind = Instruction['kind'];
export type InstructionOf<K extends InstructionKind> = Extract<Instruction, { kind: K }>;

/** The buffers that an instruction reads. */
export function readsOf(instruction: Instruction): readonly number[] {
  return Object.values<number | readonly number[] | undefined>(instruction.reads)
    .flat()
    .filter((id) => id !== undefined);
}

/** The buffers that an instruction writes. */
export function writesOf(instruction: Instruction): readonly number[] {
  return Object.values<number | undefined>(instruction.writes).filter((id) => id !== undefined);
}
