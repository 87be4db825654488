import type { Pictures } from '../engine.ts';
import { usage } from './flags.ts';
import type { DeviceMemory } from './memory.ts';

/** Pictures first … first + held − 1. */
interface Chunk {
  readonly buffer: GPUBuffer;
  readonly first: number;
  readonly held: number;
}

/** The dataset on the device, 4 bytes a pixel: one buffer, or several where one would be larger than a binding may be. */
export class PictureBuffers {
  readonly count: number;
  readonly size: number;
  readonly chunks: readonly Chunk[];
  readonly #memory: DeviceMemory;

  constructor(memory: DeviceMemory, { count, size, pixels }: Pictures) {
    this.#memory = memory;
    this.count = count;
    this.size = size;
    const { maxStorageBufferBindingSize, maxBufferSize } = memory.device.limits;
    const each = 4 * size * size;
    const most = Math.max(1, Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / each));
    const chunks: Chunk[] = [];
    for (let first = 0; first < count; first += most) {
      const held = Math.min(most, count - first);
      const buffer = memory.create('pictures', held * each, usage.storage | usage.copyTarget);
      memory.device.queue.writeBuffer(buffer, 0, pixels as Uint8Array<ArrayBuffer>, first * each, held * each);
      chunks.push({ buffer, first, held });
    }
    this.chunks = chunks;
  }

  dispose(): void {
    for (const { buffer } of this.chunks) this.#memory.release(buffer);
  }
}
