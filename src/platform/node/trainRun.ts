import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '../../data/dataset.ts';
import { buildPictureStore, storeSize } from '../../data/pictures.ts';
import { openDataset } from '../../data/registry.ts';
import { type Duel, EngineError, type EngineState, type StepMetrics } from '../../engine/engine.ts';
import { initialState } from '../../engine/initial.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { webgpuFactory } from '../../engine/webgpu/factory.ts';
import { presets } from '../../network/presets.ts';
import { createRandom } from '../../pose/random.ts';
import { duelOf } from '../../train/duel.ts';
import { evaluate } from '../../train/evaluate.ts';
import type { Evaluation } from '../../train/events.ts';
import { type People, peopleOf } from '../../train/people.ts';
import { type Training, train } from '../../train/train.ts';
import { openPath } from './files.ts';
import { decodePicture } from './pictures.ts';
import { nodeGpu } from './trainGpu.ts';
import type { TrainOptions } from './trainOptions.ts';
import { type Course, resultOf, type TrainResult } from './trainResult.ts';
import { nodeWasm } from './wasm.ts';

const builtin = resolve(dirname(fileURLToPath(import.meta.url)), '../../../public/datasets/rendered-people.zip');

/** Who is told how a run goes. */
export interface TrainWatcher {
  /** A task that goes from 0 to 1 before the first step. */
  task(title: string, done: number): void;
  /** What is read and what runs, before the first step. */
  start(people: People, hardware: string): void;
  step(made: number, metrics: StepMetrics, stepsPerSecond: number): void;
  evaluation(evaluation: Evaluation): void;
}

export interface TrainOutcome {
  readonly result: TrainResult;
  readonly duel: Duel;
  /** Weights and all; of the last good step if the run diverged. */
  readonly state: EngineState;
}

/** Reads the annotations of the pictures that were asked for. */
export async function openTrainData(data: string | null, watcher: TrainWatcher, signal: AbortSignal): Promise<Dataset> {
  const title = data === null ? 'Reading the built-in pictures' : `Reading ${data}`;
  const files = await openPath(data ?? builtin, signal);
  const name = data ?? 'Rendered People';
  return openDataset(files, { name, decode: decodePicture, progress: (done) => watcher.task(title, done), signal });
}

/**
 * Trains without a browser; ends early, with what there is, when aborted between two steps.
 * @throws DataError, EngineError; the signal's reason when aborted before the first step
 */
export async function runTraining(options: TrainOptions, watcher: TrainWatcher, signal: AbortSignal): Promise<TrainOutcome> {
  const { config } = options;
  const factory = options.engine === 'wasm' ? wasmFactory(nodeWasm(options.threads)) : webgpuFactory(nodeGpu);
  // Before a minute goes into decoding.
  const { available, reason } = await factory.probe();
  if (!available) throw new EngineError('unavailable', reason);
  const people = await preparePeople(options, watcher, signal);
  const duel = duelOf(config, people.skeleton.joints.length);
  const start = initialState(duel, createRandom(config.seed), config.kStart);
  const engine = await factory.create(duel, start, { progress: (done) => watcher.task('Starting the engine', done), signal });
  try {
    engine.attach(people.store.pictures);
    watcher.start(people, `${engine.description.title}, ${engine.description.hardware}`);
    const course = await pull({ config, duel, people, engine, state: start }, options.steps, watcher, signal);
    const state = await engine.read();
    const parameters = { generator: duel.generator.parameterCount, discriminator: duel.discriminator.parameterCount };
    const result = resultOf({ ...course, config, people, parameters, engine: engine.description, steps: state.step, kT: state.kT });
    return { result, duel, state };
  } finally {
    engine.dispose();
  }
}

async function preparePeople({ data, config }: TrainOptions, watcher: TrainWatcher, signal: AbortSignal): Promise<People> {
  const dataset = await openTrainData(data, watcher, signal);
  const title = `Decoding ${dataset.report.pictures.toLocaleString('en')} pictures`;
  const progress = (done: number) => watcher.task(title, done);
  return peopleOf(dataset, await buildPictureStore(dataset, { size: storeSize(presets[config.preset].input), progress, signal }));
}

/** Pulls the loop until there are enough steps, a loss is not finite, or the signal says so. */
async function pull(
  parts: Pick<Training, 'config' | 'duel' | 'people' | 'engine' | 'state'>,
  steps: number,
  watcher: TrainWatcher,
  signal: AbortSignal,
): Promise<Course> {
  const { config, duel, people, engine } = parts;
  const evaluations: Evaluation[] = [];
  const take = (evaluation: Evaluation | null) => {
    if (!evaluation) return;
    evaluations.push(evaluation);
    watcher.evaluation(evaluation);
  };
  let last: StepMetrics | null = null;
  let made = 0;
  let stepping = 0;
  let hasDiverged = false;
  const begin = performance.now();
  const loop = train({ ...parts, live: () => config, wantsPreview: () => false, keep: () => {}, signal: () => signal });
  while (made < steps && !hasDiverged && !signal.aborted) {
    const before = performance.now();
    const { value: event } = await loop.next();
    if (event?.kind === 'step') {
      stepping += performance.now() - before;
      last = event.metrics;
      made = last.step + 1;
      watcher.step(made, last, (1000 * made) / stepping);
    } else if (event?.kind === 'evaluation') take(event.evaluation);
    else if (event?.kind === 'diverged') hasDiverged = true;
    // The engine holds this thread: without a pause nobody would hear of an interrupt.
    await new Promise((done) => setImmediate(done));
  }
  await loop.return();
  const ending = signal.aborted ? 'interrupted' : hasDiverged ? 'diverged' : 'trained';
  if (ending === 'trained') take(await evaluate(engine, duel, people, { count: config.evaluateCount, step: made }));
  return { ending, last, evaluations, stepping, total: performance.now() - begin };
}
