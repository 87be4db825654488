import type { KernelVariant } from './kernels.ts';

/** What the engine needs of the machine it runs on; the platform rooms provide it. */
export interface WasmPlatform {
  /** The compiled kernels. */
  loadKernels(variant: KernelVariant): Promise<WebAssembly.Module>;
  /** Threads to use, this one included; 1 where memory cannot be shared. */
  readonly threads: number;
  /** Starts a thread that calls `serve(index, 0)` on the module over the memory; resolves when it runs. */
  spawn(module: WebAssembly.Module, memory: WebAssembly.Memory, index: number): Promise<HelperThread>;
}

export interface HelperThread {
  terminate(): void;
}
