import type { GpuPlatform } from '../../engine/webgpu/platform.ts';
import { nameOf, openGpu, probeGpu } from './gpu.ts';

/** WebGPU of a page or a worker: a device of its own for each engine. */
export const browserGpu: GpuPlatform = {
  probe: probeGpu,
  async open() {
    const { software } = await probeGpu();
    const { device, info, close } = await openGpu();
    return { device, hardware: nameOf(info), software, close };
  },
};
