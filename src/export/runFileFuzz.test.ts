import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../data/dataset.ts';
import { readRunCourse, readRunFile, writeRunFile } from './runFile.ts';
import { noisyRun } from './testing.ts';

type Parts = Map<string, Uint8Array<ArrayBuffer>>;

let parts: Parts;
beforeAll(async () => {
  const { duel: _, ...run } = noisyRun();
  parts = new Map();
  for await (const entry of new ZipReader(new Uint8ArrayReader(await writeRunFile(run))).getEntriesGenerator())
    if (!entry.directory) parts.set(entry.filename, await entry.getData(new Uint8ArrayWriter(), { useWebWorkers: false }));
});

/** Packed with good checksums, so that what is wrong is found by the reader of each part. */
async function packed(changed: Parts): Promise<Blob> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level: 0 });
  for (const [name, bytes] of changed) await writer.add(name, new Uint8ArrayReader(bytes));
  return new Blob([(await writer.close()) as Uint8Array<ArrayBuffer>]);
}

/** A run, or an error that names the file and what to do. */
async function settled(blob: Blob): Promise<void> {
  for (const read of [readRunFile, readRunCourse])
    await read(blob, 'a.poseduel').then(
      (run) => expect(run.record.step.every(Number.isInteger)).toBe(true),
      (error: unknown) => {
        expect(error).toBeInstanceOf(DataError);
        expect((error as DataError).message).toMatch(/^a\.poseduel/);
        expect((error as DataError).cure).not.toBe('');
      },
    );
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)) as Uint8Array<ArrayBuffer>;
const jsonOf = (name: string) => JSON.parse(new TextDecoder().decode(parts.get(name)));

/** Puts a value in the place of one within another, chosen by numbers. */
function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof value !== 'object' || value === null || Object.keys(value).length === 0) return by;
  const keys = Object.keys(value);
  const key = keys[at % keys.length]!;
  const inner = replaced((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
}

const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, -1, 1e308, 0.5, '', 'x'.repeat(2000), [], {}, '__proto__', Number.MAX_SAFE_INTEGER, [[0, 1e9]]),
);

describe('a run file that somebody has meddled with', () => {
  it.each(['run.json', 'config.json'])('in %s is read, or says what is wrong', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 4 }), hostile, async (path, by) => {
        await settled(await packed(new Map(parts).set(name, text(replaced(jsonOf(name), path, by)))));
      }),
      { numRuns: 30 },
    );
  });

  it('in run.json is read, or says what is wrong, wherever something of another kind stands', async () => {
    const whole = jsonOf('run.json') as Record<string, unknown>;
    const within = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value) : []);
    const fields = within(whole);
    const inner = fields.flatMap((field, i) => within(whole[field]).map((_, j) => [i, j]));
    for (const path of [[], ...fields.map((_, i) => [i]), ...inner])
      for (const by of [null, 7, 'x', [], {}]) await settled(await packed(new Map(parts).set('run.json', text(replaced(whole, path, by)))));
  });

  it.each(['weights.safetensors', 'metrics.safetensors'])('in %s, whatever its header says', async (name) => {
    const bytes = parts.get(name)!;
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(300), { maxLength: 4 }), hostile, async (path, by) => {
        const changed = text(replaced(header, path, by));
        const file = new Uint8Array(8 + changed.length + bytes.length - 8 - length);
        new DataView(file.buffer).setBigUint64(0, BigInt(changed.length), true);
        file.set(changed, 8);
        file.set(bytes.subarray(8 + length), 8 + changed.length);
        await settled(await packed(new Map(parts).set(name, file)));
      }),
      { numRuns: 40 },
    );
  });

  it('in any part, whatever its bytes', async () => {
    const part = fc.constantFrom(...['run.json', 'config.json', 'weights.safetensors', 'metrics.safetensors']);
    await fc.assert(
      fc.asyncProperty(part, fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ maxLength: 12 }), async (name, share, by) => {
        const bytes = parts.get(name)!.slice();
        bytes.set(by.subarray(0, bytes.length), Math.floor(share * Math.max(0, bytes.length - by.length)));
        await settled(await packed(new Map(parts).set(name, bytes)));
      }),
      { numRuns: 60 },
    );
  });

  it('is refused with the name of the tensor that holds NaN', async () => {
    const bytes = parts.get('weights.safetensors')!.slice();
    // The very last number: of an optimiser.
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, Number.NaN, true);
    await expect(readRunFile(await packed(new Map(parts).set('weights.safetensors', bytes)), 'a.poseduel')).rejects.toMatchObject({
      code: 'bad-run',
      place: expect.stringContaining('optimiser.discriminator.'),
      message: expect.stringContaining('not finite'),
    });
  });

  it('is told from a dataset, from a later version and from what no memory holds', async () => {
    const foreign = await packed(new Map([['annotations.json', text({})]]));
    await expect(readRunFile(foreign, 'a.poseduel')).rejects.toMatchObject({
      code: 'bad-run',
      message: 'a.poseduel: this is a zip, but not a run of PoseDuel',
      cure: expect.stringContaining('.zip'),
    });
    const later = await packed(new Map(parts).set('run.json', text({ ...jsonOf('run.json'), version: 2 })));
    await expect(readRunFile(later, 'a.poseduel')).rejects.toMatchObject({ cure: expect.stringContaining('newest') });
    const huge = { size: 2 ** 31 + 1 } as Blob;
    await expect(readRunFile(huge, 'a.poseduel')).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('2,049 MiB'),
    });
  });
});
