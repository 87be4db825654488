import { describe, expect, test } from 'vitest';
import { decodeJpeg, type Json, jpeg, paint, sourceFiles } from './cocoFixture.ts';
import { openDataset } from './registry.ts';

const picture = jpeg(paint(8, 8, () => [200, 100, 50]));
const open = (contents: Parameters<typeof sourceFiles>[0]) => openDataset(sourceFiles(contents), { name: 'set', decode: decodeJpeg });

describe('Label Studio', () => {
  const keypoint = (name: string, x: number, y: number, rest: Json = {}): Json => ({
    type: 'keypointlabels',
    original_width: 400,
    original_height: 200,
    value: { x, y, width: 0.5, keypointlabels: [name] },
    ...rest,
  });
  const task = (image: string, result: unknown[]): Json => ({ id: 1, data: { image }, annotations: [{ result }] });
  const tasks = (...list: unknown[]) => ({ 'project.json': JSON.stringify(list), '1a2b3c4d-a b.jpg': picture, 'b.jpg': picture });

  test('percent of the original size; the region about a person is the box', async () => {
    const region = {
      id: 'r1',
      type: 'rectanglelabels',
      original_width: 400,
      original_height: 200,
      value: { x: 10, y: 20, width: 50, height: 60 },
    };
    const set = await open(
      tasks(
        task('/data/upload/7/1a2b3c4d-a%20b.jpg', [
          region,
          keypoint('nose', 25, 50, { parentID: 'r1' }),
          keypoint('chin', 30, 60, { parentID: 'r1' }),
          keypoint('chin', 90, 90, { parentID: 'r2' }),
        ]),
        task('/data/upload/7/99999999-b.jpg', [keypoint('nose', 1, 1)]),
      ),
    );
    expect(set.format).toBe('Label Studio');
    expect(set.skeleton.joints).toEqual(['nose', 'chin']);
    // 25 % of 400 and 50 % of 200; the region's 10 % and 20 %, 50 % and 60 %.
    expect(set.samples[0]).toMatchObject({
      id: '1a2b3c4d-a b.jpg#r1',
      box: { x: 40, y: 40, width: 200, height: 120 },
      joints: [
        { x: 100, y: 100, visibility: 2 },
        { x: 120, y: 120, visibility: 2 },
      ],
    });
    expect(set.samples.map(({ picture }) => picture)).toEqual(['1a2b3c4d-a b.jpg', '1a2b3c4d-a b.jpg', 'b.jpg']);
    expect(set.samples[1]!.joints[0]).toEqual({ x: 0, y: 0, visibility: 0 });
  });

  test.each([
    [[keypoint('nose', 1, 1), keypoint('nose', 2, 2)], 'joints that one person has twice'],
    [[keypoint('nose', 1, 1), keypoint('chin', 1, 1, { original_width: 0 })], 'make no sense'],
    [[keypoint('nose', 1, 1), { ...keypoint('', 1, 1) }], 'points without a label'],
  ])('left out and counted: %#', async (result, reason) => {
    const set = await open(tasks(task('b.jpg', result)));
    expect(set.report.skipped).toMatchObject([{ reason: expect.stringContaining(reason), count: 1 }]);
  });

  test('the first annotation that was not taken back counts', async () => {
    const annotations = [
      { was_cancelled: true, result: [keypoint('nose', 9, 9)] },
      { result: [keypoint('nose', 50, 50)] },
      { result: [keypoint('nose', 7, 7)] },
    ];
    const set = await open(tasks({ data: { img: 'b.jpg' }, annotations }));
    expect(set.samples[0]!.joints[0]).toEqual({ x: 200, y: 100, visibility: 2 });
    expect(set.report.skipped).toMatchObject([{ reason: 'further annotations of the same picture', count: 1 }]);
  });
});

describe('labelme', () => {
  const point = (label: string, x: number, y: number, rest: Json = {}): Json => ({
    label,
    points: [[x, y]],
    group_id: null,
    shape_type: 'point',
    flags: {},
    ...rest,
  });
  const json = (shapes: unknown[], rest: Json = {}): Json => ({
    version: '5.5.0',
    flags: {},
    shapes,
    imagePath: 'a.jpg',
    imageHeight: 8,
    imageWidth: 8,
    ...rest,
  });

  test('a group is a person, a rectangle its box, a flag hides a joint', async () => {
    const set = await open({
      'a.jpg': picture,
      'a.json': json([
        point('nose', 3.5, 2, { group_id: 1 }),
        point('chin', 3, 4, { group_id: 1, flags: { occluded: true } }),
        {
          label: 'person',
          points: [
            [6, 7],
            [1, 2],
          ],
          group_id: 1,
          shape_type: 'rectangle',
        },
        point('chin', 5, 6, { group_id: 2 }),
      ]),
    });
    expect(set.format).toBe('labelme');
    expect(set.samples).toMatchObject([
      {
        id: 'a.jpg#1',
        box: { x: 1, y: 2, width: 5, height: 5 },
        joints: [
          { x: 3.5, y: 2, visibility: 2 },
          { x: 3, y: 4, visibility: 1 },
        ],
      },
      {
        id: 'a.jpg#2',
        joints: [
          { x: 0, y: 0, visibility: 0 },
          { x: 5, y: 6, visibility: 2 },
        ],
      },
    ]);
  });

  test('a picture inside of the file', async () => {
    const set = await open({ 'labels/a.json': json([point('nose', 1, 1)], { imageData: Buffer.from(picture).toString('base64') }) });
    expect(await set.picture(set.samples[0]!.picture)).toMatchObject({ width: 8, height: 8 });
  });

  test('left out and counted', async () => {
    const set = await open({
      'a.jpg': picture,
      'a.json': json([point('nose', 1, 1), point('nose', 2, 2), { shape_type: 'polygon' }, point('', 1, 1), point('chin', 1e9, 1), 3]),
      'b.json': json([point('nose', 1, 1)], { imagePath: '../b.jpg' }),
      'broken.json': '{"shapes": [',
    });
    expect(set.report.skipped.map(({ reason, examples }) => `${reason.slice(0, 20)} ${examples}`)).toEqual([
      'joints that one pers a.json, shapes[1]',
      'shapes that are no p a.json, shapes[2]',
      'points without a lab a.json, shapes[3]',
      'points that are not  a.json, shapes[4]',
      'shapes that are not  a.json, shapes[5]',
      'people whose picture b.json',
      'JSON files that are  broken.json',
    ]);
  });
});
