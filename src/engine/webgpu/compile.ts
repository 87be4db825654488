import { EngineError } from '../engine.ts';
import { computeStage } from './flags.ts';
import type { Call } from './kernels/call.ts';

/** A kernel that is ready to run, and the layout that its bind groups need. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

export interface CompileOptions {
  readonly progress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Compiles every distinct source once, all side by side: browsers use several threads for it.
 * @returns by source. Rejects with the signal's reason, or with an EngineError that names the kernel.
 */
export async function compile(
  device: GPUDevice,
  calls: readonly Call[],
  { progress, signal }: CompileOptions,
): Promise<ReadonlyMap<string, Pipeline>> {
  const distinct = new Map(calls.map((call) => [call.source, call]));
  const layouts = new Map<string, GPUBindGroupLayout>();
  const pipelines = new Map<string, Pipeline>();
  const aborted = new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
  aborted.catch(() => {});
  const one = async ({ kind, source, storage }: Call) => {
    const accesses = Object.values(storage).map(({ access }) => access);
    const key = accesses.join();
    const layout = layouts.get(key) ?? layoutOf(device, accesses);
    layouts.set(key, layout);
    try {
      const pipeline = await device.createComputePipelineAsync({
        label: kind,
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module: device.createShaderModule({ label: kind, code: source }), entryPoint: 'main' },
      });
      pipelines.set(source, { pipeline, layout });
    } catch (cause) {
      throw new EngineError('compile', `The GPU kernel "${kind}" does not compile here: ${String(cause)}`, { cause });
    }
    progress?.(pipelines.size / distinct.size);
  };
  signal?.throwIfAborted();
  await Promise.race([Promise.all([...distinct.values()].map(one)), aborted]);
  return pipelines;
}

function layoutOf(device: GPUDevice, accesses: readonly ('read' | 'read_write')[]): GPUBindGroupLayout {
  const storage = accesses.map(
    (access, i): GPUBindGroupLayoutEntry => ({
      binding: i + 1,
      visibility: computeStage,
      buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
    }),
  );
  return device.createBindGroupLayout({ entries: [{ binding: 0, visibility: computeStage, buffer: { type: 'uniform' } }, ...storage] });
}
