import { describe, expect, test } from 'vitest';
import { coco17 } from '../pose/skeleton.ts';
import { decodeJpeg, jpeg, paint, sourceFiles, withOrientation } from './cocoFixture.ts';
import { openDataset } from './registry.ts';

const wide = jpeg(paint(200, 100, () => [200, 100, 50]));
const open = (contents: Parameters<typeof sourceFiles>[0]) => openDataset(sourceFiles(contents), { name: 'set', decode: decodeJpeg });

test('parts of the picture become pixels', async () => {
  const set = await open({
    'data.yaml':
      'train: images\nval: images\nkpt_shape: [3, 3]\nflip_idx: [1, 0, 2]\nnames: {0: dog}\nkpt_names:\n  0: [ear_left, ear_right, nose]\n',
    'images/a.jpg': wide,
    'labels/a.txt': '0 0.5 0.5 0.3 0.5 0.25 0.5 2 0.75 0.25 1 0 0 0\n',
  });
  expect(set.format).toBe('YOLO-pose');
  expect(set.skeleton).toMatchObject({ name: 'dog, 3 joints', joints: ['ear_left', 'ear_right', 'nose'], flipPairs: [[0, 1]] });
  expect(set.skeletonOrigin).toEqual({ joints: 'file', limbs: 'missing', pairs: 'file' });
  const [dog] = set.samples;
  // 200 × 100 pixels: the centre (0.5, 0.5) is (100, 50), the size (0.3, 0.5) is (60, 50).
  expect(dog).toMatchObject({ id: 'images/a.jpg', box: { x: 70, y: 25, width: 60, height: 50 } });
  expect(dog!.joints).toEqual([
    { x: 50, y: 50, visibility: 2 },
    { x: 150, y: 25, visibility: 1 },
    { x: 0, y: 0, visibility: 0 },
  ]);
});

test('two numbers a joint: (0, 0) is no label; a turned picture counts as it is shown', async () => {
  const set = await open({
    'data.yaml': 'kpt_shape: [2, 2]\n',
    'images/a.jpg': withOrientation(wide, 6),
    'labels/a.txt': '0 0.5 0.5 0.5 0.5 0.5 0.5 0 0',
  });
  expect(set.skeleton.joints).toEqual(['joint_1', 'joint_2']);
  // 200 × 100 turned by a quarter is 100 × 200.
  expect(set.samples[0]!.joints).toEqual([
    { x: 50, y: 100, visibility: 2 },
    { x: 0, y: 0, visibility: 0 },
  ]);
});

test('17 joints without names are COCO; without a data.yaml the third number tells the shape', async () => {
  const line = `0 0.5 0.5 1 1 ${coco17.joints.map((_, j) => `${(j + 1) / 20} 0.5 2`).join(' ')}`;
  const set = await open({
    'train/images/a.jpg': wide,
    'train/labels/a.txt': line,
    'valid/images/a.jpg': wide,
    'valid/labels/a.txt': line,
  });
  expect(set.skeleton).toBe(coco17);
  expect(set.samples.map(({ picture, split }) => [picture, split])).toEqual([
    ['train/images/a.jpg', 'train'],
    ['valid/images/a.jpg', 'validation'],
  ]);
});

test('the split that data.yaml tells: folders, or lists of pictures', async () => {
  const pictures = { 'images/one/a.jpg': wide, 'images/two/b.jpg': wide };
  const labels = { 'labels/one/a.txt': '0 .5 .5 1 1 .5 .5', 'labels/two/b.txt': '0 .5 .5 1 1 .5 .5' };
  const folders = await open({ 'data.yaml': 'kpt_shape: [1, 2]\ntrain: ../images/two\nval: ../images/one\n', ...pictures, ...labels });
  expect(folders.samples.map(({ split }) => split)).toEqual(['validation', 'train']);
  const lists = await open({
    'data.yaml': 'kpt_shape: [1, 2]\ntrain: a.txt\nval: b.txt\n',
    'a.txt': './images/one/a.jpg\n',
    'b.txt': './images/two/b.jpg\n',
    ...pictures,
    ...labels,
  });
  expect(lists.samples.map(({ split }) => split)).toEqual(['train', 'validation']);
});

describe('what cannot be used', () => {
  const good = '0 0.5 0.5 1 1 0.5 0.5 2';
  const one = { 'data.yaml': 'kpt_shape: [1, 3]\nflip_idx: [0, 1]\n', 'images/a.jpg': wide };

  test.each([
    ['0 0.5 0.5 1 1', 'boxes without keypoints'],
    ['0 0.5 0.5 1 1 0.5', 'another count of numbers'],
    ['0 0.5 0.5 1 1 nan 0.5 2', 'not a number'],
    ['0 0.5 0.5 1 1 0.5 99 2', 'not a number'],
    ['0 0.5 0.5 1 1 0.5 0.5 0.7', 'visibility'],
    ['0 0.5 0.5 -1 1 0.5 0.5 2', 'negative size'],
    ['0 0.5 0.5 1 1 0.5 0.5 0', 'without a labelled joint'],
    [good, 'twice'],
  ])('the line “%s” is left out and counted', async (line, reason) => {
    const set = await open({ ...one, 'labels/a.txt': `${good}\n${line}\n` });
    expect(set.samples).toHaveLength(1);
    expect(set.report.skipped).toEqual([{ reason: expect.stringContaining(reason), count: 1, examples: ['labels/a.txt, line 2'] }]);
    expect(set.report.notes).toEqual(['flip_idx in data.yaml does not swap pairs of 1 joints and was not used.']);
  });

  test('labels without a picture, and a picture that is none', async () => {
    const set = await open({ ...one, 'labels/a.txt': good, 'labels/b.txt': good, 'images/c.jpg': 'text', 'labels/c.txt': good });
    expect(set.report.skipped.map(({ reason, examples }) => [reason.slice(0, 29), ...examples])).toEqual([
      ['people whose picture is missi', 'labels/b.txt, line 1'],
      ['people whose picture cannot b', 'labels/c.txt, line 1'],
    ]);
  });

  test.each([
    ['kpt_shape: 17', 'kpt_shape'],
    ['kpt_shape: [0, 3]', 'kpt_shape'],
    ['kpt_shape: [1000000000, 3]', 'kpt_shape'],
    [`kpt_shape: ${'['.repeat(500_000)}`, ''],
    [`kpt_shape: [1, 2]\nnames: ${'- '.repeat(400_000)}`, ''],
    [
      `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.replace(/./g, (c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(9)}]\n`)}kpt_shape: *j`,
      '',
    ],
  ])('the data.yaml “%.30s” is refused', async (yaml, place) => {
    await expect(open({ ...one, 'data.yaml': yaml, 'labels/a.txt': good })).rejects.toMatchObject({
      code: 'bad-annotation',
      file: 'data.yaml',
      place,
    });
  });

  test('labels with boxes alone', async () => {
    await expect(open({ 'images/a.jpg': wide, 'labels/a.txt': '0 0.5 0.5 1 1' })).rejects.toMatchObject({
      code: 'bad-annotation',
      cure: expect.stringContaining('YOLO-pose'),
    });
  });
});
