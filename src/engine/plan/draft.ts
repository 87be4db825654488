import type { Instruction } from './plan.ts';

/** A buffer before it has a place. */
export interface DraftBuffer {
  readonly id: number;
  readonly name: string;
  readonly shape: readonly [n: number, h: number, w: number, c: number];
  readonly pitch: number;
  readonly floats: number;
}

/** How a plan is written for an engine. */
export interface PlanOptions {
  /**
   * Kernels that write a value also write sums over each row, [n, h, 2, pitch], so that `moments` and `normSlopes` need not read it
   * again. Forward: Σ (v − v₀) and Σ (v − v₀)², v₀ being the row's first pixel, lest a channel that hardly varies lose its digits.
   * Backward: Σ dn and Σ dn (x − x₀).
   */
  readonly rowSums: boolean;
  /** Outputs may take the place of an addend. WebGPU, which may not bind one buffer for reading and writing, says no. */
  readonly inPlace: boolean;
}

/** Collects the buffers and instructions of a plan. Every buffer is written once (but `maps`, by halves), so liveness is plain. */
export class Draft {
  readonly options: PlanOptions;
  readonly buffers: DraftBuffer[] = [];
  readonly instructions: Instruction[] = [];

  constructor(options: PlanOptions) {
    this.options = options;
  }

  /** Maps [n, h, w, c], channels padded to a multiple of 4. */
  maps(name: string, n: number, h: number, w: number, c: number): number {
    const pitch = padded(c);
    return this.#buffer(name, [n, h, w, c], pitch, n * h * w * pitch);
  }

  /** Row sums [n, h, 2, pitch] of a buffer, or nothing where the engine does not want them. */
  sums(of: number): number | undefined {
    if (!this.options.rowSums) return undefined;
    const { name, shape, pitch } = this.buffer(of);
    const [n, h, , c] = shape;
    return this.#buffer(`${name}:sums`, [n, h, 2, c], pitch, n * h * 2 * pitch);
  }

  /** A row of `rows` vectors of channels for each picture: [n, 1, rows, pitch]. */
  vectors(name: string, n: number, rows: number, c: number): number {
    const pitch = padded(c);
    return this.#buffer(name, [n, 1, rows, c], pitch, n * rows * pitch);
  }

  buffer(id: number): DraftBuffer {
    const buffer = this.buffers[id];
    if (!buffer) throw new RangeError(`plan: there is no buffer ${id}`);
    return buffer;
  }

  emit(instruction: Instruction): void {
    this.instructions.push(instruction);
  }

  #buffer(name: string, shape: DraftBuffer['shape'], pitch: number, floats: number): number {
    this.buffers.push({ id: this.buffers.length, name, shape, pitch, floats });
    return this.buffers.length - 1;
  }
}

/** Channels padded to whole vectors of 4. */
export function padded(channels: number): number {
  return Math.ceil(channels / 4) * 4;
}
