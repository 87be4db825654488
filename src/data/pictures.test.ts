import { describe, expect, test } from 'vitest';
import type { Sample } from '../pose/sample.ts';
import { paint } from './cocoFixture.ts';
import { DataError, type Dataset, type RawPicture } from './dataset.ts';
import { openPictureStore, storeMargin, storeSize } from './pictures.ts';

const report = { pictures: 0, people: 0, train: 0, validation: 0, skipped: [], coverage: [] };
const skeleton = { name: 'none', joints: [], limbs: [], flipPairs: [], torso: null };

/** A sample whose square in the store, with margin 1, is exactly x, y, side. */
function at(picture: string, x: number, y: number, side: number): Sample {
  const length = side / 1.25;
  const inset = (side - length) / 2;
  return {
    id: `${picture} ${x} ${y}`,
    picture,
    split: 'train',
    joints: [],
    box: { x: x + inset, y: y + inset, width: length, height: length },
    headBox: null,
  };
}

function dataset(samples: Sample[], picture: (name: string) => Promise<RawPicture>): Dataset {
  return { name: 'set', format: 'test', skeleton, metric: 'pck', samples, report, picture };
}

async function cut(picture: RawPicture, sample: Sample, size: number): Promise<number[][]> {
  const { squares } = await openPictureStore(
    dataset([sample], async () => picture),
    { size, margin: 1 },
  );
  const pixels = await squares.read([0]);
  return Array.from({ length: size * size }, (_, i) => [...pixels.subarray(4 * i, 4 * i + 4)]);
}

describe('the resample', () => {
  const ramp = paint(8, 8, (x, y) => [10 * x, 20 * y, 7]);

  test('copies at scale 1', async () => {
    const pixels = await cut(ramp, at('p', 2, 3, 4), 4);
    for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) expect(pixels[4 * y + x]).toEqual([10 * (x + 2), 20 * (y + 3), 7, 255]);
  });

  test('is bilinear when it grows: pixel x of 8 lies at (x + ½) / 2 − ½ of 4', async () => {
    const pixels = await cut(ramp, at('p', 2, 2, 4), 8);
    for (let x = 0; x < 8; x++) expect(pixels[8 * 3 + x]![0]).toBeCloseTo(10 * (2 + (x + 0.5) / 2 - 0.5), -0.3);
  });

  test('shrinks without losing what lies between: a chessboard becomes its mean', async () => {
    const chess = paint(64, 64, (x, y) => ((x + y) % 2 ? [255, 255, 255] : [0, 0, 0]));
    for (const [r] of await cut(chess, at('p', 8, 8, 48), 10)) expect(Math.abs(r! - 127.5)).toBeLessThan(3);
  });

  test('a ramp stays a ramp when it shrinks', async () => {
    const wide = paint(80, 80, (x) => [3 * x, 0, 0]);
    const pixels = await cut(wide, at('p', 10, 10, 60), 12);
    // Pixel x covers 5 source pixels from 10 + 5x; the ramp at its centre is 3 · (10 + 5x + 2.5 − ½).
    for (let x = 0; x < 12; x++) expect(Math.abs(pixels[x]![0]! - 3 * (12 + 5 * x))).toBeLessThanOrEqual(0.51);
  });

  test('outside is mid-grey with alpha 0, half and half on the edge', async () => {
    const white = paint(4, 4, () => [255, 255, 255]);
    const pixels = await cut(white, at('p', -2, 0, 4), 4);
    expect(pixels.slice(0, 4)).toEqual([
      [128, 128, 128, 0],
      [128, 128, 128, 0],
      [255, 255, 255, 255],
      [255, 255, 255, 255],
    ]);
    const half = await cut(white, at('p', -2.5, 0, 4), 4);
    expect(half[2]![3]).toBe(128);
    expect(half[2]![0]).toBe(192);
  });

  test('far away, huge and tiny squares end', async () => {
    expect((await cut(ramp, at('p', 5e5, -5e5, 3), 4))[5]).toEqual([128, 128, 128, 0]);
    expect(await cut(ramp, at('p', -5e5, -5e5, 1e6), 4)).toHaveLength(16);
    expect((await cut(ramp, at('p', 4.2, 4.2, 0.1), 4))[0]![3]).toBe(255);
  });
});

describe('the store', () => {
  const colours = { a: 10, b: 20, c: 30 };
  const samples = [at('a', 0, 0, 8), at('b', 0, 0, 8), at('a', 1, 1, 4), at('c', 0, 0, 8)];
  const picture = async (name: string) => paint(8, 8, () => [colours[name as 'a'], 0, 0]);

  test('keeps the order, decodes a picture once, tells its progress', async () => {
    const decoded: string[] = [];
    const progress: number[] = [];
    const set = dataset(samples, (name) => {
      decoded.push(name);
      return picture(name);
    });
    const store = await openPictureStore(set, { size: 8, margin: 1, progress: (done) => progress.push(done) });
    expect(decoded).toEqual(['a', 'b', 'c']);
    expect(progress.at(-1)).toBe(1);
    expect(store.samples).toEqual(samples);
    const pixels = await store.squares.read([0, 1, 2, 3]);
    expect([0, 1, 2, 3].map((i) => pixels[i * 256 + 4 * 27])).toEqual([10, 20, 10, 30]);
    expect(decoded).toEqual(['a', 'b', 'c']);
    expect(store.crops[2]).toEqual({ cx: 3, cy: 3, side: 4, rotation: 0, mirrored: false });
  });

  test('skips and counts pictures that do not decode', async () => {
    const set = dataset(samples, async (name) => {
      if (name === 'a') throw new DataError('bad-picture', { file: name, problem: 'broken', cure: '-' });
      return picture(name);
    });
    const { squares } = await openPictureStore(set, { size: 8 });
    expect(await Promise.all([0, 1, 2, 3].map((i) => squares.isReadable(i)))).toEqual([false, true, false, true]);
    const pixels = await squares.read([0, 1, 3]);
    expect([0, 1, 2].map((i) => pixels[i * 256 + 4 * 27])).toEqual([0, 20, 30]);
    expect(squares.skipped).toEqual([{ picture: 'a', people: 2, problem: 'a: broken' }]);
  });

  test('reads a few pictures at once and the rest when wanted; all, when none of the few can be read', async () => {
    const many = Array.from({ length: 40 }, (_, i) => at(`p${i}`, 0, 0, 8));
    const { squares } = await openPictureStore(
      dataset(many, () => picture('a')),
      { size: 8, first: 4 },
    );
    expect(squares.decoded).toBe(4);
    await squares.read([7, 7, 20]);
    expect(squares.decoded).toBe(5);
    const good = async (name: string) => {
      if (name !== 'p39') throw new DataError('bad-picture', { file: name, problem: 'broken', cure: '-' });
      return picture('b');
    };
    expect((await openPictureStore(dataset(many, good), { size: 8, first: 4 })).squares.skipped).toHaveLength(39);
  });

  test('fails when nothing decodes, when cancelled, and on what is no DataError', async () => {
    const broken = dataset(samples, async (name) => {
      throw new DataError('bad-picture', { file: name, problem: 'broken', cure: '-' });
    });
    await expect(openPictureStore(broken, { size: 8 })).rejects.toMatchObject({ code: 'empty' });
    await expect(openPictureStore(dataset([], picture), { size: 8 })).rejects.toMatchObject({ code: 'empty' });
    const cancelled = openPictureStore(dataset(samples, picture), { size: 8, signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const bug = dataset(samples, async () => {
      throw new TypeError('a bug');
    });
    await expect(openPictureStore(bug, { size: 8 })).rejects.toThrow('a bug');
  });

  test('cancelling on the way stops before the next picture', async () => {
    const controller = new AbortController();
    let decoded = 0;
    const set = dataset(samples, async (name) => {
      decoded++;
      controller.abort();
      return picture(name);
    });
    await expect(openPictureStore(set, { size: 8, concurrency: 1, signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(decoded).toBe(1);
  });

  test('the margin', () => {
    expect(storeMargin).toBe(1.6);
    expect(storeSize(64)).toBe(103);
  });
});
