import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nodeTfjs } from '../../platform/node/tfjs.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { createRandom } from '../../pose/random.ts';
import type { Duel, Engine, EngineState, StepMetrics } from '../engine.ts';
import { initialState } from '../initial.ts';
import { adam, live, presetDuel, rmsprop } from '../reference/runs.ts';
import { toyBatch, toyDuel } from '../specimen.ts';
import { TfjsEngine } from '../tfjs/engine.ts';
import { wasmFactory } from './factory.ts';

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

async function wasm(duel: Duel, state: EngineState, threads = 1, plain = false): Promise<Engine> {
  const engine = await wasmFactory(nodeWasm(threads), { plain }).create(duel, state);
  engines.push(engine);
  return engine;
}

function tfjs(duel: Duel, state: EngineState): Engine {
  const engine = new TfjsEngine(duel, state, { id: 'tfjs-cpu', title: 'TF.js', hardware: 'CPU' }, new Promise<never>(() => {}));
  engines.push(engine);
  return engine;
}

/** The largest difference of two lists, as a share of the largest value (or of 0.01, where all are next to nothing). */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, size] = [0, 0.01];
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return difference / size;
}

function expectNear(a: object, b: object, tolerance: number): void {
  for (const [name, expected] of Object.entries(b) as [string, number | Float32Array][]) {
    const found = (a as Record<string, number | Float32Array>)[name]!;
    const far = typeof expected === 'number' ? distance([found as number], [expected]) : distance(found as Float32Array, expected);
    expect(far, name).toBeLessThan(tolerance);
  }
}

async function run(engine: Engine, duel: Duel, steps: number, seed = 0, settings = live): Promise<StepMetrics[]> {
  const seen: StepMetrics[] = [];
  for (let i = 0; i < steps; i++) seen.push(await engine.step(toyBatch(duel, seed + i), settings));
  return seen;
}

beforeAll(async () => {
  await nodeTfjs.open();
  await wasmFactory(nodeWasm(1)).create(toyDuel(), initialState(toyDuel(), createRandom(1), 0));
}, 60_000);

describe('the wasm engine against the reference', () => {
  const cases = (['group', 'batch'] as const).flatMap((normalisation) =>
    ([1, 2] as const).flatMap((stacks) => (['input', 'both'] as const).map((advGradient) => ({ normalisation, stacks, advGradient }))),
  );
  it.each(cases)(
    'makes the same steps: $normalisation norm, $stacks stacks, adversary through $advGradient',
    async (wanted) => {
      const { advGradient, ...rest } = wanted;
      const network = { ...rest, joints: { input: 5, both: 14 }[advGradient] };
      const duel = toyDuel({ network, advGradient, foreground: 3, optimiserG: rmsprop, optimiserD: adam });
      const state = initialState(duel, createRandom(5), 0.25);
      const [ours, theirs] = [await wasm(duel, state), tfjs(duel, state)];
      // Each step from the reference's state: a value that rounding puts on the other side of a relu's corner is not carried on.
      for (let i = 0; i < 3; i++) {
        await ours.write(await theirs.read());
        const [[metrics], [expected]] = [await run(ours, duel, 1, i), await run(theirs, duel, 1, i)];
        expectNear(metrics!, expected!, 1e-4);
        expectNear(await ours.read(), await theirs.read(), 1e-3);
      }
      const batch = toyBatch(duel, 9);
      expectNear(await ours.examine(batch), await theirs.examine(batch), 1e-4);
    },
    60_000,
  );

  it.each(['mean', 'sum'] as const)(
    'scales losses by %s',
    async (lossScale) => {
      const duel = toyDuel({ lossScale });
      const state = initialState(duel, createRandom(4), 0.25);
      const [ours] = await run(await wasm(duel, state), duel, 1);
      const [theirs] = await run(tfjs(duel, state), duel, 1);
      expectNear(ours!, theirs!, 1e-4);
    },
    60_000,
  );

  it('redraws maps of one’s own, in parts of any size', async () => {
    const duel = toyDuel({ network: { normalisation: 'batch', joints: 3 } });
    const state = initialState(duel, createRandom(4), 0.25);
    const [ours, theirs] = [await wasm(duel, state, 2), tfjs(duel, state)];
    await run(ours, duel, 1);
    await theirs.write(await ours.read());
    const batch = toyBatch({ ...duel, batch: 5 }, 2);
    const random = createRandom(8);
    const maps = Float32Array.from({ length: 5 * duel.heatmap ** 2 * duel.joints }, () => random.uniform());
    for (const as of ['real', 'fake'] as const)
      expect(distance(await ours.redraw(batch, maps, as), await theirs.redraw(batch, maps, as)), as).toBeLessThan(1e-4);
    expectNear(await ours.examine(batch), await theirs.examine(batch), 1e-4);
  }, 60_000);

  it('looks at pictures of another size, and then at the ones of before again', async () => {
    const duel = toyDuel();
    const state = initialState(duel, createRandom(4), 0.25);
    const [ours, theirs] = [await wasm(duel, state, 2), tfjs(duel, state)];
    const [small, large] = [toyBatch({ ...duel, batch: 5 }, 2), toyBatch({ ...duel, batch: 5 }, 2, 64)];
    const before = await ours.examine(small);
    const seen = await ours.examine(large);
    expect(distance(seen.generated, before.generated)).toBeGreaterThan(0.001);
    expectNear(seen, await theirs.examine(large), 1e-4);
    expect(await ours.examine(small)).toEqual(before);
  }, 60_000);
});

describe('the wasm engine', () => {
  const duel = toyDuel({ network: { normalisation: 'batch' } });
  const state = initialState(duel, createRandom(3), 0.25);

  it('gives the same bits on one thread, on two and on three', async () => {
    const states: EngineState[] = [];
    for (const threads of [1, 1, 2, 3]) {
      const engine = await wasm(duel, state, threads);
      await run(engine, duel, 20);
      states.push(await engine.read());
    }
    for (const other of states.slice(1)) expect(other).toEqual(states[0]);
  }, 30_000);

  it('needs no fused multiply-add', async () => {
    const grouped = toyDuel();
    const start = initialState(grouped, createRandom(3), 0.25);
    const relaxed = await wasm(grouped, start);
    const plain = await wasm(grouped, start, 1, true);
    expect(relaxed.description.hardware).toContain('relaxed');
    expect(plain.description.hardware).toContain('plain');
    const [a, b] = [await run(relaxed, grouped, 5), await run(plain, grouped, 5)];
    for (const [i, metrics] of a.entries()) expectNear(metrics, b[i]!, 1e-3);
    // The builds do differ: else the comparison would compare one with itself.
    expect(await plain.read()).not.toEqual(await relaxed.read());
  }, 30_000);

  it('goes on from a state as if nothing had happened', async () => {
    const whole = await wasm(duel, state);
    const first = await wasm(duel, state, 2);
    await run(whole, duel, 3);
    await run(first, duel, 3);
    const second = await wasm(duel, initialState(duel, createRandom(9), 0), 2);
    await second.write(await first.read());
    expect(await second.read()).toEqual(await first.read());
    expect(await run(second, duel, 3)).toEqual(await run(whole, duel, 3));
    expect(await second.read()).toEqual(await whole.read());
  }, 30_000);

  it('leaves a network alone that is not to be trained, and k_t where it is frozen', async () => {
    const engine = await wasm(duel, state);
    await run(engine, duel, 1, 0, { ...live, trainG: false, freezeK: true });
    const after = await engine.read();
    expect([after.generator, after.optimiserG, after.kT]).toEqual([state.generator, state.optimiserG, state.kT]);
    expect(after.discriminator).not.toEqual(state.discriminator);
    await run(engine, duel, 1, 0, { ...live, trainD: false });
    const later = await engine.read();
    expect([later.discriminator, later.optimiserD]).toEqual([after.discriminator, after.optimiserD]);
    expect(later.generator).not.toEqual(after.generator);
  });

  it('leaves generated maps out of D’s gradient at k_t 0, with the same bits as at a k_t too small to count', async () => {
    const learnt = async (kT: number) => {
      const engine = await wasm(duel, { ...state, kT }, 2);
      await run(engine, duel, 3, 0, { ...live, freezeK: true });
      return { ...(await engine.read()), kT: 0 };
    };
    const without = await learnt(0);
    expect(await learnt(1e-30)).toEqual(without);
    expect(await learnt(0.25)).not.toEqual(without);
  });

  it('looks without changing anything, and its memory does not grow', async () => {
    const engine = await wasm(duel, state, 2);
    await run(engine, duel, 1);
    const [before, bytes] = [await engine.read(), engine.memory().bytes];
    const batch = toyBatch(duel, 1);
    const seen = await engine.examine(batch);
    for (let i = 0; i < 50; i++) await engine.examine(batch);
    expect(await engine.examine(batch)).toEqual(seen);
    expect(await engine.read()).toEqual(before);
    await run(engine, duel, 300);
    expect(engine.memory().bytes).toBe(bytes);
  }, 30_000);

  it('tells its schedule and where the time goes, and stays as it was', async () => {
    const engine = await wasm(duel, state, 2);
    await run(engine, duel, 2);
    const before = await engine.read();
    const { instructions, buffers, arenaBytes, keptBytes } = engine.schedule!();
    const { kernels } = await engine.profile!(3);
    expect(await engine.read()).toEqual(before);
    const count = (kind: string) => instructions.filter((instruction) => instruction.kind === kind).length;
    for (const { kind, calls } of kernels) expect(calls, kind).toBe(kind === 'pack weights' ? 1 : count(kind));
    expect(kernels.reduce((sum, { calls }) => sum + calls, 0)).toBe(instructions.length + 1);
    expect(kernels.reduce((sum, { ms }) => sum + ms, 0)).toBeGreaterThan(0);
    expect(kernels.map(({ ms }) => ms)).toEqual(kernels.map(({ ms }) => ms).sort((a, b) => b - a));
    expect(buffers).toBeGreaterThan(instructions.length / 2);
    expect(keptBytes).toBeLessThan(arenaBytes);
    // Nothing goes on measuring: the next step is that of an engine that was not asked.
    const other = await wasm(duel, before);
    expect(await run(engine, duel, 1)).toEqual(await run(other, duel, 1));
  });

  it('holds as much after 2,000 steps of toy as before', async () => {
    const toy = presetDuel('toy');
    const engine = await wasm(toy, initialState(toy, createRandom(3), 0.25));
    await run(engine, toy, 1);
    const before = engine.memory();
    const batches = [1, 2, 3].map((seed) => toyBatch(toy, seed));
    for (let i = 1; i < 2000; i++) {
      const { step } = await engine.step(batches[i % 3]!, live);
      expect(step).toBe(i);
      if (i % 500 === 0) await engine.examine(batches[0]!);
    }
    expect(engine.memory()).toEqual(before);
  }, 120_000);

  it('says what is wrong', async () => {
    const engine = await wasm(duel, state);
    await expect(engine.step(toyBatch({ ...duel, batch: 3 }), live)).rejects.toThrow('built for 2');
    await expect(engine.write({ ...state, generator: new Float32Array(3) })).rejects.toThrow('generator has 3');
    await expect(engine.step({ ...toyBatch(duel), size: 20_000 }, live)).rejects.toThrow('make them smaller');
  });
});
