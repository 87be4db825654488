import { expect, test } from 'vitest';
import type { Sample } from '../pose/sample.ts';
import { coco17, type Skeleton } from '../pose/skeleton.ts';
import { suspectTest } from './suspects.ts';

/** Places by name, all else unlabelled. Torso 100 long. */
function person(places: Readonly<Record<string, readonly [number, number]>>, skeleton: Skeleton = coco17): Sample {
  const joints = skeleton.joints.map((name) => {
    const place = places[name];
    return place ? { x: place[0], y: place[1], visibility: 2 as const } : { x: 0, y: 0, visibility: 0 as const };
  });
  return { id: 'a', picture: 'a.jpg', split: 'train', joints, box: { x: 0, y: 0, width: 200, height: 200 }, headBox: null };
}

const front = { left_shoulder: [80, 20], right_shoulder: [20, 20], left_hip: [70, 120], right_hip: [30, 120] } as const;
const isSuspect = suspectTest(coco17);

test('a person seen from the front or from behind is none', () => {
  expect(isSuspect(person({ ...front, left_eye: [55, 0], right_eye: [45, 0] }))).toBe(false);
  const behind = { left_shoulder: [20, 20], right_shoulder: [80, 20], left_hip: [30, 120], right_hip: [70, 120] } as const;
  expect(isSuspect(person(behind))).toBe(false);
});

test('hips or a face the other way round than the shoulders', () => {
  expect(isSuspect(person({ ...front, left_hip: [30, 120], right_hip: [70, 120] }))).toBe(true);
  expect(isSuspect(person({ ...front, left_eye: [42, 0], right_eye: [58, 0] }))).toBe(true);
  expect(isSuspect(person({ ...front, left_ear: [40, 0], right_ear: [60, 0] }))).toBe(true);
});

test('what is too narrow to tell, or not labelled, tells nothing', () => {
  expect(isSuspect(person({ ...front, left_hip: [48, 120], right_hip: [52, 120] }))).toBe(false);
  expect(isSuspect(person({ left_eye: [42, 0], right_eye: [58, 0] }))).toBe(false);
  const unnamed: Skeleton = { ...coco17, joints: coco17.joints.map((_, j) => `joint_${j}`) };
  expect(suspectTest(unnamed)(person({}, unnamed))).toBe(false);
});
