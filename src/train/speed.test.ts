import { expect, it } from 'vitest';
import type { Engine, EngineFactory } from '../engine/engine.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { duelOf } from './duel.ts';
import { measureSpeed, operationsOf } from './speed.ts';
import { toyConfig } from './testing.ts';

const inner = wasmFactory(nodeWasm(1));

/** The same engines; and how many were made and have not been given back. */
function counted() {
  const left = new Set<Engine>();
  const factory: EngineFactory = {
    ...inner,
    async create(...parts) {
      const engine = await inner.create(...parts);
      const dispose = engine.dispose.bind(engine);
      engine.dispose = () => {
        left.delete(engine);
        dispose();
      };
      left.add(engine);
      return engine;
    },
  };
  return { factory, left };
}

it('measures an engine, with the time of every kind of kernel, and gives it back', async () => {
  const { factory, left } = counted();
  const done: number[] = [];
  const speed = await measureSpeed(factory, toyConfig, 16, { budget: 300, progress: (share) => done.push(share) });
  expect(left.size).toBe(0);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBeLessThanOrEqual(1);
  expect(speed.gflops * speed.msPerStep * 1e6).toBeCloseTo(operationsOf(duelOf(toyConfig, 16)), -2);
  const kinds = speed.profile?.kernels.map(({ kind }) => kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['conv 3×3', 'input gradient 3×3', 'weight gradient 7×7', 'norm', 'update', 'pack weights']),
  );
  expect(new Set(kinds).size).toBe(kinds?.length);
  for (const { ms, calls } of speed.profile?.kernels ?? []) {
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(calls).toBeGreaterThan(0);
  }
  expect(speed.profile?.kernels.find(({ kind }) => kind === 'update')?.calls).toBe(2);
});

it('stops when told to, and gives the engine back', async () => {
  const { factory, left } = counted();
  const abort = new AbortController();
  const stop = () => abort.abort(new Error('enough'));
  await expect(measureSpeed(factory, toyConfig, 16, { budget: 60_000, signal: abort.signal, progress: stop })).rejects.toThrow('enough');
  expect(left.size).toBe(0);
});

it('tells what the kernels can do at best', async () => {
  expect(await inner.limit?.()).toBeGreaterThan(0.1);
});
