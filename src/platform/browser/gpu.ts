import { EngineError, type EngineProbe } from '../../engine/engine.ts';

/** A GPU device, what it is called, and the news of its loss. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** Whether a processor plays the GPU. */
  readonly software: boolean;
  /** Rejects with an `EngineError` when the device is lost. */
  readonly lost: Promise<never>;
}

/** The device of this page or worker, once somebody has asked for it, until it is lost. */
let shared: Promise<Gpu> | undefined;

/** Whether WebGPU is there, and whether a processor plays the GPU. */
export async function probeGpu(): Promise<EngineProbe> {
  if (!navigator.gpu)
    return { available: false, software: false, reason: 'This browser has no WebGPU, or the page was not loaded over HTTPS.' };
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return { available: false, software: false, reason: 'The browser has WebGPU but found no GPU it may use.' };
  const software = isSoftware(adapter.info);
  return {
    available: true,
    software,
    reason: software ? `WebGPU is played by the processor (${nameOf(adapter.info)}): slow.` : `WebGPU on ${nameOf(adapter.info)}.`,
  };
}

/**
 * The one device on which everything here runs that runs on a GPU, TF.js's backend and our engine, one after the other or side by side.
 * It stays open: who is done with it gives back its own buffers. After a loss the next who asks gets a new one.
 * @throws EngineError 'unavailable'
 */
export function openGpu(): Promise<Gpu> {
  shared ??= open().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

/** Opens the best device with all the limits the adapter has. */
async function open(): Promise<Gpu> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new EngineError('unavailable', 'The browser gives no GPU.');
  const names = [
    'maxComputeWorkgroupStorageSize',
    'maxComputeWorkgroupsPerDimension',
    'maxStorageBufferBindingSize',
    'maxBufferSize',
    'maxComputeWorkgroupSizeX',
    'maxComputeInvocationsPerWorkgroup',
    'maxStorageBuffersPerShaderStage',
  ] as const;
  const requiredLimits = Object.fromEntries(names.map((name) => [name, adapter.limits[name]]));
  const requiredFeatures = (['timestamp-query'] as const).filter((feature) => adapter.features.has(feature));
  const device = await adapter.requestDevice({ requiredLimits, requiredFeatures });
  // The first to hear of it, so that whoever hears of it later and asks again gets another.
  const lost = device.lost.then((loss): never => {
    shared = undefined;
    throw new EngineError('device-lost', `The GPU was lost: ${loss.message || loss.reason || 'no reason given'}.`);
  });
  // Whoever races against it hears of it; nobody racing must not count as an unhandled rejection.
  lost.catch(() => {});
  return { device, info: adapter.info, software: isSoftware(adapter.info), lost };
}

export function nameOf({ vendor, architecture, description }: GPUAdapterInfo): string {
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'an unnamed adapter';
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|software|warp/i.test(`${info.vendor} ${info.architecture} ${info.description} ${info.device}`)
  );
}
