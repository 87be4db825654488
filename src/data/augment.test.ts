import { expect, test } from 'vitest';
import { createRandom } from '../pose/random.ts';
import { augmentedCrop, drawAugmentation, noAugmentation } from './augment.ts';
import { cropOfBox } from './crop.ts';

const settings = { augmentScale: 0.25, augmentRotation: 30, augmentFlip: true, augmentColour: 0.4 };
const random = createRandom(3);
const draws = Array.from({ length: 4000 }, () => drawAugmentation(settings, random));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('zoom is 2^N(0, ¼), cut at half an octave', () => {
  const octaves = draws.map((draw) => Math.log2(draw.zoom));
  expect(Math.max(...octaves)).toBeCloseTo(0.5, 10);
  expect(Math.min(...octaves)).toBeCloseTo(-0.5, 10);
  expect(Math.abs(mean(octaves))).toBeLessThan(0.02);
  // The variance of a normal draw cut at ±2 is 0.921.
  expect(mean(octaves.map((value) => value ** 2)) / 0.25 ** 2).toBeCloseTo(0.921, 1);
});

test('two in five are turned, by up to 60°', () => {
  const turns = draws.map((draw) => draw.rotation).filter((turn) => turn !== 0);
  expect(turns.length / draws.length).toBeCloseTo(0.4, 1);
  expect(Math.max(...turns)).toBeCloseTo(Math.PI / 3, 10);
  expect(Math.abs(mean(turns))).toBeLessThan(0.05);
});

test('one in two is mirrored; channels have gains of their own in 0.6 … 1.4', () => {
  expect(mean(draws.map((draw) => Number(draw.mirrored)))).toBeCloseTo(0.5, 1);
  const gains = draws.flatMap((draw) => draw.gain);
  expect(Math.min(...gains)).toBeGreaterThanOrEqual(0.6);
  expect(Math.max(...gains)).toBeLessThanOrEqual(1.4);
  expect(mean(gains)).toBeCloseTo(1, 1);
  expect(new Set(draws[0]!.gain).size).toBe(3);
});

test('the same seed draws the same; one setting does not shift another', () => {
  const one = drawAugmentation(settings, createRandom(9));
  expect(drawAugmentation(settings, createRandom(9))).toEqual(one);
  const other = drawAugmentation({ ...settings, augmentScale: 0, augmentFlip: false }, createRandom(9));
  expect(other).toEqual({ ...one, zoom: 1, mirrored: false });
  const none = { augmentScale: 0, augmentRotation: 0, augmentFlip: false, augmentColour: 0 };
  expect(drawAugmentation(none, createRandom(1))).toMatchObject({ zoom: 1, mirrored: false, gain: [1, 1, 1] });
});

test('a crop varied: the centre stays, the side is multiplied', () => {
  const crop = cropOfBox({ x: 10, y: 20, width: 40, height: 80 });
  expect(crop).toEqual({ cx: 30, cy: 60, side: 100, rotation: 0, mirrored: false });
  expect(augmentedCrop(crop, noAugmentation)).toEqual(crop);
  expect(augmentedCrop(crop, { ...noAugmentation, zoom: 1.2, rotation: 0.5, mirrored: true })).toEqual({
    cx: 30,
    cy: 60,
    side: 120,
    rotation: 0.5,
    mirrored: true,
  });
});
