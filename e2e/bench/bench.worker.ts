import { wasmFactory } from '../../src/engine/wasm/factory.ts';
import { webgpuFactory } from '../../src/engine/webgpu/factory.ts';
import { presets } from '../../src/network/presets.ts';
import { browserWasm } from '../../src/platform/browser/wasm.ts';
import { browserGpu } from '../../src/platform/browser/webgpu.ts';
import { joints, type Measurement } from './measurement.ts';
import { measureOurs } from './ours.ts';
import type { Answer, Job } from './page.ts';

/** Measures where the playground trains too: in a worker. */
async function measure({ engine, preset, budget }: Job): Promise<Measurement> {
  const shape = { ...presets[preset], joints };
  switch (engine) {
    case 'wasm':
      return measureOurs(wasmFactory(browserWasm()), preset, budget);
    case 'webgpu':
      return measureOurs(webgpuFactory(browserGpu), preset, budget);
    case 'tfjs-webgpu':
    case 'tfjs-webgl':
      return (await import('./peers/tfjsStep.ts')).measureTfjs(engine === 'tfjs-webgpu' ? 'webgpu' : 'webgl', shape, budget);
    case 'jax-wasm':
    case 'jax-webgpu':
      return (await import('./peers/jaxStep.ts')).measureJax(engine === 'jax-wasm' ? 'wasm' : 'webgpu', shape, budget);
    default:
      return engine satisfies never;
  }
}

addEventListener('message', async ({ data }: MessageEvent<Job>) => {
  const answer: Answer = await measure(data).then(
    (measurement) => ({ kind: 'measured', measurement }),
    (error: unknown) => ({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) }),
  );
  postMessage(answer);
});
