import type { EngineProbe } from '../engine.ts';

/** Who gives the engine a device: the page's GPU, the one under TF.js's backend, or Dawn in Node. */
export interface GpuPlatform {
  probe(): Promise<EngineProbe>;
  /** A device that is not lost. Rejects with an `EngineError`. */
  open(): Promise<OpenGpu>;
}

export interface OpenGpu {
  readonly device: GPUDevice;
  /** What is known of the hardware, for the user. */
  readonly hardware: string;
  /** Whether a processor plays the GPU: kernels then do without barriers. */
  readonly software: boolean;
  /** Gives the device back, when the engine is disposed of; nothing where somebody else needs it still. */
  close(): void;
}
