import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, invert } from '../pose/affine.ts';
import type { LabelledJoint, Sample } from '../pose/sample.ts';
import { type Augmentation, noAugmentation } from './augment.ts';
import { createBatch, fillBatch, heatmapToImage, imageToHeatmap, inputToStore } from './batch.ts';
import { paint } from './cocoFixture.ts';
import type { Dataset, RawPicture } from './dataset.ts';
import { openPictureStore, type PictureStore } from './pictures.ts';

const skeleton = { name: 'two wrists', joints: ['left_wrist', 'right_wrist'], limbs: [], flipPairs: [[0, 1]] as const, torso: null };
const geometry = { input: 32, heatmap: 8, mirror: [1, 0] };

function person(joints: readonly LabelledJoint[]): Sample {
  return { id: 'p', picture: 'p.png', split: 'train', joints, box: { x: 40, y: 20, width: 32, height: 64 }, headBox: null };
}

function storeOf(picture: RawPicture, sample: Sample, size = 128): Promise<PictureStore> {
  const report = { pictures: 1, people: 1, train: 1, validation: 0, skipped: [], coverage: [] };
  const dataset: Dataset = {
    name: 'set',
    format: 'test',
    skeleton,
    metric: 'pck',
    samples: [sample],
    report,
    picture: async () => picture,
  };
  return openPictureStore(dataset, { size });
}

const plain = paint(120, 100, () => [10, 20, 30]);
const left: LabelledJoint = { x: 50, y: 40, visibility: 2 };
const right: LabelledJoint = { x: 70, y: 60, visibility: 1 };

describe('by hand', () => {
  // Box 32 × 64 about (56, 52): the crop's side is 1.25 · 64 = 80, from (16, 12) to (96, 92); the store's is 128, from (−8, −12).
  test('without augmentation', async () => {
    const batch = fillBatch(createBatch(1, 2), await storeOf(plain, person([left, right])), [0], [noAugmentation], geometry);
    // Heatmap: 8 / 80 a pixel. Left (50 − 16) / 10, (40 − 12) / 10; right (70 − 16) / 10, (60 − 12) / 10.
    expect([...batch.joints]).toEqual([3.4, 2.8, 1, 5.4, 4.8, 1].map(Math.fround));
    // Input → picture: 2.5 x + 16, 2.5 y + 12; picture → store of 128 over 128 pixels: + 8, + 12.
    expect([...batch.affine]).toEqual([2.5, 0, 24, 0, 2.5, 24].map(Math.fround));
    expect([...batch.gain]).toEqual([1, 1, 1]);
  });

  test('mirrored: the right wrist stands as the left one, x ↦ 8 − x', async () => {
    const store = await storeOf(plain, person([left, right]));
    const batch = fillBatch(createBatch(1, 2), store, [0], [{ ...noAugmentation, mirrored: true }], geometry);
    expect([...batch.joints]).toEqual([8 - 5.4, 4.8, 1, 8 - 3.4, 2.8, 1].map((v) => expect.closeTo(v, 5)));
    expect([...batch.affine]).toEqual([-2.5, 0, 104, 0, 2.5, 24].map(Math.fround));
  });

  test('zoom 2 halves the person; a quarter turn brings right to the bottom', async () => {
    const store = await storeOf(plain, person([left, right]));
    const zoomed = fillBatch(createBatch(1, 2), store, [0], [{ ...noAugmentation, zoom: 2 }], geometry);
    // About the centre (4, 4): 4 + (3.4 − 4) / 2, …
    expect([...zoomed.joints]).toEqual([3.7, 3.4, 1, 4.7, 4.4, 1].map((v) => expect.closeTo(v, 5)));
    const turned = fillBatch(createBatch(1, 2), store, [0], [{ ...noAugmentation, rotation: Math.PI / 2 }], geometry);
    // Clockwise on the screen: (dx, dy) ↦ (−dy, dx). Left (−.6, −1.2) ↦ (1.2, −.6); right (1.4, .8) ↦ (−.8, 1.4).
    expect([...turned.joints]).toEqual([5.2, 3.4, 1, 3.2, 5.4, 1].map((v) => expect.closeTo(v, 5)));
  });

  test('joints without a label or outside of the heatmap weigh nothing', async () => {
    const away: LabelledJoint = { x: 97, y: 40, visibility: 2 };
    const unknown: LabelledJoint = { x: 50, y: 40, visibility: 0 };
    const batch = fillBatch(createBatch(1, 2), await storeOf(plain, person([away, unknown])), [0], [noAugmentation], geometry);
    expect([...batch.joints]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('what does not fit is refused', async () => {
    const store = await storeOf(plain, person([left, right]));
    expect(() => fillBatch(createBatch(2, 2), store, [0], [noAugmentation], geometry)).toThrow(RangeError);
    expect(() => fillBatch(createBatch(1, 2), store, [1], [noAugmentation], geometry)).toThrow(RangeError);
    expect(() => fillBatch(createBatch(1, 2), store, [0], [], geometry)).toThrow(RangeError);
  });
});

const anyAugmentation: fc.Arbitrary<Augmentation> = fc.record({
  zoom: fc.double({ min: 0.7, max: 1.42, noNaN: true }),
  rotation: fc.double({ min: -1.05, max: 1.05, noNaN: true }),
  mirrored: fc.boolean(),
  gain: fc.constant([1, 1, 1] as const),
});

test('heatmap → picture → heatmap comes back, under any augmentation', () => {
  const crop = { cx: 56, cy: 52, side: 80, rotation: 0, mirrored: false };
  const coordinate = fc.double({ min: 0, max: 8, noNaN: true });
  fc.assert(
    fc.property(anyAugmentation, coordinate, coordinate, (augmentation, x, y) => {
      const image = apply(heatmapToImage(crop, augmentation, 8), { x, y });
      const back = apply(imageToHeatmap(crop, augmentation, 8), image);
      expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(1e-9);
    }),
  );
});

test('joints land where their pixels land, turned, zoomed and mirrored', async () => {
  // A white blob of σ = 3 about each joint, green on the left wrist and red on the right one.
  const glow = (x: number, y: number, joint: LabelledJoint) =>
    255 * Math.exp(-((x + 0.5 - joint.x) ** 2 + (y + 0.5 - joint.y) ** 2) / (2 * 3 * 3));
  const picture = paint(120, 100, (x, y) => [glow(x, y, right), glow(x, y, left), 0]);
  const sample = person([left, right]);
  let found = 0;
  for (const size of [96, 128, 200]) {
    const store = await storeOf(picture, sample, size);
    const square = { size, pixels: await store.squares.read([0]) };
    fc.assert(
      fc.property(anyAugmentation, (augmentation) => {
        const input = 64;
        const batch = fillBatch(createBatch(1, 2), store, [0], [augmentation], { ...geometry, input });
        const image = sampleInput(square, [...batch.affine], input);
        for (const [j, channel] of (augmentation.mirrored ? [0, 1] : [1, 0]).entries()) {
          if (batch.joints[3 * j + 2] === 0) continue;
          const expected = { x: batch.joints[3 * j]! * 8, y: batch.joints[3 * j + 1]! * 8 };
          // Near the edge a part of the blob is cut off, and its middle is no longer the joint.
          if (Math.min(expected.x, expected.y) < 12 || Math.max(expected.x, expected.y) > input - 12) continue;
          const middle = centreOf(image, input, channel);
          expect(Math.hypot(middle.x - expected.x, middle.y - expected.y)).toBeLessThan(0.1);
          found++;
        }
      }),
      { numRuns: 30 },
    );
  }
  expect(found).toBeGreaterThan(30);
});

test('the store remembers where it was cut', async () => {
  const store = await storeOf(plain, person([left, right]));
  const toStore = store.toStore[0]!;
  const direct = inputToStore(store.crops[0]!, noAugmentation, toStore, 32);
  // The input's middle is the crop's middle is the store's middle.
  expect(apply(direct, { x: 16, y: 16 })).toEqual({ x: expect.closeTo(64, 9), y: expect.closeTo(64, 9) });
  expect(apply(invert(toStore), { x: 0, y: 0 })).toEqual({ x: -8, y: -12 });
});

/** What an engine does: bilinear at the transformed centre of each input pixel, [input, input, 3] of 0 to 255; 0 is mid-grey outside. */
function sampleInput({ size, pixels }: { size: number; pixels: Uint8Array }, [a, b, c, d, e, f]: number[], input: number): Float32Array {
  const out = new Float32Array(input * input * 3);
  const tap = (x: number, y: number, channel: number) =>
    x >= 0 && y >= 0 && x < size && y < size ? pixels[(y * size + x) * 4 + channel]! : 127.5;
  for (let y = 0; y < input; y++)
    for (let x = 0; x < input; x++) {
      const u = a! * (x + 0.5) + b! * (y + 0.5) + c! - 0.5;
      const v = d! * (x + 0.5) + e! * (y + 0.5) + f! - 0.5;
      const [i, k] = [Math.floor(u), Math.floor(v)];
      const [p, q] = [u - i, v - k];
      for (let channel = 0; channel < 3; channel++)
        out[(y * input + x) * 3 + channel] =
          (1 - q) * ((1 - p) * tap(i, k, channel) + p * tap(i + 1, k, channel)) +
          q * ((1 - p) * tap(i, k + 1, channel) + p * tap(i + 1, k + 1, channel));
    }
  return out;
}

/** The middle of a channel's light: about the brightest pixel where blue says that it is inside of the picture. */
function centreOf(image: Float32Array, input: number, channel: number): { x: number; y: number } {
  let best = 0;
  const light = (i: number) => (image[3 * i + 2]! > 1 ? 0 : image[3 * i + channel]!);
  for (let i = 0; i < input * input; i++) if (light(i) > light(best)) best = i;
  let [sum, x, y] = [0, 0, 0];
  for (let dy = -9; dy <= 9; dy++)
    for (let dx = -9; dx <= 9; dx++) {
      const [px, py] = [(best % input) + dx, Math.floor(best / input) + dy];
      if (px < 0 || py < 0 || px >= input || py >= input) continue;
      const w = light(py * input + px);
      sum += w;
      x += w * (px + 0.5);
      y += w * (py + 0.5);
    }
  return { x: x / sum, y: y / sum };
}
