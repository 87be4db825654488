import { instantiate } from '../../engine/wasm/kernels.ts';

/** One helping thread of the WebAssembly engine: says that it is there, and then serves until it is terminated. */
globalThis.onmessage = async (message: MessageEvent<{ module: WebAssembly.Module; memory: WebAssembly.Memory; index: number }>) => {
  const { module, memory, index } = message.data;
  const kernels = await instantiate(module, memory);
  globalThis.postMessage('ready');
  kernels.serve(index, 0);
};
