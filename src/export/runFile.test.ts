import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../data/dataset.ts';
import { mpii16 } from '../pose/skeleton.ts';
import { decodeRecord, encodeRecord } from './recordFile.ts';
import { readRunFile, type SavedRun, writeRunFile } from './runFile.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { noisyRun } from './testing.ts';
import { fromSafetensors, toSafetensors } from './weights.ts';

const saved = ({ duel: _, ...run }: ReturnType<typeof noisyRun>): SavedRun => run;
const read = (bytes: Uint8Array<ArrayBuffer>) => readRunFile(new Blob([bytes]), 'a.poseduel');

/** The entries of a run file, changed, packed again. */
async function repacked(change: (parts: Map<string, Uint8Array<ArrayBuffer>>) => void): Promise<Uint8Array<ArrayBuffer>> {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  for await (const entry of new ZipReader(new Uint8ArrayReader(await writeRunFile(saved(noisyRun())))).getEntriesGenerator())
    if (!entry.directory) parts.set(entry.filename, await entry.getData(new Uint8ArrayWriter(), { useWebWorkers: false }));
  change(parts);
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, bytes] of parts) await writer.add(name, new Uint8ArrayReader(bytes));
  return (await writer.close()) as Uint8Array<ArrayBuffer>;
}

/** A run file with one of its JSON parts changed. */
function edited(name: string, change: (value: Record<string, unknown>) => void): Promise<Uint8Array<ArrayBuffer>> {
  return repacked((parts) => {
    const value = JSON.parse(new TextDecoder().decode(parts.get(name))) as Record<string, unknown>;
    change(value);
    parts.set(name, new TextEncoder().encode(JSON.stringify(value)));
  });
}

describe('a run file', () => {
  it('gives the run back bit for bit', async () => {
    const settings = fc.record({
      normalisation: fc.constantFrom('group' as const, 'batch' as const),
      optimiserG: fc.constantFrom('adam' as const, 'rmsprop' as const),
      optimiserD: fc.constantFrom('adam' as const, 'rmsprop' as const),
      gamma: fc.double({ min: 0, max: 2, noNaN: true }),
      seed: fc.nat(999_999),
    });
    const numbers = fc.record({
      step: fc.nat(),
      kT: fc.double({ min: 0, max: 1, noNaN: true }),
      energy: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(settings, numbers, async (config, description) => {
        const run = saved(noisyRun(config, config.seed));
        const whole = { ...run, state: { ...run.state, ...description } };
        expect(await read(await writeRunFile(whole))).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('of a run that has not begun is whole too', async () => {
    const run = saved(noisyRun());
    const record = { step: new Float64Array(), columns: { ...run.record.columns }, evaluations: [] };
    for (const name of Object.keys(record.columns) as (keyof typeof record.columns)[]) record.columns[name] = new Float32Array();
    const fresh = { ...run, record, engine: null, state: { ...run.state, step: 0 } };
    expect(await read(await writeRunFile(fresh))).toEqual(fresh);
  });

  it('of an earlier version, with fewer numbers an evaluation, is read: what it does not say is not known', () => {
    const { record } = noisyRun();
    const { tensors } = decodeSafetensors(encodeRecord(record, 16), 'metrics.safetensors');
    const fewer = [...tensors]
      .filter(([name]) => name !== 'evaluation.rhoTogether')
      .map(([name, { shape, values }]) => ({
        ...{ name, shape, values: () => values },
        dtype: values instanceof Float64Array ? ('F64' as const) : ('F32' as const),
      }));
    const read = decodeRecord(encodeSafetensors(fewer, {}), 'metrics.safetensors', 16);
    expect(read.evaluations).toEqual(record.evaluations.map((each) => ({ ...each, rhoTogether: Number.NaN })));
  });

  it('is not written of a run whose k_t is no number', async () => {
    const run = saved(noisyRun());
    await expect(writeRunFile({ ...run, state: { ...run.state, kT: Number.NaN } })).rejects.toThrow('k_t is NaN');
  });

  it('says which part is wrong, whatever byte is changed or missing', async () => {
    const bytes = await writeRunFile(saved(noisyRun()));
    const original = await read(bytes);
    const outcome = (changed: Uint8Array<ArrayBuffer>) =>
      read(changed).then(
        (run) => expect(run).toEqual(original),
        (error: unknown) => {
          expect(error).toBeInstanceOf(DataError);
          expect((error as DataError).message).toContain('a.poseduel');
        },
      );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = bytes.slice();
        changed[at]! ^= flip;
        await outcome(changed);
        await expect(read(bytes.slice(0, at))).rejects.toMatchObject({ code: 'bad-run' });
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['config.json', { gamma: 9 }, 'config.json, gamma: Balance must lie between'],
    ['config.json', { preset: 'small' }, 'this run wants'],
    ['run.json', { format: 'other' }, 'not a run of PoseDuel'],
    ['run.json', { version: 2 }, 'of version 2'],
    ['run.json', { step: -1 }, 'run.json, step: this is not a whole number'],
    ['run.json', { kT: null }, 'run.json, kT'],
    ['run.json', { skeleton: { ...mpii16, limbs: [[0, 99]] } }, 'skeleton.limbs'],
    ['run.json', { skeleton: { ...mpii16, joints: mpii16.joints.slice(1) } }, 'skeleton.'],
    ['run.json', { dataset: [] }, 'run.json, dataset'],
  ])('refuses a wrong %s: %j', async (name, change, problem) => {
    await expect(read(await edited(name, (value) => Object.assign(value, change)))).rejects.toMatchObject({
      code: 'bad-run',
      message: expect.stringContaining(problem),
    });
  });

  it('takes the default for a setting that the file does not know', async () => {
    const bytes = await edited('config.json', (config) => delete config.lambdaK);
    expect((await read(bytes)).config.lambdaK).toBe(0.005);
  });

  it('refuses a part that would fill the memory, and one that is missing', async () => {
    const bomb = await repacked((parts) => parts.set('config.json', new Uint8Array(2 ** 18 + 1).fill(0x20)));
    await expect(read(bomb)).rejects.toMatchObject({ code: 'too-large', place: 'config.json' });
    const gap = await repacked((parts) => parts.delete('metrics.safetensors'));
    await expect(read(gap)).rejects.toMatchObject({ code: 'bad-run', place: 'metrics.safetensors' });
  });
});

describe('weights', () => {
  it('stand as PyTorch has them: [out, in, kernel, kernel]', () => {
    const { duel, state } = noisyRun();
    const { tensors, metadata } = decodeSafetensors(toSafetensors(duel, state, {}), 'a');
    const stem = tensors.get('generator.stem.conv.weight')!;
    // G's stem is 7 × 7 from 3 channels to 16 / 4.
    expect(stem.shape).toEqual([4, 3, 7, 7]);
    // Of ours [7, 7, 3, 4], the weight from channel 2 to channel 1 at row 5, column 6.
    expect(stem.values[((1 * 3 + 2) * 7 + 5) * 7 + 6]).toBe(state.generator[((5 * 7 + 6) * 3 + 2) * 4 + 1]);
    expect(metadata).toMatchObject({ step: '7', k_t: String(state.kT) });
    expect([...tensors.keys()].some((name) => name.startsWith('optimiser.'))).toBe(false);
  });

  it('keep what a file lacks, and refuse to lack weights', () => {
    const { duel, state } = noisyRun({ normalisation: 'batch' });
    const other = noisyRun({ normalisation: 'batch' }, 5);
    const taken = fromSafetensors(toSafetensors(other.duel, other.state, {}), 'b.safetensors', duel, state);
    expect(taken).toEqual({ ...other.state, optimiserG: state.optimiserG, optimiserD: state.optimiserD });
    expect(() => fromSafetensors(toSafetensors(duel, state, {}), 'b.safetensors', duel)).toThrow(
      'optimiser.generator.stem.conv.weight.exp_avg',
    );
  });

  it('of other sizes say so, and what to choose', () => {
    const { duel, state } = noisyRun();
    const other = noisyRun({ preset: 'small' });
    const bytes = toSafetensors(other.duel, other.state, { size: 'small', normalisation: 'group', joints: 'a b' });
    expect(() => fromSafetensors(bytes, 'b.safetensors', duel, state)).toThrow(
      expect.objectContaining({
        code: 'bad-run',
        message: 'b.safetensors, generator.stem.conv.weight: the tensor is [8, 3, 7, 7], this run wants [4, 3, 7, 7]',
        cure: expect.stringContaining('size “small”, group normalisation, 2 joints'),
      }),
    );
  });
});

describe('safetensors', () => {
  const tensor = (name: string, values: number[]) => ({
    name,
    dtype: 'F32' as const,
    shape: [values.length],
    values: () => Float32Array.from(values),
  });

  it('are laid out as the format says', () => {
    const file = encodeSafetensors([tensor('a', [1, -2])], { b: 'ä' });
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))).toEqual({
      __metadata__: { b: 'ä' },
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
    // 1.0 and −2.0 in IEEE 754, little-endian.
    expect([...file.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
    expect([...decodeSafetensors(file, 'a').tensors.get('a')!.values]).toEqual([1, -2]);
  });

  it.each([
    ['not json', 'not a JSON object'],
    [{ a: { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }, 'the numbers are F16'],
    [{ a: { dtype: 'F32', shape: [2], data_offsets: [0, 12] } }, 'outside of the file'],
    [{ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }, '8 bytes for the shape [3]'],
    [{ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 8] } }, 'not a list of whole numbers'],
    [{ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] }, b: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, 'overlap'],
    [{ __metadata__: { step: 3 } }, 'not names with texts'],
  ])('refuse %j', (header, problem) => {
    const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
    const file = new Uint8Array(8 + text.length + 8);
    file[0] = text.length;
    file.set(text, 8);
    expect(() => decodeSafetensors(file, 'a')).toThrow(problem);
  });
});
