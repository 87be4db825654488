import { EngineError } from '../../engine/engine.ts';
import type { GpuPlatform } from '../../engine/webgpu/platform.ts';

/** The part of the package `webgpu` (Dawn, 130 MB) that is used; it is no dependency, but added by whoever wants a GPU on a server. */
interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

const cure = 'Add it with `npm install --no-save webgpu`, or leave --engine out.';

/** A GPU in Node. */
export const nodeGpu: GpuPlatform = {
  async probe() {
    const { info } = await adapterOf(await dawn());
    const software = isSoftware(info);
    return { available: true, software, reason: `WebGPU on ${nameOf(info)}.` };
  },
  async open() {
    const adapter = await adapterOf(await dawn());
    const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize, maxStorageBuffersPerShaderStage } = adapter.limits;
    const requiredLimits = { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize, maxStorageBuffersPerShaderStage };
    const device = await adapter.requestDevice({ requiredLimits });
    return { device, hardware: nameOf(adapter.info), software: isSoftware(adapter.info), close: () => device.destroy() };
  },
};

/** The one instance of Dawn: a device dies with the GPU object it came from. */
let gpu: GPU | undefined;

async function dawn(): Promise<GPU> {
  if (gpu) return gpu;
  // By a variable, so that neither compiler nor installer misses it where it is not wanted.
  const name = 'webgpu';
  const loaded = await (import(name) as Promise<Dawn>).catch((cause: unknown) => {
    throw new EngineError('unavailable', `The package "webgpu" is not there, or does not load here. ${cure}`, { cause });
  });
  gpu = loaded.create([]);
  return gpu;
}

async function adapterOf(gpu: GPU): Promise<GPUAdapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter)
    throw new EngineError(
      'unavailable',
      'Dawn finds no GPU that it may use on this machine. Train on wasm, or look after the driver: on Linux it wants Vulkan’s loader (libvulkan1) beside that of the GPU.',
    );
  return adapter;
}

function nameOf({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'an unnamed adapter';
}

function isSoftware({ vendor, architecture, description, device }: GPUAdapterInfo): boolean {
  return /swiftshader|llvmpipe|lavapipe|software|warp/i.test(`${vendor} ${architecture} ${description} ${device}`);
}
