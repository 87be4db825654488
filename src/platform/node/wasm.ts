import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { HelperThread, WasmPlatform } from '../../engine/wasm/platform.ts';
import { kernelBinary } from './kernels.ts';

// Node 20 has relaxed SIMD behind this flag; later versions have it without and ignore it.
setFlagsFromString('--experimental-wasm-relaxed-simd');

/** All there is to a helping thread: plain JavaScript, so that it starts without a loader. */
const helper = `
const { parentPort, workerData } = require('node:worker_threads');
const { module, memory, index } = workerData;
WebAssembly.instantiate(module, { env: { memory }, host: { now: () => performance.now() } }).then(({ exports }) => {
	parentPort.postMessage('ready');
	exports.serve(index, 0);
});`;

/** WebAssembly in Node, on worker threads. */
export function nodeWasm(threads = availableParallelism()): WasmPlatform {
  return {
    threads,
    loadKernels: async (variant) => WebAssembly.compile((await kernelBinary(variant)) as Uint8Array<ArrayBuffer>),
    spawn: (module, memory, index) =>
      new Promise<HelperThread>((resolve, reject) => {
        const worker = new Worker(helper, { eval: true, workerData: { module, memory, index } });
        worker.once('error', reject);
        worker.once('message', () => {
          // A waiting helper must not keep the process alive.
          worker.unref();
          resolve({ terminate: () => void worker.terminate() });
        });
      }),
  };
}
