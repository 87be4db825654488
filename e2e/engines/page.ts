import * as tf from '@tensorflow/tfjs';
import type { Duel, EngineState } from '../../src/engine/engine.ts';
import { initialState } from '../../src/engine/initial.ts';
import { toyDuel, toyPictures } from '../../src/engine/testing.ts';
import { TfjsEngine } from '../../src/engine/tfjs/engine.ts';
import { WebGpuEngine } from '../../src/engine/webgpu/engine.ts';
import { webgpuFactory } from '../../src/engine/webgpu/factory.ts';
import type { NetworkConfig } from '../../src/network/hourglass.ts';
import type { PresetName } from '../../src/network/presets.ts';
import { browserGpu } from '../../src/platform/browser/webgpu.ts';
import { createRandom } from '../../src/pose/random.ts';
import { adam, batches, distances, live, presetDuel, rmsprop } from './duels.ts';

async function start(duel: Duel, state: EngineState, software = true): Promise<WebGpuEngine> {
  const engine = await webgpuFactory({ ...browserGpu, open: async () => ({ ...(await browserGpu.open()), software }) }).create(
    duel,
    state,
    {},
  );
  if (!(engine instanceof WebGpuEngine)) throw new Error('not the engine that was asked for');
  engine.attach(toyPictures());
  return engine;
}

type Case = Partial<NetworkConfig> & Partial<Pick<Duel, 'advGradient' | 'foreground' | 'lossScale'>> & { readonly software?: boolean };

/** The largest distances of whole steps, of the state after them and of an examination from those of the reference. */
async function parity({ advGradient = 'input', foreground = 3, lossScale = 'energy', software = true, ...network }: Case, steps: number) {
  await tf.setBackend('cpu');
  const duel = toyDuel({ network, advGradient, foreground, lossScale, optimiserG: rmsprop, optimiserD: adam });
  const state = initialState(duel, createRandom(3), 0.25);
  const reference = new TfjsEngine(duel, state, { id: 'tfjs', title: 'TF.js', hardware: 'CPU' }, new Promise<never>(() => {}));
  reference.attach(toyPictures());
  const engine = await start(duel, state, software);
  const found: Record<string, number> = {};
  const note = (all: Record<string, number>) => {
    for (const [name, far] of Object.entries(all)) found[name] = Math.max(found[name] ?? 0, far);
  };
  for (const batch of batches(duel, steps)) note(distances(await engine.step(batch, live), await reference.step(batch, live)));
  note(distances(await engine.read(), await reference.read()));
  const [batch] = batches(duel, 1);
  const seen = await reference.examine(batch!);
  note(distances(await engine.examine(batch!), seen));
  for (const as of ['real', 'fake'] as const)
    note({
      [as]: distances({ maps: await engine.redraw(batch!, seen.truth, as) }, { maps: await reference.redraw(batch!, seen.truth, as) })
        .maps!,
    });
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
  const profile = withProfile ? Object.fromEntries(await engine.profile(1)) : {};
  const result = {
    preset,
    compileMs,
    firstMs,
    times,
    encodeMs: engine.encodeMs,
    dispatches: engine.dispatches,
    ...engine.memory(),
    profile,
    metrics,
  };
  engine.dispose();
  return result;
}

const engineTests = { parity, bench };
export type EngineTests = typeof engineTests;

declare global {
  interface Window {
    engineTests: EngineTests;
  }
}
window.engineTests = engineTests;
