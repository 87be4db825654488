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
  type LiveSettings,
  type Profile,
  type Schedule,
  type StepMetrics,
} from '../engine.ts';
import { readMetrics, writeLive } from '../plan/blocks.ts';
import { padded } from '../plan/draft.ts';
import type { InspectionPlan } from '../plan/inspect.ts';
import { inspectInParts } from '../plan/inspecting.ts';
import { kindOf, scheduleOf } from '../plan/print.ts';
import { profileOf } from '../plan/profile.ts';
import * as scalars from '../plan/scalars.ts';
import { type Machine, redrawnAtOnce } from './machine.ts';
import { readState, writeState } from './state.ts';

/** The engine on WebAssembly: a step is one call, on all threads. */
export class WasmEngine implements Engine {
  readonly description: EngineDescription;
  readonly #duel: Duel;
  readonly #machine: Machine;
  readonly #inspection: InspectionPlan;
  #step = 0;

  constructor(duel: Duel, machine: Machine, inspection: InspectionPlan, description: EngineDescription, state: EngineState) {
    this.#duel = duel;
    this.#machine = machine;
    this.#inspection = inspection;
    this.description = description;
    this.#put(state);
  }

  async step(batch: Batch, live: LiveSettings): Promise<StepMetrics> {
    const machine = this.#machine;
    const { batch: count, joints } = this.#duel;
    if (batch.count !== count)
      throw new EngineError('internal', `The batch has ${batch.count} pictures; the engine was built for ${count}.`);
    this.#load(batch, 0, count);
    writeLive(machine.floats(machine.places.live, scalars.liveFloats), this.#duel, live, this.#step);
    machine.run('step');
    return readMetrics(machine.floats(machine.places.metrics, scalars.metricsHead + 3 * joints), this.#step++, joints);
  }

  async examine(batch: Batch): Promise<Examination> {
    const { batch: most, heatmap, joints } = this.#duel;
    const each = heatmap * heatmap * joints;
    const view = (): Float32Array => new Float32Array(batch.count * each);
    const examination = { truth: view(), generated: view(), redrawnGenerated: view(), redrawnTruth: view() };
    for (let from = 0; from < batch.count; from += most) {
      const count = Math.min(most, batch.count - from);
      this.#load(batch, from, count);
      this.#machine.run('examination');
      const take = (name: 'maps' | 'generated' | 'redrawn', first: number, to: Float32Array) =>
        this.#unpad('examination', name, first, to.subarray(from * each, (from + count) * each));
      take('maps', 0, examination.truth);
      take('generated', 0, examination.generated);
      take('redrawn', 0, examination.redrawnTruth);
      take('redrawn', most, examination.redrawnGenerated);
    }
    return examination;
  }

  async redraw(batch: Batch, maps: Float32Array, as: 'real' | 'fake'): Promise<Float32Array> {
    const { heatmap, joints } = this.#duel;
    const most = redrawnAtOnce(this.#duel);
    const each = heatmap * heatmap * joints;
    const redrawn = new Float32Array(batch.count * each);
    for (let from = 0; from < batch.count; from += most) {
      const count = Math.min(most, batch.count - from);
      this.#load(batch, from, count);
      this.#pad(`redrawing ${as}`, maps.subarray(from * each, (from + count) * each));
      this.#machine.run(`redrawing ${as}`);
      this.#unpad(`redrawing ${as}`, 'redrawn', 0, redrawn.subarray(from * each, (from + count) * each));
    }
    return redrawn;
  }

  async inspect(batch: Batch, request: InspectionRequest): Promise<Inspection> {
    const machine = this.#machine;
    const energy = machine.floats(machine.places.metrics, scalars.metricsHead)[scalars.metricsEnergy]!;
    return inspectInParts(this.#duel, this.#inspection, energy, batch.count, request, async (picture) => {
      this.#load(batch, picture, 1);
      // Both are written anew by every step before it reads them.
      machine.floats(machine.places.metrics, scalars.metricsHead)[scalars.metricsFactor] = 1;
      machine.floats(machine.places.live, scalars.liveFloats)[scalars.liveLambdaG] = 1;
      machine.run('inspection');
      return (buffer) => machine.held(this.#inspection.plan, buffer);
    });
  }

  async read(): Promise<EngineState> {
    return readState(this.#machine, this.#duel, this.#step);
  }

  async write(state: EngineState): Promise<void> {
    this.#put(state);
  }

  schedule(): Schedule {
    return scheduleOf(this.#machine.plans.get('step')!);
  }

  async profile(repeats: number): Promise<Profile> {
    const state = await this.read();
    const [pack, ...times] = this.#machine.profile(repeats);
    this.#put(state);
    const { instructions } = this.#machine.plans.get('step')!;
    const how = 'By a clock beside the instructions of whole steps.';
    return profileOf(how, [{ kind: 'pack weights', ms: pack! }, ...instructions.map((one, i) => ({ kind: kindOf(one), ms: times[i]! }))]);
  }

  memory(): { readonly bytes: number; readonly buffers: number } {
    return { bytes: this.#machine.byteLength, buffers: 1 };
  }

  dispose(): void {
    this.#machine.dispose();
  }

  #put(state: EngineState): void {
    writeState(this.#machine, this.#duel, state);
    this.#step = state.step;
  }

  /** Copies what `count` pictures of a batch need into memory. Places beyond them keep what they hold; nobody looks at their results. */
  #load(batch: Batch, from: number, count: number): void {
    const { places } = this.#machine;
    const { size, pixels } = batch;
    const { joints } = this.#duel;
    const bytes = 4 * size * size;
    this.#machine.fitPictures(this.#duel.batch, size);
    this.#machine.bytes(places.pictures, count * bytes).set(pixels.subarray(from * bytes, (from + count) * bytes));
    const views = this.#machine.floats(places.views, 12 * count);
    for (let b = 0; b < count; b++) {
      views.set(batch.affine.subarray(6 * (from + b), 6 * (from + b + 1)), 12 * b);
      views.set(batch.gain.subarray(3 * (from + b), 3 * (from + b + 1)), 12 * b + 6);
    }
    this.#machine.floats(places.joints, 3 * count * joints).set(batch.joints.subarray(3 * from * joints, 3 * (from + count) * joints));
  }

  /** Maps of a plan's buffer, from picture `first` on, without the padding of their channels. */
  #unpad(program: string, name: 'maps' | 'generated' | 'redrawn', first: number, to: Float32Array): void {
    const { heatmap, joints } = this.#duel;
    const pitch = padded(joints);
    const pixels = to.length / joints;
    const maps = this.#machine.floats(this.#machine.named(program, name) + 4 * first * heatmap * heatmap * pitch, pixels * pitch);
    for (let p = 0; p < pixels; p++) for (let j = 0; j < joints; j++) to[p * joints + j] = maps[p * pitch + j]!;
  }

  #pad(program: string, from: Float32Array): void {
    const { joints } = this.#duel;
    const pitch = padded(joints);
    const pixels = from.length / joints;
    const maps = this.#machine.floats(this.#machine.named(program, 'maps'), pixels * pitch).fill(0);
    for (let p = 0; p < pixels; p++) maps.set(from.subarray(p * joints, (p + 1) * joints), p * pitch);
  }
}
