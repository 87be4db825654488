import { type Duel, EngineError } from '../engine.ts';
import { optimiserSlots } from '../initial.ts';
import { padded } from '../plan/draft.ts';
import type { NetworkName, Plan } from '../plan/plan.ts';
import { metricsHead } from '../plan/scalars.ts';
import { usage } from './flags.ts';
import { inputPlaces } from './inputs.ts';
import type { BufferName } from './places.ts';

/** Bytes of each of the engine's own buffers; multiples of 16, since kernels read vec4. */
export type Sizes = Readonly<Record<Exclude<BufferName, 'pictures'>, number>>;

/** What a duel and its plans need. The arena holds one plan at a time. */
export function sizesOf(duel: Duel, step: Plan, plans: readonly Plan[]): Sizes {
  const { generator, discriminator, batch, joints } = duel;
  const floats = (count: number) => 4 * Math.max(4, padded(count));
  const gradients = (name: NetworkName) => floats(step.gradients[name].slices * padded(step.gradients[name].parameterCount));
  return {
    arena: floats(Math.max(...plans.map((plan) => plan.arenaFloats))),
    inputs: inputPlaces(batch, joints).bytes,
    jointWeights: floats(batch * padded(joints)),
    metrics: floats(metricsHead + 3 * joints),
    'parameters.generator': floats(generator.parameterCount),
    'parameters.discriminator': floats(discriminator.parameterCount),
    'gradients.generator': gradients('generator'),
    'gradients.discriminator': gradients('discriminator'),
    'optimiser.generator': floats(optimiserSlots(duel.optimiserG) * padded(generator.parameterCount)),
    'optimiser.discriminator': floats(optimiserSlots(duel.optimiserD) * padded(discriminator.parameterCount)),
    'statistics.generator': floats(generator.statisticsCount),
    'statistics.real': floats(discriminator.statisticsCount),
    'statistics.fake': floats(discriminator.statisticsCount),
  };
}

/** Makes buffers and remembers them, so that all can be given back and counted. WebGPU zeroes new buffers. */
export class DeviceMemory {
  readonly device: GPUDevice;
  readonly #buffers = new Set<GPUBuffer>();
  readonly #named = new Map<BufferName, GPUBuffer>();

  constructor(device: GPUDevice, sizes: Sizes) {
    this.device = device;
    const { storage, copySource, copyTarget } = usage;
    try {
      for (const [name, bytes] of Object.entries(sizes) as [keyof Sizes, number][])
        this.#named.set(name, this.create(name, bytes, storage | copySource | copyTarget));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Throws an EngineError where the device cannot hold so much in one piece. */
  create(label: string, bytes: number, flags: GPUBufferUsageFlags): GPUBuffer {
    const { maxBufferSize } = this.device.limits;
    if (bytes > maxBufferSize)
      throw new EngineError(
        'out-of-memory',
        `The networks' ${label} needs ${megabytes(bytes)} MB in one piece, this GPU gives ${megabytes(maxBufferSize)}; choose a smaller preset or batch.`,
      );
    const buffer = this.device.createBuffer({ label, size: bytes, usage: flags });
    this.#buffers.add(buffer);
    return buffer;
  }

  release(buffer: GPUBuffer): void {
    buffer.destroy();
    this.#buffers.delete(buffer);
  }

  buffer(name: Exclude<BufferName, 'pictures'>): GPUBuffer {
    return this.#named.get(name)!;
  }

  get bytes(): number {
    return [...this.#buffers].reduce((sum, { size }) => sum + size, 0);
  }

  get count(): number {
    return this.#buffers.size;
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
    this.#buffers.clear();
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
