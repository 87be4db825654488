import type { NetworkName, StatisticsSet } from '../plan/plan.ts';

/**
 * The buffers on the device. Everything that a plan computes lies in `arena`; WebGPU forbids to bind one buffer for reading and for
 * writing in the same dispatch, so pieces of the arena are bound as read_write throughout, each as a range of its own.
 */
export type BufferName =
  | 'arena'
  /** What JavaScript tells a step: see `inputs.ts`. */
  | 'inputs'
  /** Weights of the batch's joints, [B, pitch], written by `draw`. */
  | 'jointWeights'
  | 'metrics'
  | `parameters.${NetworkName}`
  | `gradients.${NetworkName}`
  | `optimiser.${NetworkName}`
  | `statistics.${StatisticsSet}`
  /** Not one of the engine's own: whatever pictures are attached. */
  | 'pictures';

/** A range of a buffer, in bytes. */
export interface Place {
  readonly buffer: BufferName;
  readonly offset: number;
  readonly bytes: number;
}
