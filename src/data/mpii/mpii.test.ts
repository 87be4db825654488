import { describe, expect, test } from 'vitest';
import { headLength } from '../../method/metrics.ts';
import { apply, cropAffine } from '../../pose/affine.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from '../cocoFixture.ts';
import { commonSet, essence, pictureFiles } from '../commonSet.ts';
import { cropOfBox } from '../crop.ts';
import { matEmpty, matFile, matNumbers, matStruct, matText } from '../mat/matFixture.ts';
import { openDataset } from '../registry.ts';
import { annotH5, expectedPeople, gtValidMat, hrnetJson, inMpiiTerms, pytorchPoseJson, releaseMat } from './mpiiFixture.ts';
import { mpiiBox } from './mpiiPerson.ts';

const open = (contents: Parameters<typeof sourceFiles>[0]) => openDataset(sourceFiles(contents), { name: 'set', decode: decodeJpeg });

test('centre and scale give the crop of MPII', () => {
  // Centre (594, 257), scale 3: in our pixels (593.5, 256.5), moved down by 15 · 3 = 45 to 301.5; side 200 · 3 · 1.25 = 750.
  const box = mpiiBox({ center: [594, 257], scale: 3 })!;
  const crop = cropOfBox(box);
  expect(crop).toEqual({ cx: 593.5, cy: 301.5, side: 750, rotation: 0, mirrored: false });
  // x' = 64 · ((x − cx) / side + ½): 150 pixels right of the centre are a fifth of the side, 32 + 12.8.
  const placed = apply(cropAffine('image', 'heatmap', crop, 64), { x: 743.5, y: 301.5 });
  expect(placed.x).toBeCloseTo(44.8, 9);
  expect(placed.y).toBeCloseTo(32, 9);
  for (const [center, scale] of [
    [[-1, -1], -1],
    [[1, 1], Number.NaN],
    [[Number.NaN, 1], 1],
    [[1, 1], 1e9],
  ] as const) {
    expect(mpiiBox({ center, scale })).toBeNull();
  }
});

describe.each([1, 2])('a common set comes back, seed %i', (seed) => {
  const set = commonSet({ skeleton: mpii16, pictures: 6, people: 2, seed });
  // The lists of HRNet do not tell occluded from visible.
  const seen = commonSet({ skeleton: mpii16, pictures: 6, people: 2, seed, visibilities: [0, 2] });
  const people = set.people.map(inMpiiTerms);
  const seenPeople = seen.people.map(inMpiiTerms);
  const all = { boxes: true, heads: true };

  test.each([true, false])('from the release, little-endian %s', async (little) => {
    const read = await open({ 'annotations/mpii_human_pose_v1_u12_1.mat': await releaseMat(people, { little }), ...pictureFiles(set) });
    expect(read).toMatchObject({ format: 'MPII Human Pose (MATLAB)', skeleton: mpii16, metric: 'pckh' });
    expect(essence(read.samples, all)).toEqual(essence(expectedPeople(set), all));
    expect(read.report.skipped).toEqual([]);
    expect(read.report.validation).toBeGreaterThan(0);
    // Two pictures that follow each other are of one video: held out are both or none.
    const split = new Map(read.samples.map((sample) => [sample.picture, sample.split]));
    for (const i of [0, 2, 4]) expect(split.get(set.pictures[i]!.path)).toBe(split.get(set.pictures[i + 1]!.path));
  });

  test('from the lists of HRNet, with head boxes where gt_valid.mat has them', async () => {
    const read = await open({
      'annot/train.json': hrnetJson(seenPeople.slice(0, 8)),
      'annot/valid.json': hrnetJson(seenPeople.slice(8)),
      'annot/trainval.json': hrnetJson(seenPeople),
      'annot/gt_valid.mat': await gtValidMat(seenPeople.slice(8)),
      ...pictureFiles(seen),
    });
    expect(read).toMatchObject({ format: 'MPII Human Pose (JSON lists)', skeleton: mpii16, metric: 'pckh' });
    expect(read.samples.map((sample) => sample.split)).toEqual([...new Array(8).fill('train'), ...new Array(4).fill('validation')]);
    expect(essence(read.samples, { boxes: true })).toEqual(essence(expectedPeople(seen), { boxes: true }));
    expect(essence(read.samples.slice(8), all)).toEqual(essence(expectedPeople(seen).slice(8), all));
    expect(read.samples[0]!.headBox).toBeNull();
  });

  test("from pytorch-pose's list", async () => {
    const read = await open({ 'mpii_annotations.json': pytorchPoseJson(people, (n) => n >= 10), ...pictureFiles(set) });
    expect(read).toMatchObject({ format: 'MPII Human Pose (mpii_annotations.json)', metric: 'pck' });
    expect(read.samples.map((sample) => sample.split === 'validation')).toEqual(people.map((_, n) => n >= 10));
    expect(essence(read.samples, { boxes: true })).toEqual(essence(expectedPeople(set), { boxes: true }));
    expect(read.report.notes).toEqual([expect.stringContaining('no head boxes')]);
  });

  test('from annot.h5', async () => {
    const read = await open({ 'annot.h5': await annotH5(people, (n) => n < 10), ...pictureFiles(set) });
    expect(read).toMatchObject({ format: 'MPII Human Pose (annot.h5)', metric: 'pckh' });
    expect(read.samples.map((sample) => sample.split === 'validation')).toEqual(people.map((_, n) => n >= 10));
    expect(essence(read.samples, { boxes: true })).toEqual(essence(expectedPeople(set), { boxes: true }));
    read.samples.forEach(({ headBox, joints }, n) => {
      if (headBox) expect(headLength(headBox)).toBeCloseTo(headLength(set.people[n]!.headBox), 9);
      else expect(joints[8]!.visibility + joints[9]!.visibility).toBe(0);
    });
  });
});

describe('the release, odd records', () => {
  const set = commonSet({ skeleton: mpii16, pictures: 2 });
  const one = (value: number) => matNumbers([value]);
  const point = (x: number, id: number) => ({ x: one(x), y: one(9), id: one(id) });

  /** A release whose first picture has one person of these fields, and whose second has somebody. */
  async function withRect(rect: Parameters<typeof matStruct>[0][number]) {
    const other = { annopoints: matStruct([{ point: matStruct([point(5, 9)]) }]) };
    const images = [rect, other].map((each, i) => ({
      image: matStruct([{ name: matText(`im000${i + 1}.jpg`) }]),
      annorect: matStruct([each]),
    }));
    return open({ 'a.mat': await matFile({ RELEASE: matStruct([{ annolist: matStruct(images) }]) }), ...pictureFiles(set) });
  }

  test('without is_visible, centre, scale and head: visible, and a box around the joints', async () => {
    const read = await withRect({ annopoints: matStruct([{ point: matStruct([point(10.5, 0), point(30.5, 15)]) }]) });
    expect(read.samples[0]!.joints[0]).toEqual({ x: 10, y: 8.5, visibility: 2 });
    expect(read.samples[0]!.joints[1]!.visibility).toBe(0);
    expect(read.samples[0]).toMatchObject({ box: { x: 8, width: 24 }, headBox: null });
    expect(read.metric).toBe('pck');
  });

  test.each([
    ['people without a labelled joint', { annopoints: matEmpty }],
    ['people without a labelled joint', { scale: one(2) }],
    ['people with a joint whose id is not 0 to 15', { annopoints: matStruct([{ point: matStruct([point(1, 16)]) }]) }],
    ['people with a joint that is not a number of pixels', { annopoints: matStruct([{ point: matStruct([point(Number.NaN, 1)]) }]) }],
  ])('%s', async (reason, rect) => {
    const read = await withRect(rect);
    expect(read.samples).toHaveLength(1);
    expect(read.report.skipped).toEqual([{ reason, count: 1, examples: ['a.mat, annolist(1).annorect(1)'] }]);
  });

  test('a release that is none', async () => {
    const pictures = pictureFiles(set);
    await expect(open({ 'a.mat': await matFile({ RELEASE: one(1) }), ...pictures })).rejects.toMatchObject({ place: 'RELEASE' });
    const empty = await matFile({ RELEASE: matStruct([{ annolist: matEmpty }]) });
    await expect(open({ 'a.mat': empty, ...pictures })).rejects.toMatchObject({ code: 'bad-annotation', place: 'RELEASE.annolist' });
    const v73 = new Uint8Array(600);
    v73.set([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 512);
    await expect(open({ 'mpii_v1.mat': v73, ...pictures })).rejects.toMatchObject({ cure: expect.stringContaining('-v7') });
  });

  test('a head that does not fit, an h5 file of another shape', async () => {
    const people = set.people.map(inMpiiTerms);
    const read = await open({
      'train.json': hrnetJson(people.slice(0, 1)),
      'valid.json': hrnetJson(people.slice(1)),
      'gt_valid.mat': await gtValidMat(people),
      ...pictureFiles(set),
    });
    expect(read.report.notes?.[0]).toContain('do not fit');
    expect(read.metric).toBe('pck');
  });
});
