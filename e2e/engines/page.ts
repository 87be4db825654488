import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type Duel, type Engine, EngineError, type EngineState, type NodePlace } from '../../src/engine/engine.ts';
import { initialState } from '../../src/engine/initial.ts';
import { planStep } from '../../src/engine/plan/step.ts';
import { record } from '../../src/engine/reference/recording.ts';
import { adam, live, presetDuel, type Run, rmsprop } from '../../src/engine/reference/runs.ts';
import { toyBatch, toyDuel } from '../../src/engine/specimen.ts';
import { TfjsEngine } from '../../src/engine/tfjs/engine.ts';
import { registerFilterGradient } from '../../src/engine/tfjs/filterGradient.ts';
import { WebGpuEngine } from '../../src/engine/webgpu/engine.ts';
import { planOptions, webgpuFactory } from '../../src/engine/webgpu/factory.ts';
import type { Network } from '../../src/network/graph.ts';
import type { NetworkConfig } from '../../src/network/hourglass.ts';
import type { PresetName } from '../../src/network/presets.ts';
import { tfjsBackends } from '../../src/platform/browser/tfjs.ts';
import { browserGpu } from '../../src/platform/browser/webgpu.ts';
import { createRandom } from '../../src/pose/random.ts';
import { batches, distances } from './duels.ts';
import { checks } from './operations.ts';

async function start(duel: Duel, state: EngineState, software = true): Promise<WebGpuEngine> {
  const engine = await webgpuFactory({ ...browserGpu, open: async () => ({ ...(await browserGpu.open()), software }) }).create(
    duel,
    state,
    {},
  );
  if (!(engine instanceof WebGpuEngine)) throw new Error('not the engine that was asked for');
  return engine;
}

type Case = Partial<NetworkConfig> & Partial<Pick<Duel, 'advGradient' | 'foreground' | 'lossScale'>> & { readonly software?: boolean };

/**
 * The largest distances of whole steps, of the state after each and of an examination from those of the reference. Each step starts from the
 * reference's state: a value that rounding puts on the other side of a relu's corner is not carried on. All but the first hold something.
 */
async function parity({ advGradient = 'input', foreground = 3, lossScale = 'energy', software = true, ...network }: Case, steps: number) {
  await tf.setBackend('cpu');
  registerFilterGradient();
  const duel = toyDuel({ network, advGradient, foreground, lossScale, optimiserG: rmsprop, optimiserD: adam });
  const state = initialState(duel, createRandom(3), 0.25);
  const reference = new TfjsEngine(duel, state, { id: 'tfjs', title: 'TF.js', hardware: 'CPU' }, new Promise<never>(() => {}));
  const engine = await start(duel, state, software);
  const found: Record<string, number> = {};
  const note = (all: Record<string, number>) => {
    for (const [name, far] of Object.entries(all)) found[name] = Math.max(found[name] ?? 0, far);
  };
  for (const [i, batch] of batches(duel, steps).entries()) {
    const settings = { ...live, freezeK: i % 2 === 1, trainG: i % 3 !== 1, trainD: i % 3 !== 2 };
    await engine.write(await reference.read());
    note(distances(await engine.step(batch, settings), await reference.step(batch, settings)));
    note(distances(await engine.read(), await reference.read()));
  }
  await engine.write(await reference.read());
  const [batch] = batches(duel, 1);
  const seen = await reference.examine(batch!);
  note(distances(await engine.examine(batch!), seen));
  for (const as of ['real', 'fake'] as const)
    note({
      [as]: distances({ maps: await engine.redraw(batch!, seen.truth, as) }, { maps: await reference.redraw(batch!, seen.truth, as) })
        .maps!,
    });
  // Pictures of another size, and more than a step has.
  const five = toyBatch({ ...duel, batch: 5 }, 1, 64);
  const [elsewhere, wanted] = [await engine.examine(five), await reference.examine(five)];
  note({ larger: distances({ maps: elsewhere.generated }, { maps: wanted.generated }).maps! });
  note(distances(await engine.examine(batch!), seen));
  const all = (pass: NodePlace['pass'], { nodes }: Network) => nodes.map((_, node) => ({ pass, node }));
  const places = [...all('generator', duel.generator), ...all('real', duel.discriminator), ...all('fake', duel.discriminator)];
  const inspect = async (one: Engine) => {
    const { activations, gradients } = await one.inspect(batch!, { places, gradients: true });
    return { ...Object.fromEntries(activations.map((values, i) => [`inside ${i}`, values])), ...gradients };
  };
  note(distances(await inspect(engine), await inspect(reference)));
  engine.dispose();
  reference.dispose();
  return found;
}

/** Milliseconds a step and what goes with it. */
async function bench(preset: PresetName, steps: number, withProfile: boolean) {
  const duel = presetDuel(preset);
  const begin = performance.now();
  const engine = await start(duel, initialState(duel, createRandom(3), 0.25));
  const compileMs = performance.now() - begin;
  const some = batches(duel, 2);
  const first = performance.now();
  await engine.step(some[0]!, live);
  const firstMs = performance.now() - first;
  const times: number[] = [];
  let metrics = {};
  for (let i = 0; i < steps; i++) {
    const before = performance.now();
    metrics = await engine.step(some[i % 2]!, live);
    times.push(performance.now() - before);
  }
  const profile = withProfile ? (await engine.profile(1)).kernels : [];
  const result = {
    preset,
    compileMs,
    firstMs,
    times,
    encodeMs: engine.encodeMs,
    dispatches: engine.dispatches,
    ...engine.memory(),
    keptBytes: 4 * planStep(duel, planOptions).keptFloats,
    profile,
    metrics,
  };
  engine.dispose();
  return result;
}

/** The largest distance of a check's many random cases, by case where it is too large. */
async function operations(name: keyof typeof checks, cases: number, tolerance: number) {
  const { device, close } = await browserGpu.open();
  const failures: string[] = [];
  for (let seed = 0; seed < cases; seed++)
    for (const cooperative of [false, true]) {
      const far = await checks[name](device, seed, cooperative).catch(String);
      if (!(Number(far) < tolerance)) failures.push(`case ${seed}${cooperative ? ', with barriers' : ''}: ${far}`);
    }
  close();
  return failures;
}

/** Makes a run that the reference has made; what it gave is compared elsewhere. */
const recording = (run: Run) => record(webgpuFactory(browserGpu), run);

/** The numbers of some steps and the state after them. All steps are asked for at once. */
async function numbers(duel: Duel, steps: number): Promise<string> {
  const engine = await start(duel, initialState(duel, createRandom(3), 0.25));
  const metrics = await Promise.all(batches(duel, steps).map((batch) => engine.step(batch, live)));
  const state = await engine.read();
  engine.dispose();
  return JSON.stringify([metrics, state]);
}

/** Whether two runs from one seed end in the same bits. */
async function sameTwice(normalisation: 'group' | 'batch'): Promise<boolean> {
  const duel = toyDuel({ network: { normalisation } });
  const [a, b] = [await numbers(duel, 5), await numbers(duel, 5)];
  return a === b;
}

/** What three steps leave of both networks with k_t held. */
async function learnt(kT: number): Promise<string> {
  const duel = toyDuel();
  const engine = await start(duel, { ...initialState(duel, createRandom(3), 0.25), kT });
  for (const batch of batches(duel, 3)) await engine.step(batch, { ...live, freezeK: true });
  const { generator, discriminator, optimiserD } = await engine.read();
  engine.dispose();
  // Where the gradient on true maps is exactly 0, the smallest share of the other is all there is.
  const counted = (values: Float32Array) => Array.from(values, (value) => (Math.abs(value) < 1e-20 ? 0 : value));
  return JSON.stringify([generator, discriminator, optimiserD].map(counted));
}

/** Whether D learns at k_t 0, where generated maps are left out, what it learns at a k_t too small to count, and other things at a larger one. */
async function leftOut() {
  const [none, little, much] = [await learnt(0), await learnt(1e-30), await learnt(0.25)];
  return { little: little === none, much: much === none };
}

/** Goes on from what was read, on another engine; returns whether both make the same next step, and the read state back. */
async function moved() {
  const duel = toyDuel({ network: { normalisation: 'batch' } });
  const [one, two] = [
    await start(duel, initialState(duel, createRandom(3), 0.25)),
    await start(duel, initialState(duel, createRandom(4), 0)),
  ];
  const [first, second] = batches(duel, 2);
  await one.step(first!, live);
  const state = await one.read();
  await two.write(state);
  const back = await two.read();
  const [a, b] = [await one.step(second!, live), await two.step(second!, live)];
  one.dispose();
  two.dispose();
  return { state: distances(back, state), next: distances(a, b), step: b.step };
}

/** What the device holds before and after many steps, looks and changes of pictures. */
async function held(size: 'tiny' | PresetName, steps: number) {
  const duel = size === 'tiny' ? toyDuel() : presetDuel(size);
  const engine = await start(duel, initialState(duel, createRandom(3), 0.25));
  const [batch] = batches(duel, 1);
  await engine.step(batch!, live);
  const before = engine.memory();
  let last = 0;
  for (let i = 1; i < steps; i++) {
    const metrics = await engine.step(batch!, live);
    last = metrics.step;
    if (i % 50 === 0) {
      await engine.examine(toyBatch(duel, i, 64));
      await engine.examine(batch!);
      await engine.read();
    }
  }
  const after = engine.memory();
  engine.dispose();
  return { before, after, disposed: engine.memory(), last };
}

/** The codes of errors after the device is lost: of what was under way, and of what is asked for later. */
async function lost() {
  const duel = toyDuel();
  let device: GPUDevice | undefined;
  const open = async () => {
    const gpu = await browserGpu.open();
    device = gpu.device;
    return gpu;
  };
  const engine = await webgpuFactory({ ...browserGpu, open }).create(duel, initialState(duel, createRandom(3), 0), {});
  const [batch] = batches(duel, 1);
  const codeOf = (work: Promise<unknown>) =>
    work.then(String, (error: unknown) => (error instanceof EngineError ? error.code : String(error)));
  const pending = [0, 1, 2, 3, 4].map(() => codeOf(engine.step(batch!, live)));
  device!.destroy();
  const codes = [...(await Promise.all(pending)), await codeOf(engine.step(batch!, live)), await codeOf(engine.read())];
  engine.dispose();
  return codes;
}

/** Whether our engine and TF.js's backend stand on one device, and whether there is another when it is lost. */
async function shared() {
  const ours = await browserGpu.open();
  const theirs = await tfjsBackends.find(({ id }) => id === 'tfjs-webgpu')!.open();
  const isOne = (tf.backend() as WebGPUBackend).device === ours.device;
  theirs.close();
  ours.device.destroy();
  await ours.device.lost;
  return { isOne, isAnother: (await browserGpu.open()).device !== ours.device };
}

/** What compiling does with an abort, and how progress goes. */
async function compiling() {
  const duel = toyDuel();
  const progress: number[] = [];
  const abort = new AbortController();
  const note = (done: number) => {
    progress.push(done);
    if (progress.length === 3) abort.abort(new Error('enough'));
  };
  const state = initialState(duel, createRandom(3), 0);
  const reason = await webgpuFactory(browserGpu).create(duel, state, { progress: note, signal: abort.signal }).then(String, String);
  const rising: number[] = [];
  const engine = await webgpuFactory(browserGpu).create(duel, state, { progress: (done) => rising.push(done) });
  engine.dispose();
  return { reason, rising };
}

const engineTests = { recording, sameTwice, leftOut, moved, held, lost, shared, compiling, parity, bench, operations };
export type EngineTests = typeof engineTests;

declare global {
  interface Window {
    engineTests: EngineTests;
  }
}
window.engineTests = engineTests;
