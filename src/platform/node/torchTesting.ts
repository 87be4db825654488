/** For tests: projects in PyTorch on disk, and a Python that runs them. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import type { EngineState } from '../../engine/engine.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { pytorch } from '../../export/pytorch/exporter.ts';
import { noisyRun } from '../../export/testing.ts';
import type { Config } from '../../method/hyperparameters.ts';
import type { People } from '../../train/people.ts';
import { toyConfig } from '../../train/testing.ts';
import { nodeWasm } from './wasm.ts';

/** A Python that has these packages, if there is one. */
export function pythonWith(...packages: string[]): string | undefined {
  return ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', `import ${packages.join(', ')}`]).status === 0);
}

/** What a Python program prints, as JSON. */
export async function askPython<Answer>(python: string, program: string, flags: readonly string[], folder: string): Promise<Answer> {
  const { stdout } = await promisify(execFile)(python, ['-c', program, ...flags], { cwd: folder, maxBuffer: 2 ** 27 });
  return JSON.parse(stdout) as Answer;
}

/** A folder of these files, as long as the test runs. */
export async function folderOf(files: Iterable<readonly [path: string, content: string | Uint8Array]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'poseduel-torch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** The project of a run on these people, on disk as long as the test runs, and an engine that is where the run is. */
export async function project(people: People, changes: Partial<Config> = {}) {
  // Small steps: with batch normalisation rounding grows tenfold a step at usual rates.
  const noisy = noisyRun({ ...toyConfig, learningRateG: 0.0001, ...changes });
  // A k_t of its own has D see generated maps; step 7 is past the warm-up.
  const state: EngineState = { ...noisy.state, kT: 0.3, energy: 60 };
  const source = { ...noisy, state };
  const engine = await wasmFactory(nodeWasm(1)).create(noisy.duel, state);
  onTestFinished(() => engine.dispose());
  const files = await pytorch.make({ run: source, scene: { engine, people, indices: people.validation } });
  return { ...source, engine, folder: await folderOf(files.map(({ path, bytes }) => [path, bytes] as const)) };
}

export function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
}
