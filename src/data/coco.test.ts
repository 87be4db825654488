import { describe, expect, test } from 'vitest';
import { coco17, mpii16 } from '../pose/skeleton.ts';
import { cocoJson, decodeJpeg, type Json, jpeg, paint, sourceFiles } from './cocoFixture.ts';
import type { Dataset } from './dataset.ts';
import { openDataset } from './registry.ts';

const picture = jpeg(paint(64, 64, () => [200, 100, 50]));
const options = { name: 'set', decode: decodeJpeg };

function open(contents: Parameters<typeof sourceFiles>[0]): Promise<Dataset> {
  return openDataset(sourceFiles(contents), options);
}

/** A set of two pictures whose first annotation is changed. */
async function openWith(change: Json): Promise<Dataset> {
  const json = cocoJson(['a/1.jpg', 'b/2.jpg']);
  Object.assign(json.annotations[0]!, change);
  return open({ 'set.json': json, 'a/1.jpg': picture, 'b/2.jpg': picture });
}

describe('a whole set', () => {
  test('train and val files with pictures of the same names', async () => {
    const set = await open({
      'annotations/person_keypoints_train.json': cocoJson(['000001.jpg', '000002.jpg'], { head_box: [20, 18, 8, 10] }),
      'annotations/person_keypoints_val.json': cocoJson(['000001.jpg']),
      'train/000001.jpg': picture,
      'train/000002.jpg': picture,
      'val/000001.jpg': picture,
    });
    expect(set.format).toBe('COCO keypoints');
    expect(set.skeleton).toBe(mpii16);
    expect(set.metric).toBe('pckh');
    expect(set.samples.map(({ picture, split }) => [picture, split])).toEqual([
      ['train/000001.jpg', 'train'],
      ['train/000002.jpg', 'train'],
      ['val/000001.jpg', 'validation'],
    ]);
    expect(set.samples[0]).toMatchObject({
      id: 'train/000001.jpg',
      box: { x: 8, y: 16, width: 20, height: 40 },
      headBox: { x: 20, y: 18, width: 8, height: 10 },
    });
    expect(set.samples[0]!.joints[3]).toEqual({ x: 13, y: 26, visibility: 2 });
    expect(set.samples[2]!.headBox).toBeNull();
    expect(set.report).toMatchObject({ pictures: 3, people: 3, train: 2, validation: 1, skipped: [] });
    expect(set.report.coverage).toEqual(new Array(16).fill(1));
    expect(await set.picture('val/000001.jpg')).toMatchObject({ width: 64, height: 64 });
    await expect(set.picture('elsewhere.jpg')).rejects.toMatchObject({ code: 'not-found' });
  });

  test("names that already hold the folder, and Roboflow's layout", async () => {
    const set = await open({
      'train/_annotations.coco.json': cocoJson(['x.jpg']),
      'valid/_annotations.coco.json': cocoJson(['x.jpg']),
      'train/x.jpg': picture,
      'valid/x.jpg': picture,
    });
    expect(set.samples.map((sample) => `${sample.split} ${sample.picture}`)).toEqual(['train train/x.jpg', 'validation valid/x.jpg']);
  });

  test('test stands for val when there is none, and trains when there is one', async () => {
    const files = { 'train/1.jpg': picture, 'test/1.jpg': picture, 'val/1.jpg': picture };
    const train = cocoJson(['train/1.jpg']);
    const held = cocoJson(['test/1.jpg']);
    const two = await open({ ...files, 'train.json': train, 'test.json': held });
    expect(two.samples.map((sample) => sample.split)).toEqual(['train', 'validation']);
    const three = await open({ ...files, 'train.json': train, 'test.json': held, 'val.json': cocoJson(['val/1.jpg']) });
    expect(three.samples.map((sample) => sample.split)).toEqual(['train', 'train', 'validation']);
  });

  test('a lone file: seeded split, the same every time', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `pictures/${i}.jpg`);
    const files = { 'person.json': cocoJson(names), ...Object.fromEntries(names.map((name) => [name, picture])) };
    const [one, two] = [await open(files), await open(files)];
    expect(one.report.validation).toBe(6);
    expect(one.samples).toEqual(two.samples);
  });

  test("COCO's 17 joints, and a skeleton of one's own with 1-based limbs", async () => {
    const own = cocoJson(['1.jpg']);
    own.categories = [{ id: 1, name: 'dog', keypoints: ['nose', 'left_ear', 'right_ear'], skeleton: [[1, 2], [1, 3], [1, 9], 'x'] }];
    own.annotations[0]!.keypoints = [1, 2, 2, 3, 4, 1, 0, 0, 0];
    const dog = await open({ 'dogs.json': own, '1.jpg': picture });
    expect(dog.skeleton).toEqual({
      name: 'dog, 3 joints',
      joints: ['nose', 'left_ear', 'right_ear'],
      limbs: [
        [0, 1],
        [0, 2],
      ],
      flipPairs: [[1, 2]],
      torso: null,
    });
    expect(dog.report.coverage).toEqual([1, 1, 0]);
    const people = cocoJson(['1.jpg']);
    people.categories = [{ id: 1, name: 'person', keypoints: coco17.joints }];
    people.annotations[0]!.keypoints = new Array(17).fill([5, 6, 2]).flat();
    expect((await open({ 'people.json': people, '1.jpg': picture })).skeleton).toBe(coco17);
  });

  test('several people in a picture have ids of their own; other annotation files are left alone', async () => {
    const json = cocoJson(['1.jpg', '2.jpg']);
    json.annotations[1]!.image_id = 1;
    const set = await open({ 'keypoints.json': json, 'instances.json': '{"images": [], "annotations": [', '1.jpg': picture });
    expect(set.samples.map((sample) => sample.id)).toEqual(['1.jpg#1', '1.jpg#2']);
  });

  test('a person whom both splits list is only trained on', async () => {
    const set = await open({
      'train.json': cocoJson(['1.jpg']),
      'val.json': cocoJson(['1.jpg', '2.jpg']),
      '1.jpg': picture,
      '2.jpg': picture,
    });
    expect(set.samples.map((sample) => [sample.picture, sample.split])).toEqual([
      ['1.jpg', 'train'],
      ['2.jpg', 'validation'],
    ]);
    expect(set.report.skipped[0]).toMatchObject({ reason: 'people held out whose picture is used for training', count: 1 });
  });
});

describe('a bad record is left out and counted', () => {
  test.each<[string, Json]>([
    ['crowds', { iscrowd: 1 }],
    ['people without a labelled joint', { num_keypoints: 0 }],
    ['people without a labelled joint', { keypoints: new Array(48).fill(0) }],
    ['annotations with wrong count of keypoints', { keypoints: [1, 2, 2] }],
    ['annotations with keypoints are not a list', { keypoints: 'x' }],
    ['annotations with a keypoint that is not a number of pixels', { keypoints: [null, 2, 2, ...new Array(45).fill(0)] }],
    ['annotations with a keypoint that is not a number of pixels', { keypoints: [1e9, 2, 2, ...new Array(45).fill(0)] }],
    ['annotations with a visibility that is not 0, 1 or 2', { keypoints: [1, 2, 3, ...new Array(45).fill(0)] }],
    ['annotations with a bbox that is not [x, y, width, height] in pixels', { bbox: [0, 0, -4, 9] }],
    ['annotations with a bbox that is not [x, y, width, height] in pixels', { bbox: { x: 1 } }],
    ['annotations of a category without these keypoints', { category_id: 7 }],
    ['annotations of an image that the file does not list', { image_id: 99 }],
  ])('%s: %j', async (reason, change) => {
    const set = await openWith(change);
    expect(set.samples.map((sample) => sample.picture)).toEqual(['b/2.jpg']);
    const field = reason.startsWith('annotations') ? Object.keys(change)[0]! : '';
    const place = `set.json, annotations[0]${field && `.${field}`}`;
    expect(set.report.skipped).toEqual([{ reason, count: 1, examples: [place] }]);
  });

  test('ids of another, and missing pictures', async () => {
    const json = cocoJson(['1.jpg', '2.jpg', '3.jpg']);
    json.annotations[1]!.id = 1;
    json.images.push({ id: 1, file_name: '2.jpg' });
    const set = await open({ 'set.json': json, '1.jpg': picture, '2.jpg': picture });
    expect(set.samples.map((sample) => sample.picture)).toEqual(['1.jpg']);
    expect(set.report.skipped.map(({ reason, count, examples }) => [reason, count, examples[0]])).toEqual([
      ['pictures that are missing, or of which several have the name', 1, 'set.json, images[2]: 3.jpg'],
      ['image records with the id of another', 1, 'set.json, images[3].id: 1'],
      ['annotations with the id of another', 1, 'set.json, annotations[1].id'],
      ['people whose picture is missing', 1, 'set.json, annotations[2].image_id'],
    ]);
  });

  test('without a bbox, the box is around the labelled joints and a tenth wider each way', async () => {
    const keypoints = [10, 10, 2, 30, 50, 1, 99, 99, 0, ...new Array(39).fill(0)];
    const set = await openWith({ bbox: undefined, keypoints });
    expect(set.samples[0]!.box).toEqual({ x: 6, y: 6, width: 28, height: 48 });
    const one = await openWith({ bbox: [0, 0, 0, 0], keypoints: [10, 10, 2, ...new Array(45).fill(0)] });
    expect(one.samples[0]!.box).toEqual({ x: 2, y: 2, width: 16, height: 16 });
  });
});

describe('a file that is no COCO file is refused', () => {
  const table = cocoJson(['1.jpg']);
  test.each<[string, Parameters<typeof sourceFiles>[0], string, string]>([
    ['not JSON', { 'k.json': JSON.stringify(table).slice(0, -20), '1.jpg': picture }, 'bad-annotation', 'not JSON'],
    ['Python’s NaN', { 'k.json': JSON.stringify(table).replace('"bbox":[8', '"bbox":[NaN') }, 'bad-annotation', 'NaN is not a number'],
    ['no list', { 'k.json': { ...table, images: {} } }, 'bad-annotation', 'k.json, images: this is not a list'],
    ['no categories', { 'k.json': { ...table, categories: [] } }, 'bad-annotation', 'no category lists'],
    ['no pictures', { 'k.json': table }, 'empty', '1 left out as pictures that are missing'],
    ['nobody', { 'k.json': { ...table, annotations: [] }, '1.jpg': picture }, 'empty', 'hold nobody'],
    ['pictures alone', { '1.jpg': picture, 'readme.txt': 'x' }, 'unknown-format', 'among 2 files (1 .jpg, 1 .txt)'],
    ['nothing', {}, 'empty', 'no files'],
  ])('%s', async (_, contents, code, message) => {
    const error = await open(contents).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'DataError', code, message: expect.stringContaining(message) });
    expect((error as { cure: string }).cure).not.toBe('');
  });

  test('cancelled', async () => {
    const files = sourceFiles({ 'k.json': cocoJson(['1.jpg']), '1.jpg': picture });
    await expect(openDataset(files, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
