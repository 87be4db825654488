import type { Plan } from '../plan/plan.ts';
import type { Pipeline } from './compile.ts';
import { bindingAlignment, usage } from './flags.ts';
import type { InputPlaces } from './inputs.ts';
import type { Call } from './kernels/call.ts';
import { translate } from './kernels/registry.ts';
import { Site, type Subject } from './kernels/site.ts';
import type { DeviceMemory } from './memory.ts';

/** Multiply-adds a submit: some 10 ms on a small GPU, so that the page's own frames find their turn in between. */
const workOfSubmit = 3e8;

/** One dispatch, ready. */
interface Dispatch {
  readonly kind: string;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly groups: readonly [number, number, number];
  readonly work: number;
}

/** The dispatches of a plan, as data. */
export function callsOf(plan: Plan, subject: Subject, inputs: InputPlaces, cooperative: boolean): readonly Call[] {
  const site = new Site(plan, subject, inputs, cooperative);
  return plan.instructions.flatMap((instruction) => translate(instruction, site));
}

/** A plan on the device: bind groups and numbers are made once, a run only encodes and submits. */
export class Program {
  readonly plan: Plan;
  readonly #memory: DeviceMemory;
  readonly #calls: readonly Call[];
  readonly #pipelines: ReadonlyMap<string, Pipeline>;
  readonly #words: GPUBuffer;
  #dispatches: readonly Dispatch[] = [];
  #pictureWords: GPUBuffer | undefined;

  constructor(plan: Plan, calls: readonly Call[], pipelines: ReadonlyMap<string, Pipeline>, memory: DeviceMemory) {
    this.plan = plan;
    this.#calls = calls;
    this.#pipelines = pipelines;
    this.#memory = memory;
    this.#words = this.#upload(
      `${plan.name}: words`,
      calls.map(({ words }) => words),
    );
    this.attach(undefined);
  }

  /** Dispatches of a run. */
  get size(): number {
    return this.#dispatches.length;
  }

  /** Binds other pictures; without any, the calls that read them are left out. */
  attach(pictures: { readonly buffer: GPUBuffer; readonly size: number } | undefined): void {
    if (this.#pictureWords) this.#memory.release(this.#pictureWords);
    this.#pictureWords = undefined;
    if (pictures) {
      const sample = this.#calls.find(({ storage }) => 'pictures' in storage);
      this.#pictureWords = this.#upload(`${this.plan.name}: pictures`, [{ ...sample?.words, size: pictures.size }]);
    }
    this.#dispatches = this.#calls.flatMap((call, i) => {
      if (!('pictures' in call.storage)) return [this.#dispatch(call, this.#words, i)];
      return pictures ? [this.#dispatch(call, this.#pictureWords!, 0, pictures.buffer)] : [];
    });
  }

  /**
   * Encodes and submits everything, in pieces of bounded work.
   * @param after encodes copies after the last dispatch
   * @returns milliseconds that encoding took
   */
  run(after?: (encoder: GPUCommandEncoder) => void): number {
    return this.#submit(this.#dispatches, after);
  }

  /** Runs the dispatches of one kind alone, whose results then mean nothing: how `profile` weighs them. */
  runKind(kind: string): number {
    const some = this.#dispatches.filter((dispatch) => dispatch.kind === kind);
    this.#submit(some);
    return some.length;
  }

  get kinds(): readonly string[] {
    return [...new Set(this.#dispatches.map(({ kind }) => kind))];
  }

  #submit(dispatches: readonly Dispatch[], after?: (encoder: GPUCommandEncoder) => void): number {
    const { device } = this.#memory;
    const start = performance.now();
    for (let next = 0; next < dispatches.length; ) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      let work = 0;
      let before: GPUComputePipeline | undefined;
      for (; next < dispatches.length && work < workOfSubmit; next++) {
        const dispatch = dispatches[next]!;
        if (dispatch.pipeline !== before) pass.setPipeline(dispatch.pipeline);
        before = dispatch.pipeline;
        pass.setBindGroup(0, dispatch.group);
        pass.dispatchWorkgroups(...dispatch.groups);
        work += dispatch.work;
      }
      pass.end();
      if (next === dispatches.length) after?.(encoder);
      device.queue.submit([encoder.finish()]);
    }
    return performance.now() - start;
  }

  #dispatch(call: Call, words: GPUBuffer, record: number, pictures?: GPUBuffer): Dispatch {
    const { pipeline, layout } = this.#pipelines.get(call.source)!;
    const bytes = 4 * Object.keys(call.words).length;
    const storage = Object.values(call.storage).map(({ place: { buffer, offset, bytes: size } }, i): GPUBindGroupEntry => {
      const resource = buffer === 'pictures' ? { buffer: pictures! } : { buffer: this.#memory.buffer(buffer), offset, size };
      return { binding: i + 1, resource };
    });
    const uniform = { buffer: words, offset: bindingAlignment * record, size: Math.ceil(bytes / 16) * 16 };
    const group = this.#memory.device.createBindGroup({ layout, entries: [{ binding: 0, resource: uniform }, ...storage] });
    return { kind: call.kind, pipeline, group, groups: call.groups, work: call.work };
  }

  /** The numbers of calls, a record of 256 bytes each. */
  #upload(label: string, records: readonly Readonly<Record<string, number>>[]): GPUBuffer {
    const words = new Uint32Array((records.length * bindingAlignment) / 4);
    records.forEach((record, i) => {
      words.set(Object.values(record), (i * bindingAlignment) / 4);
    });
    const buffer = this.#memory.create(label, Math.max(bindingAlignment, words.byteLength), usage.uniform | usage.copyTarget);
    this.#memory.device.queue.writeBuffer(buffer, 0, words);
    return buffer;
  }
}
