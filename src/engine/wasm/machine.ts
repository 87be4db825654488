import { type Duel, EngineError } from '../engine.ts';
import { type PlanOptions, padded } from '../plan/draft.ts';
import type { InspectionPlan } from '../plan/inspect.ts';
import { planExamination, planRedrawing } from '../plan/look.ts';
import type { Plan } from '../plan/plan.ts';
import { planStep } from '../plan/step.ts';
import { encode, otherStacks, type Words } from './encode.ts';
import { instantiate, type KernelExports } from './kernels.ts';
import { type Places, placeAll } from './places.ts';
import type { HelperThread, WasmPlatform } from './platform.ts';
import * as f from './record.ts';

const pageBytes = 65536;
/** Pages that may be added for the pictures of a batch: 128 MB. */
const pagesToGrow = 2048;

/** How the kernels want their plans. */
export const wasmPlans: PlanOptions = { rowSums: true, inPlace: true };

/** Pictures that D redraws in one run: the page puts two before it while a joint is dragged, and waits for the answer. */
export function redrawnAtOnce({ batch }: Duel): number {
  return Math.min(2, batch);
}

/** All plans of a duel. */
export function plansOf(duel: Duel, inspection: InspectionPlan): [Plan, ...Plan[]] {
  return [
    planStep(duel, wasmPlans),
    planExamination(duel, duel.batch, wasmPlans),
    planRedrawing(duel, redrawnAtOnce(duel), 'real', wasmPlans),
    planRedrawing(duel, redrawnAtOnce(duel), 'fake', wasmPlans),
    inspection.plan,
  ];
}

/** One memory, the kernels over it, the threads that share it, and the plans as programs in it. Knows nothing of training. */
export class Machine {
  readonly places: Places;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly threads: number;
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: KernelExports;
  readonly #helpers: readonly HelperThread[];
  #pictureSize = 0;
  readonly #records = new Map<string, { at: number; count: number; sample: number }>();

  /** Lays out the memory for the plans of a duel (the first of them has the gradients), starts the threads, writes the programs. */
  static async start(duel: Duel, plans: readonly [Plan, ...Plan[]], platform: WasmPlatform, relaxed: boolean): Promise<Machine> {
    const { threads } = platform;
    const places = placeAll(duel, plans, threads);
    const shared = threads > 1;
    const pages = Math.ceil(places.pictures / pageBytes);
    const memory = allocate(pages, shared);
    const module = await platform.loadKernels({ relaxed, shared });
    const kernels = await instantiate(module, memory);
    const helpers = await Promise.all(Array.from({ length: threads - 1 }, (_, i) => platform.spawn(module, memory, i + 1)));
    return new Machine(duel, plans, places, memory, kernels, helpers);
  }

  private constructor(
    duel: Duel,
    plans: readonly Plan[],
    places: Places,
    memory: WebAssembly.Memory,
    kernels: KernelExports,
    helpers: readonly HelperThread[],
  ) {
    this.places = places;
    this.plans = new Map(plans.map((plan) => [plan.name, plan]));
    this.threads = helpers.length + 1;
    this.#memory = memory;
    this.#kernels = kernels;
    this.#helpers = helpers;
    const convolutions = [...places.panels.values()].map(
      ({ conv, forward, transposed, bias }): Words => ({
        ...{ [f.atKernel]: conv.kernel, [f.atCin]: conv.cin, [f.atCout]: conv.cout },
        ...{ [f.atPitch]: padded(conv.cin), [f.atOutPitch]: padded(conv.cout), [f.atBias]: bias },
        ...{ [f.atWeights]: forward, [f.atTransposed]: transposed },
        [f.atParameter0]: places.parameters[conv.network] + 4 * conv.weight,
        [f.atParameter1]: places.parameters[conv.network] + 4 * conv.bias,
      }),
    );
    this.#write(places.convolutions, convolutions);
    const pack = { [f.atKind]: f.kindPack, [f.atTasks]: convolutions.length, [f.atX]: places.convolutions };
    plans.forEach((plan, i) => {
      const records = [pack, ...encode(plan, duel, places)];
      const at = places.programs[i]!;
      this.#write(at, records);
      this.#records.set(plan.name, { at, count: records.length, sample: records.findIndex((r) => r[f.atKind] === f.kindSample) });
    });
    const others = otherStacks(plans[0]!, places);
    this.words(places.stackTable, others.length).set(others);
    const control = this.words(0, f.controlBytes / 4);
    control[f.controlThreads / 4] = this.threads;
    control[f.controlScratch / 4] = places.scratch;
    control[f.controlScratchBytes / 4] = places.scratchBytes;
  }

  /** Floats of the memory. Not to be kept: growing may replace the memory's buffer. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length);
  }

  words(at: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, at, length);
  }

  /** Address of a named buffer of a plan. */
  named(program: string, name: keyof Plan['named']): number {
    const plan = this.plans.get(program)!;
    return this.places.arena + 4 * plan.buffers[plan.named[name]!]!.offset;
  }

  /** What a buffer of a plan holds after its run. Not to be kept. */
  held(plan: Plan, id: number): Float32Array {
    const { offset, floats } = plan.buffers[id]!;
    return this.floats(this.places.arena + 4 * offset, floats);
  }

  /** Makes room for `count` pictures of size × size, where `places.pictures` is; cheap when there is. */
  fitPictures(count: number, size: number): void {
    if (size === this.#pictureSize) return;
    const missing = Math.ceil((this.places.pictures + 4 * count * size * size - this.#memory.buffer.byteLength) / pageBytes);
    try {
      if (missing > 0) this.#memory.grow(missing);
    } catch (cause) {
      throw new EngineError('out-of-memory', `There is no room for a batch of ${count} pictures of ${size} px; make them smaller.`, {
        cause,
      });
    }
    for (const { at, sample } of this.#records.values()) {
      const record = this.words(at + sample * f.recordBytes, f.recordBytes / 4);
      record[f.atX / 4] = this.places.pictures;
      record[f.atOption / 4] = size;
    }
    this.#pictureSize = size;
  }

  /** Runs a program on all threads; returns when it is done. */
  run(name: string): void {
    const { at, count } = this.#records.get(name)!;
    const words = this.words(at, (count * f.recordBytes) / 4);
    for (let i = f.atNext / 4; i < words.length; i += f.recordBytes / 4) words[i] = 0;
    const control = this.words(0, f.controlBytes / 4);
    control[f.controlProgram / 4] = at;
    control[f.controlCount / 4] = count;
    this.#kernels.run();
  }

  /** Runs the first of the plans `repeats` times and returns the mean milliseconds of its records: of packing, then of each instruction. */
  profile(repeats: number): Float64Array {
    const [name] = this.plans.keys();
    const control = this.words(0, f.controlBytes / 4);
    const times = new Float64Array(this.#memory.buffer, this.places.profile, this.#records.get(name!)!.count).fill(0);
    control[f.controlProfile / 4] = this.places.profile;
    for (let i = 0; i < repeats; i++) this.run(name!);
    control[f.controlProfile / 4] = 0;
    return times.map((ms) => ms / repeats);
  }

  get byteLength(): number {
    return this.#memory.buffer.byteLength;
  }

  dispose(): void {
    for (const helper of this.#helpers) helper.terminate();
  }

  #write(at: number, records: readonly Words[]): void {
    records.forEach((record, i) => {
      const words = this.words(at + i * f.recordBytes, f.recordBytes / 4);
      for (const [offset, word] of Object.entries(record)) words[Number(offset) / 4] = word;
    });
  }
}

function allocate(pages: number, shared: boolean): WebAssembly.Memory {
  const maximum = Math.min(65536, pages + pagesToGrow);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum, shared });
  } catch (cause) {
    const megabytes = Math.ceil((pages * pageBytes) / 2 ** 20);
    throw new EngineError('out-of-memory', `These networks need ${megabytes} MB in one piece; choose a smaller preset or batch.`, {
      cause,
    });
  }
}
