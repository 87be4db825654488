import type { KernelVariant } from '../../engine/wasm/kernels.ts';
import { variantName } from '../../engine/wasm/kernels.ts';
import type { HelperThread, WasmPlatform } from '../../engine/wasm/platform.ts';

type VariantName = `${'relaxed' | 'plain'}-${'shared' | 'single'}`;

/** Each a chunk of its own, so that only the one that runs is loaded. */
const binaries: Readonly<Record<VariantName, () => Promise<{ default: Uint8Array<ArrayBuffer> }>>> = {
  'relaxed-shared': () => import('virtual:kernels/relaxed-shared'),
  'relaxed-single': () => import('virtual:kernels/relaxed-single'),
  'plain-shared': () => import('virtual:kernels/plain-shared'),
  'plain-single': () => import('virtual:kernels/plain-single'),
};

/** More threads than this only wait for each other at the sizes that a browser trains. */
const mostThreads = 8;

/** WebAssembly in a browser's worker, on threads where the page is cross-origin isolated. */
export function browserWasm(): WasmPlatform {
  return {
    threads: globalThis.crossOriginIsolated ? threadsFor(navigator.hardwareConcurrency || 1) : 1,
    loadKernels: async (variant: KernelVariant) => WebAssembly.compile((await binaries[variantName(variant) as VariantName]()).default),
    spawn: (module, memory, index) =>
      new Promise<HelperThread>((resolve, reject) => {
        const thread = new Worker(new URL('./kernelThread.worker.ts', import.meta.url), { type: 'module', name: `kernels ${index}` });
        thread.onerror = (event) => reject(new Error(event.message || 'a thread does not start'));
        thread.onmessage = () => resolve({ terminate: () => thread.terminate() });
        thread.postMessage({ module, memory, index });
      }),
  };
}

/** One processor is left to the page where there are more than two. */
function threadsFor(processors: number): number {
  return Math.min(mostThreads, processors > 2 ? processors - 1 : processors);
}
