import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toyZip } from '../../train/testing.ts';
import type { TrainResult } from './trainResult.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poseduel-'));
  await writeFile(join(folder, 'toy.zip'), new Uint8Array(await (await toyZip()).arrayBuffer()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command; `interruptAt` sends it Ctrl-C when it has said this. */
function run(args: string, interruptAt?: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/platform/node/train.ts', ...args.split(' ')], { cwd: root });
  const said = { stdout: '', stderr: '' };
  let isSent = false;
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      if (isSent || interruptAt === undefined || !said[name].includes(interruptAt)) return;
      isSent = true;
      child.kill('SIGINT');
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

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

test('Ctrl-C ends it with the result so far', async () => {
  const json = join(folder, 'interrupted.json');
  const { code, stdout } = await run(`${toy()} --steps 1000000 --evaluate-every 3 --json ${json}`, 'step 3:');
  expect(code).toBe(130);
  expect(stdout).toContain('interrupted: ');
  const result = JSON.parse(await readFile(json, 'utf8')) as TrainResult;
  expect(result.ending).toBe('interrupted');
  expect(result.steps).toBeGreaterThanOrEqual(3);
  expect(result.curve.length).toBeGreaterThan(0);
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
