import type { NetworkConfig } from '../../src/network/hourglass.ts';
import type { Timing } from '../../src/train/clock.ts';

/** What can be measured; all but the last two run in Chromium. */
export const engineNames = ['wasm', 'webgpu', 'tfjs-webgpu', 'tfjs-webgl', 'jax-wasm', 'jax-webgpu', 'wasm-node', 'torch'] as const;
export type EngineName = (typeof engineNames)[number];
export type BrowserEngine = Exclude<EngineName, 'wasm-node' | 'torch'>;

/** What an engine tells of itself; null where it cannot be known from outside. */
export interface Measurement extends Timing {
  readonly parametersG: number;
  readonly parametersD: number;
  /** Calls to the GPU a step. */
  readonly dispatches: number | null;
  /** Milliseconds until a step is handed to the GPU. */
  readonly encodeMs: number | null;
  readonly deviceBytes: number | null;
  /** GFLOP/s of a matrix product in the same kernels. */
  readonly limitGflops: number | null;
  /** What it ran on, where it says. */
  readonly hardware: string;
}

/** Sizes of the duel's step, for those who build its networks anew. */
export interface StepShape extends Omit<NetworkConfig, 'normalisation'> {
  readonly batch: number;
}

/** Joints of MPII. */
export const joints = 16;
