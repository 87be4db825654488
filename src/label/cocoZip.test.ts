import { expect, test } from 'vitest';
import { decodeJpeg, jpeg, paint } from '../data/cocoFixture.ts';
import { openPile } from '../data/files.ts';
import { openDataset } from '../data/registry.ts';
import { createRandom } from '../pose/random.ts';
import type { Origin, Visibility } from '../pose/sample.ts';
import { coco17, mpii16 } from '../pose/skeleton.ts';
import { boxOf, cocoZip } from './cocoZip.ts';
import { type LabelSet, newPerson, newSet } from './labelSet.ts';

const origins: readonly Origin[] = ['person', 'teacher', 'renderer'];

function filledSet(skeleton = coco17): LabelSet {
  const random = createRandom(4);
  const person = () => ({
    joints: skeleton.joints.map((_, j) => ({
      x: random.uniform(1, 63),
      y: random.uniform(1, 47),
      // At least one joint has a label, and all kinds of them are there.
      visibility: (j === 0 ? 2 : random.int(3)) as Visibility,
      origin: origins[random.int(3)]!,
    })),
  });
  const picture = (id: string, people: LabelSet['pictures'][number]['people']) => ({
    id,
    name: `${id}.jpg`,
    width: 64,
    height: 48,
    people,
  });
  return {
    ...newSet('s', 'Kitchen', skeleton),
    version: 7,
    pictures: [picture('a', [person(), person()]), picture('b', [person()]), picture('c', [newPerson(skeleton)]), picture('d', [])],
  };
}

test.each([coco17, mpii16])('a set goes through its zip and our reader with every joint and its origin: $name', async (skeleton) => {
  const set = filledSet(skeleton);
  const bytes = jpeg(paint(64, 48, () => [90, 120, 150]));
  const zip = await cocoZip(set, async () => new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const dataset = await openDataset(await openPile([{ path: 'kitchen.zip', file: zip }]), { name: 'kitchen.zip', decode: decodeJpeg });
  expect(dataset.skeleton).toBe(skeleton);
  expect(dataset.report.skipped).toEqual([]);
  const people = set.pictures.slice(0, 2).flatMap((picture) => picture.people.map(({ joints }) => ({ picture, joints })));
  expect(dataset.samples.map(({ picture, joints }) => ({ picture, joints }))).toEqual(
    people.map(({ picture, joints }) => ({
      picture: `images/${picture.name}`,
      joints: joints.map((joint) => (joint.visibility > 0 ? joint : { x: 0, y: 0, visibility: 0 })),
    })),
  );
  expect(await dataset.picture('images/a.jpg')).toMatchObject({ width: 64, height: 48 });
});

test('the box is around the labelled joints, a tenth wider, and within the picture', () => {
  const joint = (x: number, y: number, visibility: Visibility) => ({ x, y, visibility, origin: 'person' as const });
  const joints = [joint(10, 20, 2), joint(40, 60, 1), joint(0, 0, 0)];
  expect(boxOf(joints, 100, 200)).toEqual({ x: 6, y: 16, width: 38, height: 48 });
  expect(boxOf(joints, 42, 62)).toEqual({ x: 6, y: 16, width: 36, height: 46 });
});
