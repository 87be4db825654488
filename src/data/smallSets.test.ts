import { expect, test } from 'vitest';
import { lsp14, mpii16 } from '../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { commonSet, pictureFiles } from './commonSet.ts';
import { matFile, matNumbers } from './mat/matFixture.ts';
import { hrnetJson, inMpiiTerms, pytorchPoseJson, releaseMat } from './mpii/mpiiFixture.ts';
import { openDataset } from './registry.ts';

const open = (contents: Parameters<typeof sourceFiles>[0]) => openDataset(sourceFiles(contents), { name: 'set', decode: decodeJpeg });

test('a set of one person is read, and nobody is held out', async () => {
  const set = commonSet({ skeleton: mpii16, pictures: 1 });
  const people = set.people.map(inMpiiTerms);
  const joints = matNumbers(
    lsp14.joints.flatMap((_, j) => [10 + j, 20 + j, 0]),
    [3, 14],
  );
  const forms: Parameters<typeof sourceFiles>[0][] = [
    { 'joints.mat': await matFile({ joints }) },
    { 'mpii.mat': await releaseMat(people) },
    { 'train.json': hrnetJson(people) },
    { 'valid.json': hrnetJson(people) },
    { 'mpii_annotations.json': pytorchPoseJson(people, () => true) },
  ];
  for (const annotations of forms) {
    const read = await open({ ...annotations, ...pictureFiles(set) });
    expect(read.report).toMatchObject({ people: 1, train: 1, validation: 0 });
  }
});

test('a split that holds out everybody is none', async () => {
  const set = commonSet({ skeleton: mpii16, pictures: 10 });
  const read = await open({ 'mpii_annotations.json': pytorchPoseJson(set.people.map(inMpiiTerms), () => true), ...pictureFiles(set) });
  expect(read.report).toMatchObject({ train: 8, validation: 2 });
});
