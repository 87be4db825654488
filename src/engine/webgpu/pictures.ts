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
  /** Attached; behind them are the spare places. */
  readonly count: number;
  readonly size: number;
  readonly chunks: readonly Chunk[];
  readonly #memory: DeviceMemory;

  readonly #spare: number;

  /** @param spare places for pictures that are only looked at */
  constructor(memory: DeviceMemory, { count, size, pixels }: Pictures, spare: number) {
    this.#memory = memory;
    this.count = count;
    this.size = size;
    this.#spare = spare;
    const { maxStorageBufferBindingSize, maxBufferSize } = memory.device.limits;
    const each = 4 * size * size;
    const most = Math.max(1, Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / each));
    const chunks: Chunk[] = [];
    for (let first = 0; first < count + spare; first += most) {
      const held = Math.min(most, count + spare - first);
      const buffer = memory.create('pictures', held * each, usage.storage | usage.copyTarget);
      const given = Math.min(held, count - first);
      if (given > 0) memory.device.queue.writeBuffer(buffer, 0, pixels as Uint8Array<ArrayBuffer>, first * each, given * each);
      chunks.push({ buffer, first, held });
    }
    this.chunks = chunks;
  }

  /** Puts the pictures that `picture` names from `from` on into the spare places, as many as fit; the first lies where the result says. */
  put({ pixels }: Pictures, picture: Int32Array, from: number): number {
    const each = 4 * this.size * this.size;
    for (let i = 0; i < this.#spare && from + i < picture.length; i++) {
      const place = this.count + i;
      const { buffer, first } = this.chunks.findLast((chunk) => chunk.first <= place)!;
      const at = (place - first) * each;
      this.#memory.device.queue.writeBuffer(buffer, at, pixels as Uint8Array<ArrayBuffer>, picture[from + i]! * each, each);
    }
    return this.count;
  }

  dispose(): void {
    for (const { buffer } of this.chunks) this.#memory.release(buffer);
  }
}
