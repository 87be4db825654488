import { padded } from '../../src/engine/plan/draft.ts';
import type { Instruction, Plan, PlanBuffer } from '../../src/engine/plan/plan.ts';
import { compile } from '../../src/engine/webgpu/compile.ts';
import { inputPlaces } from '../../src/engine/webgpu/inputs.ts';
import type { Subject } from '../../src/engine/webgpu/kernels/site.ts';
import { DeviceMemory } from '../../src/engine/webgpu/memory.ts';
import { callsOf, Program } from '../../src/engine/webgpu/program.ts';
import { download } from '../../src/engine/webgpu/ring.ts';
import type { Maps } from './reference.ts';

const statistics = { generator: 64, real: 64, fake: 64 };
const plain = { kind: 'rmsprop', decay: 0, epsilon: 1 } as const;

/** Runs single instructions on a device: buffers are laid side by side, filled, and read back without their padding. */
export class Workbench {
  readonly #buffers: PlanBuffer[] = [];
  readonly #filled = new Map<number, Maps>();
  #floats = 0;

  /** A buffer that holds `maps` before the run. */
  holds(maps: Maps): number {
    const id = this.empty([maps.n, maps.h, maps.w, maps.c]);
    this.#filled.set(id, maps);
    return id;
  }

  /** A buffer to be written. */
  empty(shape: readonly [number, number, number, number]): number {
    const [n, h, w, c] = shape;
    const [id, pitch] = [this.#buffers.length, padded(c)];
    const floats = n * h * w * pitch;
    this.#buffers.push({ id, name: String(id), shape, pitch, floats, offset: this.#floats, birth: 0, death: 0, replaces: null });
    this.#floats += Math.ceil(floats / 64) * 64;
    return id;
  }

  /**
   * @param slices rows of the gradient arena
   * @returns the buffers `wanted`, and the sum of the gradient arena's rows; fails where padding was written
   */
  async run(
    device: GPUDevice,
    instructions: readonly Instruction[],
    wanted: readonly number[],
    parameters: Float32Array,
    { slices = 1, cooperative = false } = {},
  ): Promise<{ answers: Maps[]; gradients: Float64Array }> {
    const arena = { slices, parameterCount: parameters.length };
    const plan: Plan = {
      name: 'bench',
      buffers: this.#buffers,
      instructions,
      arenaFloats: this.#floats,
      keptFloats: 0,
      named: {},
      gradients: { generator: arena, discriminator: arena },
    };
    const subject: Subject = {
      ...{ batch: 1, heatmap: 4, joints: 1, sigma: 1, lossScale: 'mean', foreground: 0, optimiserG: plain, optimiserD: plain },
      parameterCounts: { generator: parameters.length, discriminator: parameters.length },
      statisticsCount: statistics,
    };
    const row = padded(parameters.length);
    const [few, all] = [1024, 4 * slices * row];
    const memory = new DeviceMemory(device, {
      ...{ arena: 4 * this.#floats, inputs: few, jointWeights: few, metrics: few },
      ...{ 'parameters.generator': 4 * row, 'parameters.discriminator': few, 'gradients.generator': all, 'gradients.discriminator': few },
      ...{ 'optimiser.generator': few, 'optimiser.discriminator': few },
      ...{ 'statistics.generator': few, 'statistics.real': few, 'statistics.fake': few },
    });
    try {
      const calls = callsOf(plan, subject, inputPlaces(1, 1), cooperative);
      const program = new Program(plan, calls, await compile(device, calls, {}), memory);
      // What nobody wrote must show: the arena starts as noise.
      device.queue.writeBuffer(memory.buffer('arena'), 0, new Float32Array(this.#floats).fill(7.7));
      device.queue.writeBuffer(memory.buffer('parameters.generator'), 0, Float32Array.from(parameters));
      for (const [id, maps] of this.#filled) device.queue.writeBuffer(memory.buffer('arena'), 4 * this.#buffers[id]!.offset, pad(maps));
      program.run();
      const ranges = wanted.map((id) => ({
        buffer: memory.buffer('arena'),
        offset: 4 * this.#buffers[id]!.offset,
        floats: this.#buffers[id]!.floats,
      }));
      const [rows, ...values] = await download(memory, [
        { buffer: memory.buffer('gradients.generator'), offset: 0, floats: slices * row },
        ...ranges,
      ]);
      const gradients = new Float64Array(parameters.length);
      for (let i = 0; i < slices; i++) for (let k = 0; k < gradients.length; k++) gradients[k]! += rows![i * row + k]!;
      return { answers: wanted.map((id, i) => this.#unpad(id, values[i]!)), gradients };
    } finally {
      memory.dispose();
    }
  }

  #unpad(id: number, values: Float32Array): Maps {
    const { shape, pitch } = this.#buffers[id]!;
    const [n, h, w, c] = shape;
    const data = new Float64Array(n * h * w * c);
    values.forEach((value, i) => {
      const channel = i % pitch;
      if (channel < c) data[Math.floor(i / pitch) * c + channel] = value;
      else if (value !== 0) throw new Error(`a padding lane holds ${value}`);
    });
    return { n, h, w, c, data };
  }
}

function pad({ n, h, w, c, data }: Maps): Float32Array<ArrayBuffer> {
  const pitch = padded(c);
  const to = new Float32Array(n * h * w * pitch);
  for (let p = 0; p < n * h * w; p++) for (let k = 0; k < c; k++) to[p * pitch + k] = data[p * c + k]!;
  return to;
}
