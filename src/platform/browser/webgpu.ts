import type { GpuPlatform } from '../../engine/webgpu/platform.ts';
import { nameOf, openGpu, probeGpu } from './gpu.ts';

/** WebGPU of a page or a worker, on the device that TF.js's backend has too. */
export const browserGpu: GpuPlatform = {
  probe: probeGpu,
  async open() {
    const { device, info, software } = await openGpu();
    return { device, hardware: nameOf(info), software, close: () => {} };
  },
};
