import { builtinName } from '../../data/builtin.ts';
import { DataError } from '../../data/dataset.ts';
import { type Duel, EngineError, type StepMetrics } from '../../engine/engine.ts';
import { initialState } from '../../engine/initial.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { webgpuFactory } from '../../engine/webgpu/factory.ts';
import type { SavedRun } from '../../export/runFile.ts';
import { type Config, defaultConfig } from '../../method/hyperparameters.ts';
import { createRandom } from '../../pose/random.ts';
import { duelOf } from '../../train/duel.ts';
import { evaluate } from '../../train/evaluate.ts';
import type { Evaluation } from '../../train/events.ts';
import type { People } from '../../train/people.ts';
import { Recorder } from '../../train/record.ts';
import { type Training, train } from '../../train/train.ts';
import { datasetNameOf, openPeople, openRun } from './savedRun.ts';
import { nodeGpu } from './trainGpu.ts';
import type { TrainOptions } from './trainOptions.ts';
import { type Course, resultOf, type TrainResult } from './trainResult.ts';
import { nodeWasm } from './wasm.ts';

/** Who is told how a run goes. */
export interface TrainWatcher {
  /** A task that goes from 0 to 1 before the first step. */
  task(title: string, done: number): void;
  /** What is read and what runs, before the first step. */
  start(people: People, hardware: string, config: Config, begin: number): void;
  /** Something to know. */
  note(text: string): void;
  step(made: number, metrics: StepMetrics, stepsPerSecond: number): void;
  evaluation(evaluation: Evaluation): void;
}

export interface TrainOutcome {
  readonly result: TrainResult;
  readonly duel: Duel;
  /** All but the time; of the last good step if the run diverged. */
  readonly saved: Omit<SavedRun, 'savedAt'>;
}

/**
 * Trains without a browser; ends early, with what there is, when aborted between two steps.
 * @throws DataError, EngineError; the signal's reason when aborted before the first step
 */
export async function runTraining(options: TrainOptions, watcher: TrainWatcher, signal: AbortSignal): Promise<TrainOutcome> {
  const factory = options.engine === 'wasm' ? wasmFactory(nodeWasm(options.threads)) : webgpuFactory(nodeGpu);
  // Before a minute goes into decoding.
  const { available, reason } = await factory.probe();
  if (!available) throw new EngineError('unavailable', reason);
  const before = options.resume === null ? null : await openRun(options.resume);
  const config = { ...(before?.config ?? defaultConfig), ...options.changes };
  if (before) checkData(before, options.data);
  const people = await openPeople(options.data, config, watcher.task, signal, before?.skeleton);
  const dataset = datasetNameOf(people);
  if (before && before.dataset.fingerprint !== dataset.fingerprint)
    watcher.note(`the run was trained on “${before.dataset.name}”; it goes on with “${dataset.name}”, which is not the same`);
  const duel = duelOf(config, people.skeleton.joints.length);
  const start = before?.state ?? initialState(duel, createRandom(config.seed), config.kStart);
  const engine = await factory.create(duel, start, { progress: (done) => watcher.task('Starting the engine', done), signal });
  try {
    watcher.start(people, `${engine.description.title}, ${engine.description.hardware}`, config, start.step);
    const recorder = new Recorder(before?.record);
    const course = await pull({ config, duel, people, engine, state: start }, options.steps, watcher, recorder, signal);
    const state = await engine.read();
    const parameters = { generator: duel.generator.parameterCount, discriminator: duel.discriminator.parameterCount };
    const result = resultOf({ ...course, config, people, parameters, engine: engine.description, steps: state.step, kT: state.kT });
    const saved = { config, state, skeleton: people.skeleton, dataset, engine: engine.description, record: recorder.take() };
    return { result, duel, saved };
  } finally {
    engine.dispose();
  }
}

/** A dataset that is not ours has to be given again; another one is allowed, since to go on elsewhere is what resuming is for. */
function checkData({ dataset }: SavedRun, data: string | null): void {
  if (data !== null || dataset.name === builtinName) return;
  throw new DataError('not-found', {
    file: dataset.name,
    problem: 'the run was trained on these pictures, and they were not given',
    cure: 'Give them, or others with the same joints, with --data.',
  });
}

/** Pulls the loop until there are enough steps, a loss is not finite, or the signal says so. */
async function pull(
  parts: Pick<Training, 'config' | 'duel' | 'people' | 'engine' | 'state'>,
  steps: number,
  watcher: TrainWatcher,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Course> {
  const { config, duel, people, engine } = parts;
  const evaluations: Evaluation[] = [];
  const take = (evaluation: Evaluation | null) => {
    if (!evaluation) return;
    evaluations.push(evaluation);
    recorder.evaluated(evaluation);
    watcher.evaluation(evaluation);
  };
  let last: StepMetrics | null = null;
  let made = 0;
  let stepping = 0;
  let hasDiverged = false;
  let isAhead = false;
  const begin = performance.now();
  const end = parts.state.step + steps;
  const ahead = (step: number) => step < end && !signal.aborted;
  const loop = train({ ...parts, live: () => config, ahead, wantsPreview: () => false, keep: () => {}, signal: () => signal });
  while (isAhead || (made < steps && !hasDiverged && !signal.aborted)) {
    const before = performance.now();
    const { value: event } = await loop.next();
    isAhead = event?.kind === 'step' && event.isAhead;
    if (event?.kind === 'step') {
      const milliseconds = performance.now() - before;
      const { metrics, lambdaG, gamma, waited } = event;
      stepping += milliseconds;
      last = metrics;
      made++;
      recorder.add({ ...metrics, lambdaG, gamma, milliseconds, waited });
      watcher.step(last.step + 1, last, (1000 * made) / stepping);
    } else if (event?.kind === 'evaluation') take(event.evaluation);
    else if (event?.kind === 'diverged') {
      hasDiverged = true;
      recorder.rewind(event.restoredStep);
    }
    // The engine holds this thread: without a pause nobody would hear of an interrupt.
    await new Promise((done) => setImmediate(done));
  }
  await loop.return();
  const ending = signal.aborted ? 'interrupted' : hasDiverged ? 'diverged' : 'trained';
  if (ending === 'trained') take(await evaluate(engine, duel, people, { count: config.evaluateCount, step: parts.state.step + made }));
  return { ending, made, last, evaluations, stepping, total: performance.now() - begin };
}
