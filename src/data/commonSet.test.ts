import { expect, test } from 'vitest';
import { coco17, mpii16 } from '../pose/skeleton.ts';
import { decodeJpeg, sourceFiles } from './cocoFixture.ts';
import { commonSet, essence, pictureFiles } from './commonSet.ts';
import { openDataset } from './registry.ts';
import { writeCoco } from './writtenFormats.ts';

test('the same options give the same set; its joints lie in its boxes, its boxes in its pictures', () => {
  const set = commonSet({ skeleton: mpii16, pictures: 5, people: 2 });
  expect(commonSet({ skeleton: mpii16, pictures: 5, people: 2 })).toEqual(set);
  expect(commonSet({ skeleton: mpii16, pictures: 5, people: 2, seed: 2 })).not.toEqual(set);
  expect(set.people).toHaveLength(10);
  const size = new Map(set.pictures.map((picture) => [picture.path, picture]));
  for (const { picture, joints, box } of set.people) {
    const { width, height } = size.get(picture)!;
    expect(box.x > 0 && box.y > 0 && box.x + box.width < width && box.y + box.height < height).toBe(true);
    const known = joints.filter((joint) => joint.visibility > 0);
    expect(known.length).toBeGreaterThan(1);
    for (const { x, y } of known) expect(x > box.x && y > box.y && x < box.x + box.width && y < box.y + box.height).toBe(true);
  }
});

test('COCO gives it back, boxes and heads too', async () => {
  const set = commonSet({ skeleton: coco17, pictures: 3, people: 2 });
  const read = await openDataset(sourceFiles({ ...writeCoco(set), ...pictureFiles(set) }), { name: 'set', decode: decodeJpeg });
  const all = { boxes: true, heads: true };
  expect(essence(read.samples, all)).toEqual(essence(set.people, all));
  const { path, width, height } = set.pictures[0]!;
  expect(await read.picture(path)).toMatchObject({ width, height });
});
