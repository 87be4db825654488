import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toyZip } from '../../train/testing.ts';
import { openRun } from './savedRun.ts';
import { runCommand } from './testing.ts';
import type { TrainResult } from './trainResult.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poseduel-'));
  await writeFile(join(folder, 'toy.zip'), new Uint8Array(await (await toyZip()).arrayBuffer()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (args: string, interruptAt?: string) => runCommand('train', args, interruptAt);

const toy = () => `--data ${join(folder, 'toy.zip')} --preset toy --threads 1 --evaluate-count 4`;

test('trains, and writes the result and the weights', async () => {
  const [json, out] = [join(folder, 'deep/result.json'), join(folder, 'weights.safetensors')];
  const { code, stdout } = await run(`${toy()} --steps 5 --evaluate-every 2 --warm-up 0 --json ${json} --out ${out}`);
  expect(code).toBe(0);
  expect(stdout).toContain('trained: 5 steps');
  const result = JSON.parse(await readFile(json, 'utf8')) as TrainResult;
  expect(result).toMatchObject({
    ending: 'trained',
    steps: 5,
    config: { preset: 'toy', evaluateEvery: 2, warmUp: 0 },
    dataset: { train: 6, validation: 3 },
    engine: { id: 'wasm' },
  });
  expect(result.curve.map(({ step }) => step)).toEqual([2, 4, 5]);
  expect(result.final!.lossMse).toBeGreaterThan(0);
  expect(result.kT).toBeGreaterThanOrEqual(0);
  expect(result.pck).toBe(result.curve.at(-1)!.pck);
  expect(Object.keys(result.pckByJoint!)).toHaveLength(result.curve[0]!.pckByJoint.length);
  expect(result.stepsPerSecond).toBeGreaterThan(0);
  const weights = await readFile(out);
  const header = Number(weights.readBigUInt64LE(0));
  const { generator, discriminator } = result.parameters;
  expect(weights.length).toBe(8 + header + 4 * (generator + discriminator));
});

test('Ctrl-C ends it with the result so far, and a run to go on with', async () => {
  const [json, out] = [join(folder, 'interrupted.json'), join(folder, 'interrupted.poseduel')];
  const { code, stdout } = await run(`${toy()} --steps 1000000 --evaluate-every 3 --json ${json} --out ${out}`, 'step 3:');
  expect(code).toBe(130);
  expect(stdout).toContain('interrupted: ');
  const result = JSON.parse(await readFile(json, 'utf8')) as TrainResult;
  expect(result.ending).toBe('interrupted');
  expect(result.steps).toBeGreaterThanOrEqual(3);
  expect(result.curve.length).toBeGreaterThan(0);
  expect(stdout).toContain(`--resume ${out}`);
  const { state, record } = await openRun(out);
  expect(state.step).toBe(result.steps);
  expect(record.step.length).toBe(result.steps);
});

test('a run that was resumed is one that never stopped', async () => {
  const [half, rest, whole] = ['half', 'rest', 'whole'].map((name) => join(folder, `${name}.poseduel`));
  const settings = '--warm-up 0 --evaluate-every 2 --normalisation batch';
  expect((await run(`${toy()} ${settings} --steps 3 --out ${half}`)).code).toBe(0);
  const { code, stdout } = await run(`--data ${join(folder, 'toy.zip')} --threads 1 --resume ${half} --steps 3 --out ${rest}`);
  expect(code).toBe(0);
  expect(stdout).toContain('trained: 6 steps');
  expect((await run(`${toy()} ${settings} --steps 6 --out ${whole}`)).code).toBe(0);
  const [resumed, straight] = [await openRun(rest!), await openRun(whole!)];
  expect(resumed.state).toEqual(straight.state);
  expect(resumed.config).toEqual(straight.config);
  expect(resumed.record.columns.lossReal).toEqual(straight.record.columns.lossReal);
  // The end of the first half was scored too.
  expect(resumed.record.evaluations.map(({ step }) => step)).toEqual([2, 3, 4, 6]);
});

test('a run does not go on with pictures that nobody gave', async () => {
  const out = join(folder, 'half.poseduel');
  const { code, stderr } = await run(`--resume ${out} --steps 1`);
  expect(code).toBe(1);
  expect(stderr).toContain('toy.zip: the run was trained on these pictures');
});

test('says what a run would take', async () => {
  const { code, stdout } = await run(`${toy()} --dry-run`);
  expect(code).toBe(0);
  for (const word of ['parameters', 'multiply-adds', 'weights', 'activations']) expect(stdout).toContain(word);
});

test.each([
  ['--gamma 9', 2, 'must lie between'],
  ['--data nowhere.zip', 1, 'no such file or folder'],
])('%s ends with code %i', async (args, expected, problem) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(expected);
  expect(stderr).toContain(problem);
});
