import { describe, expect, test } from 'vitest';
import { decodeJpeg, jpeg, paint, sourceFiles } from './cocoFixture.ts';
import { openDataset } from './registry.ts';

const picture = jpeg(paint(8, 8, () => [200, 100, 50]));
const open = (contents: Parameters<typeof sourceFiles>[0]) => openDataset(sourceFiles(contents), { name: 'set', decode: decodeJpeg });

describe('DeepLabCut', () => {
  const pictures = { 'labeled-data/run1/img001.png': picture, 'labeled-data/run1/img002.png': picture };

  test('one animal; the path in three columns, empty cells unlabelled, bones from config.yaml', async () => {
    const set = await open({
      ...pictures,
      'config.yaml': 'Task: mice\nskeleton:\n- [snout, tail]\n- [snout, wing]\n',
      'labeled-data/run1/CollectedData_me.csv': [
        'scorer,,,me,me,me,me',
        'bodyparts,,,snout,snout,tail,tail',
        'coords,,,x,y,x,y',
        'labeled-data,run1,img001.png,1.5,2.25,3,4',
        'labeled-data,run1,img002.png,5,6,,',
      ].join('\n'),
    });
    expect(set.format).toBe('DeepLabCut');
    expect(set.skeleton).toMatchObject({ name: 'animal, 2 joints', joints: ['snout', 'tail'], limbs: [[0, 1]] });
    expect(set.samples.map(({ id, joints }) => [id, joints])).toEqual([
      [
        'labeled-data/run1/img001.png',
        [
          { x: 1.5, y: 2.25, visibility: 2 },
          { x: 3, y: 4, visibility: 2 },
        ],
      ],
      [
        'labeled-data/run1/img002.png',
        [
          { x: 5, y: 6, visibility: 2 },
          { x: 0, y: 0, visibility: 0 },
        ],
      ],
    ]);
  });

  test('several animals: each is a sample, landmarks of the scene are none', async () => {
    const set = await open({
      ...pictures,
      'CollectedData_me.csv': [
        'scorer,me,me,me,me,me,me',
        'individuals,anna,anna,bob,bob,single,single',
        'bodyparts,nose,nose,nose,nose,corner,corner',
        'coords,x,y,x,y,x,y',
        'labeled-data\\run1\\img001.png,1,2,3,4,5,6',
        'labeled-data/run1/img002.png,,,7,8,5,6',
        'labeled-data/run1/img003.png,1,2,3,4,5,6',
        'labeled-data/run1/img001.png,x,2,,,5,6',
      ].join('\r\n'),
    });
    expect(set.skeleton.joints).toEqual(['nose']);
    expect(set.samples.map(({ id, joints }) => [id, joints[0]!.x, joints[0]!.y])).toEqual([
      ['labeled-data/run1/img001.png#anna', 1, 2],
      ['labeled-data/run1/img001.png#bob', 3, 4],
      ['labeled-data/run1/img002.png', 7, 8],
    ]);
    expect(set.report.skipped).toEqual([
      { reason: expect.stringContaining('picture is missing'), count: 1, examples: ['CollectedData_me.csv, row 7'] },
      { reason: expect.stringContaining('not a number of pixels'), count: 1, examples: ['CollectedData_me.csv, row 8, anna'] },
    ]);
  });

  test('a header without coords is refused', async () => {
    const text = 'scorer,me,me\nbodyparts,nose,nose\nindividuals,coords,a\ncoords,a,b\n';
    await expect(open({ ...pictures, 'CollectedData_me.csv': text })).rejects.toMatchObject({ code: 'bad-annotation', place: 'header' });
  });
});

describe('a table', () => {
  const pictures = { 'a.jpg': picture, 'b.jpg': picture };

  test('pixels as given, a row a person, with visibility and split where they are told', async () => {
    const set = await open({
      ...pictures,
      'poses.csv':
        '\uFEFFImage;split;left_hip_x;left_hip_y;left_hip_v;right_hip_x;right_hip_y\r\na.jpg;train;1.5;2;1;3;4\r\na.jpg;train;5;6;2;;\r\nb.jpg;val;-7;8;0;9;10\r\n',
    });
    expect(set.format).toBe('Table (CSV)');
    expect(set.skeleton).toMatchObject({ joints: ['left_hip', 'right_hip'], limbs: [[0, 1]], flipPairs: [[0, 1]] });
    expect(set.samples.map(({ id, split, joints }) => [id, split, ...joints.map(({ x, y, visibility }) => [x, y, visibility])])).toEqual([
      ['a.jpg#2', 'train', [1.5, 2, 1], [3, 4, 2]],
      ['a.jpg#3', 'train', [5, 6, 2], [0, 0, 0]],
      ['b.jpg', 'validation', [0, 0, 0], [9, 10, 2]],
    ]);
  });

  test.each([
    ['c.jpg,1,2,2', 'picture is missing'],
    ['b.jpg,one,2,2', 'not a number of pixels'],
    ['b.jpg,1,2,3', 'visibility'],
    ['b.jpg,nan,nan,2', 'without a labelled joint'],
    ['b.jpg', 'without a labelled joint'],
  ])('the row “%s” is left out and counted', async (row, reason) => {
    const set = await open({ ...pictures, 'poses.csv': `image,nose_x,nose_y,nose_v\na.jpg,1,2,2\n${row}\n` });
    expect(set.samples).toHaveLength(1);
    expect(set.report.skipped).toMatchObject([{ reason: expect.stringContaining(reason), count: 1 }]);
  });

  test('an open quotation mark, and too many columns', async () => {
    await expect(open({ ...pictures, 'poses.csv': 'image,nose_x,nose_y\n"a.jpg,1,2\n' })).rejects.toMatchObject({
      code: 'bad-annotation',
      place: 'row 2',
    });
    const wide = `image,nose_x,nose_y${',z'.repeat(50_000)}\n`;
    await expect(open({ ...pictures, 'poses.csv': wide })).rejects.toMatchObject({ code: 'too-large' });
  });
});

test('of several formats that fit, it is said which was taken', async () => {
  const set = await open({
    'a.jpg': picture,
    'a.json': { shapes: [{ label: 'nose', points: [[1, 2]], shape_type: 'point' }], imagePath: 'a.jpg' },
    'poses.csv': 'image,nose_x,nose_y\na.jpg,3,4\n',
  });
  expect(set.format).toBe('labelme');
  expect(set.report.notes).toEqual([expect.stringMatching(/Read as labelme; .* Table \(CSV\) too/)]);
});
