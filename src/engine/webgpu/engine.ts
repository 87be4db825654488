import {
  type Batch,
  type Duel,
  type Engine,
  type EngineDescription,
  EngineError,
  type EngineState,
  type Examination,
  type Inspection,
  type InspectionRequest,
  type KernelTime,
  type LiveSettings,
  type Profile,
  type Schedule,
  type StepMetrics,
} from '../engine.ts';
import { readMetrics } from '../plan/blocks.ts';
import type { InspectionPlan } from '../plan/inspect.ts';
import { buffersAsked, inspectInParts } from '../plan/inspecting.ts';
import type { Plan } from '../plan/plan.ts';
import { scheduleOf } from '../plan/print.ts';
import { profileOf } from '../plan/profile.ts';
import * as scalars from '../plan/scalars.ts';
import { usage } from './flags.ts';
import { type InputPlaces, inputPlaces, packBatch, packLive } from './inputs.ts';
import type { DeviceWatch } from './lost.ts';
import { padMaps, unpadMaps } from './maps.ts';
import type { DeviceMemory } from './memory.ts';
import type { OpenGpu } from './platform.ts';
import type { Program } from './program.ts';
import { download, ReadbackRing } from './ring.ts';
import { readState, writeState } from './state.ts';

/** Steps that may be under way before the next waits for the first's numbers: one is made while those of the last come back. */
const stepsUnderWay = 2;

/** The programs of an engine. */
export interface Programs {
  readonly step: Program;
  readonly examination: Program;
  readonly redrawing: Readonly<Record<'real' | 'fake', Program>>;
  readonly looking: { readonly inspection: InspectionPlan; readonly program: Program };
}

/** The engine on WebGPU. A step is encoded, submitted and answered when its numbers have come back; the next need not wait for that. */
export class WebGpuEngine implements Engine {
  readonly description: EngineDescription;
  readonly answersLate = true;
  /** Milliseconds that encoding the last step took. */
  encodeMs = 0;
  readonly #duel: Duel;
  readonly #gpu: OpenGpu;
  readonly #memory: DeviceMemory;
  readonly #programs: Programs;
  readonly #watch: DeviceWatch;
  readonly #inputs: InputPlaces;
  readonly #packed: ArrayBuffer;
  readonly #ring: ReadbackRing;
  /** The pictures of a batch, and the side that they are bound for. */
  #pictures: { readonly buffer: GPUBuffer; readonly size: number } | undefined;
  #step: number;
  /** Settled when all that was asked for has been submitted. */
  #submitted: Promise<unknown> = Promise.resolve();

  constructor(duel: Duel, gpu: OpenGpu, memory: DeviceMemory, programs: Programs, watch: DeviceWatch, state: EngineState) {
    this.#duel = duel;
    this.#gpu = gpu;
    this.#memory = memory;
    this.#programs = programs;
    this.#watch = watch;
    this.description = { id: 'webgpu', title: 'WebGPU', hardware: gpu.hardware };
    this.#inputs = inputPlaces(duel.batch, duel.joints);
    this.#packed = new ArrayBuffer(this.#inputs.bytes);
    this.#ring = new ReadbackRing(memory, scalars.metricsHead + 3 * duel.joints, stepsUnderWay);
    writeState(memory, duel, state);
    this.#step = state.step;
  }

  /** Dispatches of a step. */
  get dispatches(): number {
    return this.#programs.step.size;
  }

  step(batch: Batch, live: LiveSettings): Promise<StepMetrics> {
    return this.#inOrder(async () => {
      if (batch.count !== this.#duel.batch)
        throw new EngineError('internal', `The batch has ${batch.count} pictures; the engine was built for ${this.#duel.batch}.`);
      packLive(this.#inputs, this.#packed, this.#duel, live, this.#step);
      this.#load(batch, 0);
      const slot = await this.#ring.take();
      const step = this.#step++;
      const metrics = this.#memory.buffer('metrics');
      this.encodeMs = this.#programs.step.run((encoder) => encoder.copyBufferToBuffer(metrics, 0, slot, 0, slot.size));
      return async () => readMetrics(await this.#ring.read(slot), step, this.#duel.joints);
    });
  }

  examine(batch: Batch): Promise<Examination> {
    const { heatmap, joints, batch: most } = this.#duel;
    const each = heatmap * heatmap * joints;
    const view = () => new Float32Array(batch.count * each);
    const seen = { truth: view(), generated: view(), redrawnGenerated: view(), redrawnTruth: view() };
    const program = this.#programs.examination;
    return this.#inOrder(async () => {
      for (let from = 0; from < batch.count; from += most) {
        this.#load(batch, from);
        program.run();
        const [maps, generated, redrawn] = await this.#answers(program.plan, ['maps', 'generated', 'redrawn']);
        const count = Math.min(most, batch.count - from);
        const place = (to: Float32Array) => to.subarray(from * each, (from + count) * each);
        unpadMaps(maps!, 0, joints, place(seen.truth));
        unpadMaps(generated!, 0, joints, place(seen.generated));
        unpadMaps(redrawn!, 0, joints, place(seen.redrawnTruth));
        unpadMaps(redrawn!, most * heatmap * heatmap, joints, place(seen.redrawnGenerated));
      }
      return () => seen;
    });
  }

  redraw(batch: Batch, maps: Float32Array, as: 'real' | 'fake'): Promise<Float32Array> {
    const { heatmap, joints, batch: most } = this.#duel;
    const each = heatmap * heatmap * joints;
    const redrawn = new Float32Array(batch.count * each);
    const program = this.#programs.redrawing[as];
    return this.#inOrder(async () => {
      for (let from = 0; from < batch.count; from += most) {
        const count = Math.min(most, batch.count - from);
        this.#load(batch, from);
        const { offset } = program.plan.buffers[program.plan.named.maps!]!;
        const padded = padMaps(maps.subarray(from * each, (from + count) * each), joints);
        this.#memory.device.queue.writeBuffer(this.#memory.buffer('arena'), 4 * offset, padded);
        program.run();
        const [answer] = await this.#answers(program.plan, ['redrawn']);
        unpadMaps(answer!, 0, joints, redrawn.subarray(from * each, (from + count) * each));
      }
      return () => redrawn;
    });
  }

  inspect(batch: Batch, request: InspectionRequest): Promise<Inspection> {
    const { inspection, program } = this.#programs.looking;
    const { queue } = this.#memory.device;
    const asked = [...buffersAsked(inspection, request)];
    const ranges = asked.map((id) => {
      const { offset, floats } = inspection.plan.buffers[id]!;
      return { buffer: this.#memory.buffer('arena'), offset: 4 * offset, floats };
    });
    return this.#inOrder(async () => {
      const metrics = this.#memory.buffer('metrics');
      const [head] = await download(this.#memory, [{ buffer: metrics, offset: 0, floats: scalars.metricsHead }]);
      const seen = await inspectInParts(this.#duel, inspection, head![scalars.metricsEnergy]!, batch.count, request, async (picture) => {
        // Both are written anew by every step before it reads them.
        new Float32Array(this.#packed, this.#inputs.live.offset, scalars.liveFloats)[scalars.liveLambdaG] = 1;
        queue.writeBuffer(metrics, 4 * scalars.metricsFactor, Float32Array.of(1));
        this.#load(batch, picture);
        program.run();
        const values = await download(this.#memory, ranges);
        return (buffer) => values[asked.indexOf(buffer)]!;
      });
      return () => seen;
    });
  }

  read(): Promise<EngineState> {
    return this.#inOrder(async () => {
      const state = await readState(this.#memory, this.#duel, this.#step);
      return () => state;
    });
  }

  write(state: EngineState): Promise<void> {
    return this.#inOrder(() => {
      writeState(this.#memory, this.#duel, state);
      this.#step = state.step;
      return () => {};
    });
  }

  schedule(): Schedule {
    return scheduleOf(this.#programs.step.plan);
  }

  profile(repeats: number): Promise<Profile> {
    return this.#inOrder(async () => {
      const { queue } = this.#memory.device;
      const state = await readState(this.#memory, this.#duel, this.#step);
      const program = this.#programs.step;
      const times: KernelTime[] = [];
      for (const kind of program.kinds) {
        const calls = program.runKind(kind);
        await queue.onSubmittedWorkDone();
        const start = performance.now();
        for (let i = 0; i < repeats; i++) program.runKind(kind);
        await queue.onSubmittedWorkDone();
        times.push({ kind, ms: (performance.now() - start) / repeats, calls });
      }
      writeState(this.#memory, this.#duel, state);
      return () => profileOf('Each kind was run alone, one after the other, until the GPU was done.', times);
    });
  }

  memory(): { readonly bytes: number; readonly buffers: number } {
    return { bytes: this.#memory.bytes, buffers: this.#memory.count };
  }

  dispose(): void {
    this.#memory.dispose();
    this.#gpu.close();
  }

  /** Runs `submit` when everything asked for before is submitted; what it returns is awaited without holding up the next. */
  #inOrder<T>(submit: () => Promise<() => Promise<T> | T> | (() => Promise<T> | T)): Promise<T> {
    const submitted = this.#submitted.then(() => this.#watch.guard(submit));
    this.#submitted = submitted.catch(() => {});
    return submitted.then((answer) => this.#watch.guard(answer));
  }

  /** Puts the part of a batch from `from` on, as much as the engine was built for, on the device; settings go with it as they stand. */
  #load(batch: Batch, from: number): void {
    const { queue } = this.#memory.device;
    const each = 4 * batch.size * batch.size;
    const count = Math.min(this.#duel.batch, batch.count - from);
    const { buffer } = this.#fit(batch.size);
    queue.writeBuffer(buffer, 0, batch.pixels as Uint8Array<ArrayBuffer>, from * each, count * each);
    packBatch(this.#inputs, this.#packed, this.#duel, batch, from);
    queue.writeBuffer(this.#memory.buffer('inputs'), 0, this.#packed);
  }

  /** Room for a batch of pictures of this side. */
  #fit(size: number): { readonly buffer: GPUBuffer } {
    if (this.#pictures?.size === size) return this.#pictures;
    const before = this.#pictures;
    const buffer = this.#memory.create('pictures', 4 * this.#duel.batch * size * size, usage.storage | usage.copyTarget);
    this.#pictures = { buffer, size };
    const { step, examination, redrawing, looking } = this.#programs;
    for (const program of [step, examination, redrawing.real, redrawing.fake, looking.program]) program.attach(this.#pictures);
    if (before) this.#memory.release(before.buffer);
    return this.#pictures;
  }

  /** Named buffers of a plan that has just run. */
  #answers(plan: Plan, names: readonly (keyof Plan['named'])[]): Promise<Float32Array[]> {
    const ranges = names.map((name) => {
      const { offset, floats } = plan.buffers[plan.named[name]!]!;
      return { buffer: this.#memory.buffer('arena'), offset: 4 * offset, floats };
    });
    return download(this.#memory, ranges);
  }
}
