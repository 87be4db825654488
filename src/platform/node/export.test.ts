import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exporters } from '../../export/registry.ts';
import { writeRunFile } from '../../export/runFile.ts';
import { noisyRun } from '../../export/testing.ts';
import { toyConfig, toyZip } from '../../train/testing.ts';
import { runCommand } from './testing.ts';

let folder = '';
let run = '';
let data = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poseduel-'));
  [run, data] = [join(folder, 'toy.poseduel'), join(folder, 'toy.zip')];
  await writeFile(data, new Uint8Array(await (await toyZip()).arrayBuffer()));
  const { duel: _, ...saved } = noisyRun(toyConfig);
  await writeFile(run, await writeRunFile(saved));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run evaluate', () => {
  test('prints the tables, and writes the numbers', async () => {
    const json = join(folder, 'scores.json');
    const { code, stdout } = await runCommand('evaluate', `--run ${run} --data ${data} --threads 1 --json ${json}`);
    expect(code).toBe(0);
    for (const word of ['3 people, after 7 steps', 'PCK@0.2', 'shoulder', 'total', 'PCKh@0.5', 'left_wrist'])
      expect(stdout).toContain(word);
    const scores = JSON.parse(await readFile(json, 'utf8')) as { pictures: number; pck: number; pckByJoint: Record<string, number> };
    expect(scores).toMatchObject({ pictures: 3, step: 7 });
    expect(Object.keys(scores.pckByJoint)).toHaveLength(16);
  });

  test('scores everybody when asked to', async () => {
    const { stdout } = await runCommand('evaluate', `--run ${run} --data ${data} --threads 1 --all`);
    expect(stdout).toContain('9 people');
  });

  test('looks at mirrored pictures too when asked to', async () => {
    const { stdout } = await runCommand('evaluate', `--run ${run} --data ${data} --threads 1 --mirror`);
    expect(stdout).toContain('3 people, after 7 steps, each picture seen mirrored too');
  });
});

describe('npm run export', () => {
  test('writes one file, a folder or a zip', async () => {
    const [csv, folderOf, zip] = [join(folder, 'weights.safetensors'), join(folder, 'models'), join(folder, 'models.zip')];
    expect((await runCommand('export', `--run ${run} --to safetensors --out ${csv}`)).code).toBe(0);
    expect((await readFile(csv)).length).toBeGreaterThan(10_000);
    expect((await runCommand('export', `--run ${run} --to onnx --out ${folderOf}`)).code).toBe(0);
    expect((await readFile(join(folderOf, 'generator.onnx'))).length).toBeGreaterThan(10_000);
    const { code, stdout } = await runCommand('export', `--run ${run} --to tfjs --out ${zip}`);
    expect(code).toBe(0);
    expect(stdout).toContain('models.zip');
    expect((await readFile(zip)).subarray(0, 2).toString()).toBe('PK');
  });

  test('predicts the poses of a set', async () => {
    const out = join(folder, 'predictions.json');
    expect((await runCommand('export', `--run ${run} --to coco --data ${data} --all --threads 1 --out ${out}`)).code).toBe(0);
    expect(JSON.parse(await readFile(out, 'utf8'))).toHaveLength(9);
  });

  test('tells its names', async () => {
    const { code, stdout } = await runCommand('export', '--help');
    expect(code).toBe(0);
    for (const { id } of exporters) expect(stdout).toContain(id);
  });
});

test.each([
  ['export', '--to onnx --out x', 2, '--run is missing'],
  ['export', '--run x --to caffe --out x', 2, '--to is poseduel, safetensors, onnx'],
  ['export', '--run nowhere.poseduel --to onnx --out x', 1, 'cannot be opened'],
  ['evaluate', '--run x --fast', 2, "Unknown option '--fast'"],
  ['evaluate', '--run package.json', 1, 'not a whole zip archive'],
] as const)('%s %s ends with a word', async (name, args, expected, problem) => {
  const { code, stderr } = await runCommand(name, args);
  expect(stderr).toContain(problem);
  expect(code).toBe(expected);
});
