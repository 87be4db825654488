import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Augmentation, noAugmentation } from '../../data/augment.ts';
import type { EngineState, StepMetrics } from '../../engine/engine.ts';
import { sampleInput } from '../../engine/tfjs/pictures.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { Batches } from '../../train/batches.ts';
import { liveSettings } from '../../train/duel.ts';
import { type People, variedBatch } from '../../train/people.ts';
import { toyConfig, toyEntries, toyPeople } from '../../train/testing.ts';
import { encodeSafetensors } from '../safetensors.ts';
import { noisyRun } from '../testing.ts';
import { fromSafetensors } from '../weights.ts';
import { pytorch } from './exporter.ts';

const run = promisify(execFile);
/** A Python that has PyTorch, if there is one. */
const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import torch, numpy']).status === 0);

/** What Python makes of batches: forward outputs before the first step, then the numbers of each step. */
const follow = `
import json, sys
import torch, weights
from duel import Duel
torch.set_num_threads(1)
config = json.load(open("config.json"))
duel = Duel(config)
duel.load("weights.safetensors")
tensors, _ = weights.load("batches.safetensors")
image, joints = tensors["image0"], tensors["joints0"]
duel.g.eval(); duel.d.eval()
with torch.no_grad():
    generated = duel.g("", image)[-1]
    redrawn = duel.d("fake", image, generated * joints[:, :, 2, None, None])[0]
rows = [duel.train_step(tensors[f"image{i}"], tensors[f"joints{i}"]) for i in range(3)]
flat = lambda maps: maps.permute(0, 2, 3, 1).flatten().tolist()
print(json.dumps({"generated": flat(generated), "redrawn": flat(redrawn), "rows": rows}))
`;

/** What data.py makes of the run's squares, as they are and varied, and of the same people as a COCO folder. */
const look = `
import json
import data
config = json.load(open("config.json"))
names = config["skeleton"]["joints"]
squares = data.open_people("squares.safetensors", "auto", names)
image, joints = data.Steps(config, squares).batch([0, 1], [data.PLAIN, (1.2, 0.3, True, [1.3, 0.7, 1.0])])
coco = data.open_people("coco", "auto", names)
drawn = data.Steps(config, squares)[3]
print(json.dumps({"image": image.permute(0, 2, 3, 1).flatten().tolist(), "joints": joints.flatten().tolist(), "drawn": list(drawn[0].shape),
    "squares": squares.joints.flatten().tolist(), "coco": coco.joints.flatten().tolist(), "train": [squares.train, coco.train]}))
`;

interface Followed {
  readonly generated: number[];
  readonly redrawn: number[];
  readonly rows: (Pick<StepMetrics, 'lossMse' | 'lossReal' | 'lossFake' | 'kT' | 'kTNext' | 'energy'> & { lambdaG: number })[];
}

let people: People;
const folders: string[] = [];
beforeAll(async () => {
  people = await toyPeople();
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** The project of a run on the toy people, on disk. */
async function project(changes: Partial<Config>) {
  // Small steps: with batch normalisation rounding grows tenfold a step at usual rates.
  const noisy = noisyRun({ ...toyConfig, learningRateG: 0.0001, ...changes });
  // A k_t of its own has D see generated maps; step 7 is past the warm-up.
  const state: EngineState = { ...noisy.state, kT: 0.3, energy: 60 };
  const source = { ...noisy, state };
  const engine = await wasmFactory(nodeWasm(1)).create(noisy.duel, state);
  const folder = await mkdtemp(join(tmpdir(), 'poseduel-torch-'));
  folders.push(folder);
  for (const { path, bytes } of await pytorch.make({ run: source, scene: { engine, people, indices: people.validation } })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return { ...source, engine, folder };
}

it('has everything that it speaks of', async () => {
  const { folder, engine, state, duel } = await project({});
  engine.dispose();
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  for (const file of [
    'model.py',
    'duel.py',
    'data.py',
    'train.py',
    'weights.py',
    'config.json',
    'slurm.sh',
    'pytorchjob.yaml',
    'requirements.txt',
  ])
    expect((await readFile(join(folder, file), 'utf8')).length, file).toBeGreaterThan(10);
  expect(readme).toContain('6 to train on, 3 held out');
  expect(fromSafetensors(await readFile(join(folder, 'weights.safetensors')), 'weights', duel)).toEqual(state);
});

describe.skipIf(!python)('in PyTorch (skipped without python3-torch)', () => {
  it.each([
    ['group normalisation', {}],
    [
      'batch normalisation, RMSProp, the target differentiated',
      { normalisation: 'batch', optimiserG: 'rmsprop', advGradient: 'both', foreground: 3 },
    ],
    ['mean losses', { lossScale: 'mean', lambdaG: 1 }],
  ] as const)(
    'the run goes on with the same numbers: %s',
    async (_, changes) => {
      const { folder, engine, config, duel, state } = await project(changes);
      const batches = await Promise.all([0, 1, 2].map((i) => new Batches(config, people, duel).at(state.step + i)));
      const tensors = batches.flatMap((batch, i) => {
        const image = tf.tidy(() => tf.transpose(sampleInput(batch, duel.input), [0, 3, 1, 2]));
        const values = image.dataSync() as Float32Array;
        return [
          { name: `image${i}`, dtype: 'F32' as const, shape: image.shape, values: () => values },
          { name: `joints${i}`, dtype: 'F32' as const, shape: [batch.count, duel.joints, 3], values: () => batch.joints },
        ];
      });
      await writeFile(join(folder, 'batches.safetensors'), encodeSafetensors(tensors, {}));
      const { stdout } = await run(python!, ['-c', follow], { cwd: folder, maxBuffer: 2 ** 26 });
      const torch = JSON.parse(stdout) as Followed;
      const ours = await engine.examine(batches[0]!);
      expect(farthest(torch.generated, ours.generated)).toBeLessThan(1e-4);
      expect(farthest(torch.redrawn, ours.redrawnGenerated)).toBeLessThan(1e-4);
      expect(Math.max(...torch.redrawn)).toBeGreaterThan(0.01);
      for (const [i, batch] of batches.entries()) {
        const expected = await engine.step(batch, liveSettings(config, config, state.step + i));
        // After an update, rounding has been through the square roots of the optimisers.
        const digits = i === 0 ? 3 : 2;
        for (const name of ['lossMse', 'lossReal', 'lossFake', 'energy'] as const)
          expect(torch.rows[i]![name] / expected[name], `${name} of step ${i}`).toBeCloseTo(1, digits);
        for (const name of ['kT', 'kTNext'] as const)
          expect(torch.rows[i]![name], `${name} of step ${i}`).toBeCloseTo(expected[name], digits);
      }
      engine.dispose();
    },
    120_000,
  );

  it('people are read, cut and varied alike', async () => {
    const { folder, engine, duel } = await project({});
    engine.dispose();
    for (const [path, content] of Object.entries(toyEntries())) {
      await mkdir(dirname(join(folder, 'coco', path)), { recursive: true });
      await writeFile(join(folder, 'coco', path), content);
    }
    const { stdout } = await run(python!, ['-c', look], { cwd: folder, maxBuffer: 2 ** 26 });
    const seen = JSON.parse(stdout) as Record<'image' | 'joints' | 'drawn' | 'squares' | 'coco', number[]> & { train: number[][] };
    const varied: Augmentation = { zoom: 1.2, rotation: 0.3, mirrored: true, gain: [1.3, 0.7, 1] };
    const batch = await variedBatch(people, [0, 1], [noAugmentation, varied], duel);
    const image = sampleInput(batch, duel.input);
    expect(farthest(seen.image, image.dataSync())).toBeLessThan(1e-4);
    expect(farthest(seen.joints, batch.joints)).toBeLessThan(1e-4);
    expect(seen.drawn).toEqual([duel.batch, 3, duel.input, duel.input]);
    expect(farthest(seen.coco, seen.squares)).toBeLessThan(1e-6);
    expect(seen.train[1]).toEqual(seen.train[0]);
  });

  it('two processes train as one does, and the checkpoint comes back', async () => {
    const { folder, engine, duel, state } = await project({});
    engine.dispose();
    const environment = { cwd: folder, env: { ...process.env, OMP_NUM_THREADS: '1' } };
    const flags = ['train.py', '--steps', '10', '--workers', '0', '--evaluate-every', '9'];
    // The defaults of the last two break PyTorch 1.13 on Python 3.11, where an empty flag is no member of its enumeration.
    const launch = ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node=2', '--redirects=1', '--tee=1'];
    await run(python!, [...launch, ...flags, '--out', 'two'], environment);
    await run(python!, [...flags, '--out', 'one'], environment);
    const read = async (out: string) => fromSafetensors(await readFile(join(folder, out, 'checkpoint.safetensors')), 'checkpoint', duel);
    const [two, one] = [await read('two'), await read('one')];
    expect(two.step).toBe(10);
    expect(two.generator.every(Number.isFinite)).toBe(true);
    expect(farthest(two.generator, state.generator)).toBeGreaterThan(1e-4);
    // Only the order of sums differs.
    expect(farthest(two.generator, one.generator)).toBeLessThan(1e-4);
    expect(farthest(two.discriminator, one.discriminator)).toBeLessThan(1e-4);
    expect(two.kT).toBeCloseTo(one.kT, 5);
    const rows = (await readFile(join(folder, 'two/metrics.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { step: number; pck?: number });
    expect(rows.map(({ step }) => step)).toEqual([7, 8, 9, 9]);
    expect(rows[2]!.pck).toBeGreaterThanOrEqual(0);
    // The same command goes on: there is nothing left to do.
    await run(python!, [...flags, '--out', 'one'], environment);
    expect((await read('one')).step).toBe(10);
  }, 180_000);
});

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
}
