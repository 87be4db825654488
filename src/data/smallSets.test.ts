import { expect, test } from 'vitest';
import { mpii16 } from '../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { type CommonSet, commonSet, pictureFiles } from './commonSet.ts';
import { everyFormat } from './everyFormat.ts';
import { hrnetJson, inMpiiTerms, pytorchPoseJson } from './mpii/mpiiFixture.ts';
import { openDataset } from './registry.ts';
import type { Written } from './writtenFormats.ts';

const open = (contents: Written) => openDataset(sourceFiles(contents), { name: 'set', decode: decodeJpeg });

test.each(everyFormat)('$format ($form): one person is read, and nobody is held out', async (each) => {
  const { set, annotations } = await written(each, 1);
  const read = await open({ ...annotations, ...pictureFiles(set) });
  expect(read.report).toMatchObject({ people: 1, train: 1, validation: 0 });
});

test.each(everyFormat)('$format ($form): without its pictures it is refused, and where they belong is said', async (each) => {
  const { annotations } = await written(each, 2);
  const error = await open(annotations).catch((error: unknown) => error);
  expect(error).toMatchObject({ name: 'DataError', code: 'empty', file: 'set', message: expect.stringContaining('picture') });
  expect(error).toMatchObject({ place: expect.stringMatching(/.+/), cure: expect.stringContaining('Put the pictures into the same') });
});

test.each(everyFormat)('$format ($form): one picture of two is missing; its people are left out and counted', async (each) => {
  const { set, annotations } = await written(each, 2);
  const [first] = Object.entries(pictureFiles(set));
  const read = await open({ ...annotations, [first![0]]: first![1] });
  expect(read.report.people).toBe(1);
  expect(read.report.skipped.some(({ reason, count }) => reason.includes('picture') && count === 1)).toBe(true);
});

async function written({ write, skeletons, visibilities, path }: (typeof everyFormat)[number], pictures: number) {
  const set: CommonSet = commonSet({ skeleton: skeletons[0]!, pictures, visibilities, ...(path ? { path } : {}) });
  return { set, annotations: await write(set) };
}

test('a split that holds out everybody is none', async () => {
  const set = commonSet({ skeleton: mpii16, pictures: 10 });
  const people = set.people.map(inMpiiTerms);
  const told = await open({ 'mpii_annotations.json': pytorchPoseJson(people, () => true), ...pictureFiles(set) });
  expect(told.report).toMatchObject({ train: 8, validation: 2 });
  const named = await open({ 'valid.json': hrnetJson(people), ...pictureFiles(set) });
  expect(named.report).toMatchObject({ train: 8, validation: 2 });
});

test.each(everyFormat)('$format ($form): joints left of and above the picture are read or left out, never nonsense', async (each) => {
  const { write, skeletons, visibilities, path } = each;
  const set = commonSet({ skeleton: skeletons[0]!, pictures: 3, visibilities, ...(path ? { path } : {}) });
  const [first, ...others] = set.people;
  const astray = { ...first!, joints: first!.joints.map((joint, j) => (j === 0 ? { x: -7, y: -9, visibility: 2 as const } : joint)) };
  const read = await open({ ...(await write({ ...set, people: [astray, ...others] })), ...pictureFiles(set) });
  expect(read.report.people + read.report.skipped.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(3);
  for (const { joints, box } of read.samples) {
    const numbers = [...joints.flatMap(({ x, y }) => [x, y]), box.x, box.y, box.width, box.height];
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(Math.min(box.width, box.height)).toBeGreaterThan(0);
  }
});
