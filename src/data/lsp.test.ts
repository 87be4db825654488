import { describe, expect, test } from 'vitest';
import { lsp14 } from '../pose/skeleton.ts';
import { decodeJpeg, jpeg, paint, sourceFiles } from './cocoFixture.ts';
import { commonSet, essence, pictureFiles } from './commonSet.ts';
import { matFile, matNumbers } from './mat/matFixture.ts';
import { openDataset } from './registry.ts';

const options = { name: 'set', decode: decodeJpeg };
const open = (contents: Parameters<typeof sourceFiles>[0]) => openDataset(sourceFiles(contents), options);
const picture = jpeg(paint(16, 16, () => [90, 90, 90]));

/** Joints of 14 triples a person, as LSP writes them: [3, 14, n]. */
const lspFile = (people: readonly (readonly (readonly number[])[])[]) =>
  matFile({ joints: matNumbers(people.flat(2), [3, 14, people.length]) });

/** As LSPET writes them: [14, 3, n]. */
const lspetFile = (people: readonly (readonly (readonly number[])[])[]) =>
  matFile({
    joints: matNumbers(
      people.flatMap((joints) => [0, 1, 2].flatMap((c) => joints.map((joint) => joint[c]!))),
      [14, 3, people.length],
    ),
  });

/** Joint j at (10 + j, 100 + 2 j), 1-based. */
const someone = (flag: (j: number) => number = () => 0) => lsp14.joints.map((_, j) => [10 + j, 100 + 2 * j, flag(j)]);

test('LSP: 1-based, 1 is occluded, scored by PCK of the torso', async () => {
  const set = await open({
    'lsp_dataset/joints.mat': await lspFile([someone((j) => (j === 2 ? 1 : 0)), someone()]),
    'lsp_dataset/images/im0001.jpg': picture,
    'lsp_dataset/images/im0002.jpg': picture,
  });
  expect(set).toMatchObject({ format: 'Leeds Sports Poses', skeleton: lsp14, metric: 'pck' });
  // The centre of MATLAB's pixel 10 is 9.5 from the edge of the picture.
  expect(set.samples[0]!.joints.slice(0, 3)).toEqual([
    { x: 9.5, y: 99.5, visibility: 2 },
    { x: 10.5, y: 101.5, visibility: 2 },
    { x: 11.5, y: 103.5, visibility: 1 },
  ]);
  // Around x 9.5 … 22.5, y 99.5 … 125.5, and a tenth of 26 wider each way.
  expect(essence(set.samples, { boxes: true })[0]).toMatchObject({ box: [6.9, 96.9, 18.2, 31.2] });
});

test('LSPET: 1 is labelled, and what is not has no place', async () => {
  const set = await open({
    'joints.mat': await lspetFile([someone((j) => (j === 0 ? 0 : 1))]),
    'images/im00001.jpg': picture,
  });
  expect(set.samples[0]!.joints.slice(0, 2)).toEqual([
    { x: 0, y: 0, visibility: 0 },
    { x: 10.5, y: 101.5, visibility: 2 },
  ]);
  expect(set.samples[0]).toMatchObject({ split: 'train', headBox: null });
});

describe('splits', () => {
  test('LSP’s first thousand train, the next are held out, LSPET trains', async () => {
    const images = (folder: string, from: number, to: number, digits: number) =>
      Object.fromEntries(
        Array.from({ length: to - from + 1 }, (_, i) => [`${folder}/images/im${String(from + i).padStart(digits, '0')}.jpg`, picture]),
      );
    const set = await open({
      'lsp/joints.mat': await lspFile(Array.from({ length: 1002 }, () => someone())),
      'lspet/joints.mat': await lspetFile([someone(() => 1), someone(() => 1)]),
      ...images('lsp', 999, 1002, 4),
      ...images('lspet', 1, 2, 5),
    });
    expect(set.samples.map(({ picture, split }) => `${picture} ${split}`)).toEqual([
      'lsp/images/im0999.jpg train',
      'lsp/images/im1000.jpg train',
      'lsp/images/im1001.jpg validation',
      'lsp/images/im1002.jpg validation',
      'lspet/images/im00001.jpg train',
      'lspet/images/im00002.jpg train',
    ]);
    expect(set.report.skipped).toEqual([
      { reason: 'people whose picture is missing', count: 998, examples: expect.arrayContaining(['lsp/joints.mat, joints(:,:,1)']) },
    ]);
  });

  test('LSPET alone holds some out all the same', async () => {
    const set = commonSet({ skeleton: lsp14, pictures: 20, path: (i) => `images/im${String(i + 1).padStart(5, '0')}.jpg` });
    const read = await open({ 'joints.mat': await lspetFile(set.people.map(() => someone(() => 1))), ...pictureFiles(set) });
    expect(read.report).toMatchObject({ people: 20, validation: 3 });
  });
});

describe('bad input', () => {
  const images = { 'images/im0001.jpg': picture, 'images/im0002.jpg': picture };

  test('a record that makes no sense is left out and counted', async () => {
    const odd = someone();
    odd[3] = [Number.NaN, 4, 0];
    const set = await open({ 'joints.mat': await lspFile([odd, someone()]), ...images });
    expect(set.samples.map((sample) => sample.picture)).toEqual(['images/im0002.jpg']);
    expect(set.report.skipped).toEqual([
      { reason: 'people with a joint that is not a number of pixels', count: 1, examples: ['joints.mat, joints(:,:,1)'] },
    ]);
  });

  test('another version, another variable, no pictures', async () => {
    const v73 = new Uint8Array(600);
    v73.set([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 512);
    await expect(open({ 'joints.mat': v73, ...images })).rejects.toMatchObject({
      code: 'bad-annotation',
      cure: expect.stringContaining('-v7'),
    });
    await expect(open({ 'joints.mat': await matFile({ other: matNumbers([1]) }), ...images })).rejects.toMatchObject({
      code: 'unknown-format',
    });
    await expect(open({ 'joints.mat': await lspFile([someone()]) })).rejects.toMatchObject({ code: 'empty' });
  });
});
