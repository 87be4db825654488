import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { initialState } from '../engine/initial.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { createRandom } from '../pose/random.ts';
import { duelOf } from '../train/duel.ts';
import { toyConfig, toyPeople } from '../train/testing.ts';
import { coco } from './coco.ts';
import { csv } from './csv.ts';
import { exporters } from './registry.ts';
import { tensorboard } from './tensorboard/exporter.ts';
import { crc32c, encodeRecords, maskedCrc } from './tensorboard/records.ts';
import { noisyRun } from './testing.ts';

const run = noisyRun();
const source = { run, scene: null };
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

it('every exporter has a name of its own and a sentence', () => {
  expect(new Set(exporters.map(({ id }) => id)).size).toBe(exporters.length);
  for (const { about } of exporters) expect(about).toMatch(/\.$/);
});

describe('CSV', () => {
  it('gives every number back', async () => {
    const [steps, evaluations] = (await csv.make(source)).map(
      ({ bytes }) =>
        Papa.parse<Record<string, number | null>>(textOf(bytes), { header: true, dynamicTyping: true, skipEmptyLines: true }).data,
    );
    const { record, skeleton } = run;
    expect(steps!.map(({ step }) => step)).toEqual([...record.step]);
    expect(Float32Array.from(steps!, (row) => row.lossMse!)).toEqual(record.columns.lossMse);
    expect(evaluations!.map(({ pckh }) => pckh)).toEqual([0.25, null]);
    expect(evaluations![1]!.pck).toBe(record.evaluations[1]!.pck);
    expect(Math.fround(evaluations![0]![`pck_${skeleton.joints[0]}`]!)).toBe(record.evaluations[0]!.pckByJoint[0]);
    // The joint without a label.
    expect(evaluations![0]![`pck_${skeleton.joints[4]}`]).toBeNull();
  });
});

describe('TensorBoard', () => {
  it('has the checksums of RFC 3720', () => {
    // Its examples: 32 zeros, 32 bytes of ones, 0 … 31.
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
    // 0x8a9136aa turned by 15 bits is 0x6d551522; plus 0xa282ead8 is 0x10fd7fffa, of which 32 bits stay.
    expect(maskedCrc(new Uint8Array(32))).toBe(0x0fd7fffa);
  });

  it('writes records that read back', () => {
    const file = encodeRecords([Uint8Array.of(1, 2, 3)]);
    expect(file.length).toBe(8 + 4 + 3 + 4);
    expect(readRecords(file)).toEqual([Uint8Array.of(1, 2, 3)]);
  });

  it('has every step and evaluation, in order', async () => {
    const [file] = await tensorboard.make(source);
    expect(file!.path).toMatch(/^events\.out\.tfevents\.\d+\.poseduel$/);
    const [head, ...events] = readRecords(file!.bytes).map(readMessage);
    expect(textOf(head!.get(3)![0] as Uint8Array)).toBe('brain.Event:2');
    const rows = events.map((event) => ({
      step: Number(event.get(2)?.[0] ?? 0),
      time: event.get(1)![0] as number,
      values: Object.fromEntries(
        readMessage(event.get(5)![0] as Uint8Array)
          .get(1)!
          .map((value) => readMessage(value as Uint8Array))
          .map((value) => [textOf(value.get(1)![0] as Uint8Array), value.get(2)![0]]),
      ),
    }));
    expect(rows.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 4, 5, 6, 7]);
    const { columns, evaluations } = run.record;
    expect(rows[2]!.values).toMatchObject({ 'loss/mse': columns.lossMse[2], 'duel/k_t': columns.kT[2] });
    expect(rows[4]!.values).toMatchObject({ 'evaluation/pckh': 0.25, 'evaluation/pck': Math.fround(evaluations[0]!.pck) });
    expect(rows[8]!.values).not.toHaveProperty('evaluation/pckh');
    expect(rows.at(-1)!.time).toBeCloseTo(run.savedAt / 1000, 3);
  });
});

describe('COCO results', () => {
  it('are where the networks see the joints, in pixels of the picture', async () => {
    const people = await toyPeople();
    const duel = duelOf(toyConfig, people.skeleton.joints.length);
    const state = initialState(duel, createRandom(1), 0);
    const engine = await wasmFactory(nodeWasm(1)).create(duel, state);
    // The true heatmaps in the place of G's: then the results must be the labels.
    const truthful = {
      ...engine,
      examine: async (batch: Parameters<typeof engine.examine>[0]) => {
        const seen = await engine.examine(batch);
        return { ...seen, generated: seen.truth };
      },
    } as typeof engine;
    const [file] = await coco.make({
      run: { ...run, config: toyConfig, state },
      scene: { engine: truthful, people, indices: people.validation },
    });
    engine.dispose();
    const results = JSON.parse(textOf(file!.bytes)) as { image_id: number; category_id: number; keypoints: number[]; score: number }[];
    // Pictures val/1001.jpg to 1003.jpg.
    expect(results.map(({ image_id }) => image_id)).toEqual([1001, 1002, 1003]);
    for (const { keypoints, category_id, score } of results) {
      expect(category_id).toBe(1);
      expect(score).toBeGreaterThan(0.5);
      // Joint j is at (10 + j, 20 + 2 j); a heatmap pixel is 50 / 16 pixels wide, a quarter-pixel offset halves the error.
      for (let j = 0; j < 16; j++) {
        expect(Math.abs(keypoints[3 * j]! - (10 + j))).toBeLessThan(1.6);
        expect(Math.abs(keypoints[3 * j + 1]! - (20 + 2 * j))).toBeLessThan(1.6);
      }
    }
  });
});

/** The records of a file whose checksums are right. */
function readRecords(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    const record = file.slice(at + 12, at + 12 + length);
    expect(view.getUint32(at + 8, true)).toBe(maskedCrc(file.subarray(at, at + 8)));
    expect(view.getUint32(at + 12 + length, true)).toBe(maskedCrc(record));
    records.push(record);
    at += length + 16;
  }
  return records;
}

/** The fields of a protocol-buffer message by number. */
function readMessage(bytes: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields = new Map<number, (number | Uint8Array)[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return at - length;
  };
  const read = (type: number): number | Uint8Array => {
    if (type === 0) return varint();
    if (type === 1) return view.getFloat64(take(8), true);
    if (type === 5) return view.getFloat32(take(4), true);
    const length = varint();
    const from = take(length);
    return bytes.slice(from, from + length);
  };
  while (at < bytes.length) {
    const key = varint();
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), read(key & 7)]);
  }
  return fields;
}
