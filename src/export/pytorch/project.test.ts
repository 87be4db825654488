import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Augmentation, noAugmentation } from '../../data/augment.ts';
import type { StepMetrics } from '../../engine/engine.ts';
import { sampleInput } from '../../engine/tfjs/pictures.ts';
import { askPython, farthest, project, pythonWith } from '../../platform/node/torchTesting.ts';
import { Batches } from '../../train/batches.ts';
import { liveSettings } from '../../train/duel.ts';
import { type People, variedBatch } from '../../train/people.ts';
import { toyEntries, toyPeople } from '../../train/testing.ts';
import { encodeSafetensors } from '../safetensors.ts';
import { fromSafetensors } from '../weights.ts';

const run = promisify(execFile);
const python = pythonWith('torch', 'numpy');
/** Threads of one process more than there are processors wait for each other. */
const env = { ...process.env, OMP_NUM_THREADS: '1' };

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

type Looked = Record<'image' | 'joints' | 'drawn' | 'squares' | 'coco', number[]> & { train: number[][] };

let people: People;
beforeAll(async () => {
  people = await toyPeople();
});

it('has everything that it speaks of', async () => {
  const { folder, state, duel } = await project(people);
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  for (const file of [
    'model.py',
    'duel.py',
    'data.py',
    'readers.py',
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
      const { folder, engine, config, duel, state } = await project(people, changes);
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
      const torch = await askPython<Followed>(python!, follow, [], folder);
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
    },
    120_000,
  );

  it('people are read, cut and varied alike', async () => {
    const { folder, duel } = await project(people);
    for (const [path, content] of Object.entries(toyEntries())) {
      await mkdir(dirname(join(folder, 'coco', path)), { recursive: true });
      await writeFile(join(folder, 'coco', path), content);
    }
    const seen = await askPython<Looked>(python!, look, [], folder);
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
    const { folder, duel, state } = await project(people);
    const environment = { cwd: folder, env };
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
    const rows = await metricsIn(join(folder, 'two'));
    expect(rows.map(({ step }) => step)).toEqual([7, 8, 9, 9]);
    expect(rows[2]!.pck).toBeGreaterThanOrEqual(0);
    // The same command goes on: there is nothing left to do, and it says so.
    const { stdout } = await run(python!, [...flags, '--out', 'one'], environment);
    expect(stdout).toContain('this run has made 10 steps: nothing is left to do');
    expect((await read('one')).step).toBe(10);
    expect(await metricsIn(join(folder, 'one'))).toHaveLength(4);
  }, 180_000);

  it.each(['group', 'batch'] as const)(
    'mixed precision on a processor gives nearly the same losses: %s',
    async (normalisation) => {
      const { folder, duel } = await project(people, { normalisation });
      const train = (...more: string[]) => run(python!, ['train.py', '--steps', '10', '--workers', '0', ...more], { cwd: folder, env });
      await train('--out', 'whole');
      await train('--out', 'mixed', '--amp', 'bf16');
      const [whole, mixed] = [await metricsIn(join(folder, 'whole')), await metricsIn(join(folder, 'mixed'))];
      expect(mixed.map(({ step }) => step)).toEqual([7, 8, 9]);
      for (const [i, row] of whole.entries())
        for (const name of ['lossMse', 'lossReal', 'lossFake'] as const) {
          expect(mixed[i]![name] / row[name], `${name} of step ${row.step}`).toBeGreaterThan(0.9);
          expect(mixed[i]![name] / row[name], `${name} of step ${row.step}`).toBeLessThan(1.1);
        }
      // It was another arithmetic, and weights stay what they are.
      expect(mixed[0]!.lossMse).not.toBe(whole[0]!.lossMse);
      const kept = fromSafetensors(await readFile(join(folder, 'mixed/checkpoint.safetensors')), 'checkpoint', duel);
      expect(kept.generator.every(Number.isFinite)).toBe(true);
      await expect(train('--out', 'half', '--amp', 'fp16')).rejects.toThrow('--amp fp16 needs a GPU');
    },
    180_000,
  );
});

interface MetricsRow extends Record<'step' | 'lossMse' | 'lossReal' | 'lossFake', number> {
  readonly pck?: number;
}

async function metricsIn(folder: string): Promise<MetricsRow[]> {
  const text = await readFile(join(folder, 'metrics.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as MetricsRow);
}
