import type { Dataset } from '../../data/dataset.ts';
import type { Duel, EngineState } from '../../engine/engine.ts';
import { optimiserSlots } from '../../engine/initial.ts';
import type { Config } from '../../method/hyperparameters.ts';
import type { Preview } from '../../train/events.ts';
import type { HistorySummary, RunOrigin } from '../protocol.ts';
import { type PackedPreview, packedBytes, packPreview, unpackPreview } from './packedPreview.ts';
import { leastMissed } from './thin.ts';

/** All of a run after some step: its weights and optimisers, to go on from, and what was to be seen then. */
interface Moment {
  readonly state: EngineState;
  readonly preview: PackedPreview;
  readonly bytes: number;
}

/** A run, past or present. */
export interface KeptRun {
  readonly id: number;
  /** The live ones as they were when it was left. */
  config: Config;
  readonly dataset: Dataset;
  readonly origin: RunOrigin | null;
  /** The step it began at. */
  readonly start: number;
  /** Rising in steps. */
  moments: readonly Moment[];
  truth: Float32Array | null;
}

/** Bytes for moments, unless the user says otherwise: some fifty of the default networks. */
const defaultBudget = 128e6;

/** The moments of all runs, within one budget: when it is used up, the run that holds most is thinned out. */
export class History {
  readonly #runs = new Map<number, KeptRun>();
  #budget = defaultBudget;
  #ids = 0;

  begin(run: Omit<KeptRun, 'id' | 'moments' | 'truth'>): KeptRun {
    const kept: KeptRun = { ...run, id: ++this.#ids, moments: [], truth: null };
    this.#runs.set(kept.id, kept);
    return kept;
  }

  run(id: number): KeptRun | undefined {
    return this.#runs.get(id);
  }

  forget(id: number): void {
    this.#runs.delete(id);
  }

  set budget(bytes: number) {
    this.#budget = bytes;
    this.#thin();
  }

  /** Whether one moment of these networks fits at all: if not, their weights need not be read. */
  hasRoomFor(duel: Duel): boolean {
    const { generator, discriminator, optimiserG, optimiserD } = duel;
    const numbers =
      generator.parameterCount * (1 + optimiserSlots(optimiserG)) + discriminator.parameterCount * (1 + optimiserSlots(optimiserD));
    return 4 * numbers <= this.#budget;
  }

  /** Adds a moment after those of earlier steps; what was kept from its step on is made anew. Nothing is added when the maps are no numbers. */
  add(run: KeptRun, state: EngineState, preview: Preview): void {
    const packed = packPreview(preview);
    if (!packed || state.step !== preview.step) return;
    run.truth ??= preview.truth.slice();
    const earlier = run.moments.filter((moment) => moment.state.step < state.step);
    run.moments = [...earlier, { state, preview: packed, bytes: stateBytes(state) + packedBytes(packed) }];
    this.#thin();
  }

  has(run: KeptRun, step: number): boolean {
    return run.moments.some(({ state }) => state.step === step);
  }

  /** The state after `step` steps; without `step` the last. */
  state(id: number, step?: number): EngineState | undefined {
    const moments = this.#runs.get(id)?.moments;
    return (step === undefined ? moments?.at(-1) : moments?.find(({ state }) => state.step === step))?.state;
  }

  preview(id: number, step: number): Preview | undefined {
    const run = this.#runs.get(id);
    const moment = run?.moments.find(({ state }) => state.step === step);
    return run?.truth && moment ? unpackPreview(moment.preview, run.truth) : undefined;
  }

  summary(): HistorySummary {
    const runs = [...this.#runs.values()].map((run) => ({
      id: run.id,
      steps: run.moments.map(({ state }) => state.step),
      bytes: bytesOf(run),
    }));
    return { runs, bytes: runs.reduce((sum, { bytes }) => sum + bytes, 0), budget: this.#budget };
  }

  #thin(): void {
    const runs = [...this.#runs.values()];
    for (let spent = runs.reduce((sum, run) => sum + bytesOf(run), 0); spent > this.#budget; ) {
      const fattest = runs.reduce((a, b) => (bytesOf(b) > bytesOf(a) ? b : a));
      // When only the ends are left, the first goes: what a run has come to is worth more.
      const index = Math.max(0, leastMissed(fattest.moments.map(({ state }) => state.step)));
      spent -= fattest.moments[index]!.bytes;
      fattest.moments = fattest.moments.filter((_, i) => i !== index);
    }
  }
}

function bytesOf({ moments }: KeptRun): number {
  return moments.reduce((sum, { bytes }) => sum + bytes, 0);
}

function stateBytes(state: EngineState): number {
  return Object.values(state).reduce((sum, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
}
