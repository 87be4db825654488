import { mapRead, usage } from './flags.ts';
import type { DeviceMemory } from './memory.ts';

/** Buffers to read back from, used in turn: while one is waited for, the next steps already run. */
export class ReadbackRing {
  readonly #free: GPUBuffer[];
  readonly #waiting: ((buffer: GPUBuffer) => void)[] = [];
  readonly #floats: number;

  constructor(memory: DeviceMemory, floats: number, slots: number) {
    this.#floats = floats;
    this.#free = Array.from({ length: slots }, (_, i) => memory.create(`readback ${i}`, 4 * floats, usage.mapRead | usage.copyTarget));
  }

  /** A buffer that nobody waits for; when all are taken, the first to come back. */
  take(): Promise<GPUBuffer> {
    const buffer = this.#free.shift();
    return buffer ? Promise.resolve(buffer) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** What was copied into a taken buffer, once the device is there; the buffer goes back. */
  async read(buffer: GPUBuffer): Promise<Float32Array> {
    await buffer.mapAsync(mapRead);
    const values = new Float32Array(buffer.getMappedRange(0, 4 * this.#floats).slice(0));
    buffer.unmap();
    const next = this.#waiting.shift();
    if (next) next(buffer);
    else this.#free.push(buffer);
    return values;
  }
}

/** Reads ranges of buffers back in one go. */
export async function download(
  memory: DeviceMemory,
  ranges: readonly { readonly buffer: GPUBuffer; readonly offset: number; readonly floats: number }[],
): Promise<Float32Array[]> {
  const bytes = ranges.reduce((sum, { floats }) => sum + 4 * floats, 0);
  const staging = memory.create('download', Math.max(4, bytes), usage.mapRead | usage.copyTarget);
  try {
    const encoder = memory.device.createCommandEncoder();
    let at = 0;
    for (const { buffer, offset, floats } of ranges) {
      if (floats > 0) encoder.copyBufferToBuffer(buffer, offset, staging, at, 4 * floats);
      at += 4 * floats;
    }
    memory.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(mapRead);
    const all = new Float32Array(staging.getMappedRange().slice(0));
    at = 0;
    return ranges.map(({ floats }) => {
      at += floats;
      return all.slice(at - floats, at);
    });
  } finally {
    memory.release(staging);
  }
}
