import type { AdvGradient, LossScale } from '../method/losses.ts';
import type { Network } from '../network/graph.ts';

/** What an engine is built for. A change of anything here needs a new engine; everything else is in `LiveSettings`. */
export interface Duel {
  readonly generator: Network;
  readonly discriminator: Network;
  /** Pictures a step. */
  readonly batch: number;
  /** Side of the input picture, in pixels. */
  readonly input: number;
  /** Side of a heatmap, in pixels. */
  readonly heatmap: number;
  readonly joints: number;
  /** Standard deviation of a true blob, in heatmap pixels. */
  readonly sigma: number;
  /** What the four losses are divided by; see `method/scale.ts`. */
  readonly lossScale: LossScale;
  /** Whether L_adv reaches G through D's input only (the authors) or through the target Ĉ too (BEGAN). */
  readonly advGradient: AdvGradient;
  /** w of the foreground weight 1 + w C in L_MSE; 0 is the paper's loss. */
  readonly foreground: number;
  readonly optimiserG: Optimiser;
  readonly optimiserD: Optimiser;
}

export type { AdvGradient, LossScale };

/** p ← p − lr · g / (√v + ε), v ← decay v + (1 − decay) g²; or Adam with bias correction (Kingma & Ba 2015). As in Torch. */
export type Optimiser =
  | {
      readonly kind: 'rmsprop';
      readonly decay: number;
      readonly epsilon: number;
    }
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** What may change from one step to the next. */
export interface LiveSettings {
  /** λ_G of this step; 0 during warm-up. */
  readonly lambdaG: number;
  readonly lambdaK: number;
  readonly gamma: number;
  readonly learningRateG: number;
  readonly learningRateD: number;
  /** Holds k_t where it is. */
  readonly freezeK: boolean;
  /** Whether each network is updated in this step. */
  readonly trainG: boolean;
  readonly trainD: boolean;
}

/**
 * Pictures, and how to look at them. The input tensor [B, input, input, 3] is bilinear at the transformed centre of every input pixel:
 * clamp(gain · rgb / 255, 0, 1) − ½, and 0 outside of the picture.
 */
export interface Batch {
  readonly count: number;
  /** Side of a picture, in pixels. */
  readonly size: number;
  /** [B, size, size, 4], RGBA. Good until what the batch was given to has answered. */
  readonly pixels: Uint8Array;
  /** [B, 6], from input pixels to picture pixels, both continuous: x' = a x + b y + c, y' = d x + e y + f. */
  readonly affine: Float32Array;
  /** [B, 3], gain of each colour channel. */
  readonly gain: Float32Array;
  /** [B, J, 3]: x and y in heatmap pixels (continuous), and weight: 0 for a joint without a label, else 1. */
  readonly joints: Float32Array;
}

/** The numbers of one step, all taken before its update. Losses are in the duel's scale; `lossAdv` equals `lossFake` in value. */
export interface StepMetrics {
  /** 0 for the first step of a run. */
  readonly step: number;
  readonly lossMse: number;
  readonly lossReal: number;
  readonly lossFake: number;
  /** k_t of this step, and of the next. */
  readonly kT: number;
  readonly kTNext: number;
  /** The running mean of Σ C², over which the losses are divided in the scale `energy`. */
  readonly energy: number;
  /** Mean over labelled joints of the highest value of Ĉ_j; near 0 tells of the all-zero collapse. */
  readonly peak: number;
  /** [J] each: what every joint adds to L_real, L_fake and, of the last stack, L_MSE. */
  readonly jointReal: Float32Array;
  readonly jointFake: Float32Array;
  readonly jointMse: Float32Array;
}

/** Heatmaps of some pictures, [n, h, w, J] each, as both networks see them in evaluation. */
export interface Examination {
  /** C, the true heatmaps; unlabelled joints are zero. */
  readonly truth: Float32Array;
  /** Ĉ = G(X). */
  readonly generated: Float32Array;
  /** D(Ĉ, X). Unlabelled joints of Ĉ are zeroed on the way in, as in training. */
  readonly redrawnGenerated: Float32Array;
  /** D(C, X). */
  readonly redrawnTruth: Float32Array;
}

/** A value inside of a forward pass: a node of G, or of D while it redraws true or generated maps. */
export interface NodePlace {
  readonly pass: 'generator' | 'real' | 'fake';
  /** Index into `Network.nodes` of G or D. */
  readonly node: number;
}

export interface InspectionRequest {
  readonly places: readonly NodePlace[];
  /** Whether the gradients that reach Ĉ are wanted too. */
  readonly gradients: boolean;
}

/** What goes on inside both networks for some pictures, in evaluation mode. */
export interface Inspection {
  /** In the order of the request: the node's value, [n, h, w, c]. */
  readonly activations: readonly Float32Array[];
  /**
   * What reaches Ĉ of the last stack, [n, h, w, J] each: ∂L_MSE/∂Ĉ and ∂L_adv/∂Ĉ (not scaled by λ_G), each picture's share of a step's
   * gradient: in the duel's loss scale, with the running mean of the energy as it stands (`gradientFactor`).
   */
  readonly gradients: { readonly mse: Float32Array; readonly adversarial: Float32Array } | null;
}

/** All that a run needs to go on elsewhere. Arenas are laid out as `Network.parameters` and `Network.statistics` say. */
export interface EngineState {
  /** Steps made. */
  readonly step: number;
  readonly kT: number;
  /** Running mean of Σ C² (0 before the first step). */
  readonly energy: number;
  readonly generator: Float32Array;
  readonly discriminator: Float32Array;
  /** RMSProp: v. Adam: m, then v. */
  readonly optimiserG: Float32Array;
  readonly optimiserD: Float32Array;
  /** Running statistics (batch normalisation): of G, of D on real maps, of D on generated maps. Empty in group mode. */
  readonly statisticsG: Float32Array;
  readonly statisticsReal: Float32Array;
  readonly statisticsFake: Float32Array;
}

/** Which engine runs, for the user's eyes. */
export interface EngineDescription {
  readonly id: string;
  /** e.g. "TF.js on WebGPU". */
  readonly title: string;
  /** The adapter, the threads, …; what is known of the hardware. */
  readonly hardware: string;
}

/** The time of one kind of kernel in a step. */
export interface KernelTime {
  /** As `kindOf` in `plan/print.ts` names it, e.g. "conv 3×3". */
  readonly kind: string;
  readonly ms: number;
  /** Calls a step. */
  readonly calls: number;
}

/** Where the time of a step goes. */
export interface Profile {
  /** How it was measured, in a sentence for the user. */
  readonly how: string;
  /** Dearest first. */
  readonly kernels: readonly KernelTime[];
}

/** The schedule of a step, to be read by people. */
export interface Schedule {
  readonly instructions: readonly ScheduledInstruction[];
  readonly buffers: number;
  /** Bytes of the arena that all buffers share. */
  readonly arenaBytes: number;
  /** Bytes that must be kept from the forward for the backward pass. */
  readonly keptBytes: number;
}

export interface ScheduledInstruction {
  /** As in `KernelTime`. */
  readonly kind: string;
  /** With its sizes, e.g. "conv 3×3 16→16". */
  readonly title: string;
  /** Buffers, each as name[n×h×w×c]@place. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** Runs the duel. All methods may be called in any order, one at a time unless said otherwise; a rejected promise is an `EngineError`. */
export interface Engine {
  readonly description: EngineDescription;
  /** One step. A second one may be asked for before the first has answered: the engine queues them in order. `batch.count` must be the duel's. */
  step(batch: Batch, live: LiveSettings): Promise<StepMetrics>;
  /** Whether a step's numbers come back some time after it is made, so that the next is better asked for meanwhile. */
  readonly answersLate?: boolean;
  /** Both networks' view of any number of pictures, in evaluation mode. Changes nothing. */
  examine(batch: Batch): Promise<Examination>;
  /** D(maps, X) for maps [n, h, w, J] of one's own making, with the statistics of real or of generated maps. */
  redraw(batch: Batch, maps: Float32Array, as: 'real' | 'fake'): Promise<Float32Array>;
  /** Values and gradients inside of both networks, of any number of pictures, one picture after the other. Changes nothing. */
  inspect(batch: Batch, request: InspectionRequest): Promise<Inspection>;
  read(): Promise<EngineState>;
  write(state: EngineState): Promise<void>;
  /** What a step does, in order; absent where the engine has no schedule. */
  schedule?(): Schedule;
  /** Makes the last step again, some times over, with a clock beside it; needs a step before it and leaves the state as it was. */
  profile?(repeats: number): Promise<Profile>;
  /** Calls to the GPU a step; absent where there is none. */
  readonly dispatches?: number;
  /** Milliseconds that handing the last step to the GPU took. */
  readonly encodeMs?: number;
  /** Bytes held on the device, and how many buffers or tensors hold them. */
  memory(): { readonly bytes: number; readonly buffers: number };
  dispose(): void;
}

/** Why an engine could not go on; the interface switches on the code. */
export type EngineErrorCode = 'unavailable' | 'device-lost' | 'out-of-memory' | 'compile' | 'internal';

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** Whether the device is gone: the engine has to be made anew. */
export function isLoss(error: unknown): error is EngineError {
  return error instanceof EngineError && error.code === 'device-lost';
}

/** Makes an engine for a duel. The platform lists the factories in the order of choice. */
export interface EngineFactory {
  readonly id: string;
  readonly title: string;
  /** Whether it can run here, and why or why not, in a sentence for the user. */
  probe(): Promise<EngineProbe>;
  /** GFLOP/s of a large matrix product in the engine's own kernels: what it can do here at best. */
  limit?(): Promise<number>;
  /** Builds and compiles. `progress` goes from 0 to 1. */
  create(duel: Duel, state: EngineState, options?: { progress?: (done: number) => void; signal?: AbortSignal }): Promise<Engine>;
}

export interface EngineProbe {
  readonly available: boolean;
  readonly reason: string;
  /** Software adapters rank below everything but the reference. */
  readonly software: boolean;
}
