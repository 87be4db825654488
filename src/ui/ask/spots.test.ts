import { describe, expect, test } from 'vitest';
import { coco17, mpii16, type Skeleton } from '../../pose/skeleton.ts';
import { hangsOn, innerNeighbour } from './limbs.ts';
import { bentBack, doubled, limbOf, moved, removed, type Spots, spotsOf, swapped } from './spots.ts';

/** A left arm and a right hand: shoulder 0, elbow 1, wrist 2, right wrist 3. */
const arm: Skeleton = {
  name: 'arm',
  joints: ['left_shoulder', 'left_elbow', 'left_wrist', 'right_wrist'],
  limbs: [
    [0, 1],
    [1, 2],
    [0, 3],
  ],
  flipPairs: [[2, 3]],
  torso: null,
};
const spots: Spots = [[{ x: 0.5, y: 0.5 }], [{ x: 0.6, y: 0.5 }], [{ x: 0.7, y: 0.6 }], [{ x: 0.3, y: 0.4 }]];

describe('what hangs on what', () => {
  const named = (skeleton: Skeleton, joint: string) => hangsOn(skeleton, skeleton.joints.indexOf(joint)).map((j) => skeleton.joints[j]);
  test('the outer part of a limb', () => {
    expect(named(mpii16, 'left_shoulder')).toEqual(['left_elbow', 'left_wrist']);
    expect(named(mpii16, 'right_hip').sort()).toEqual(['right_ankle', 'right_knee']);
    expect(named(mpii16, 'left_wrist')).toEqual([]);
    expect(named(coco17, 'left_shoulder')).toEqual(['left_elbow', 'left_wrist']);
    expect(named(coco17, 'left_eye')).toEqual(['left_ear']);
  });
  test('the joint from which it hangs', () => {
    expect(innerNeighbour(mpii16, mpii16.joints.indexOf('left_elbow'))).toBe(mpii16.joints.indexOf('left_shoulder'));
    expect(innerNeighbour({ ...arm, limbs: [] }, 1)).toBeNull();
  });
});

test('only joints that are known and in the picture have a spot', () => {
  const pose = Float32Array.of(0.25, 0.5, 2, 0.25, 0.5, 0, 1.25, 0.5, 2);
  expect(spotsOf(pose, (j) => pose[3 * j + 2]! > 0)).toEqual([[{ x: 0.25, y: 0.5 }], [], []]);
});

test('a joint moves alone, or takes its limb along; both stop at the edge', () => {
  const alone = moved(spots, { joint: 1, copy: 0 }, { x: 0.6, y: 0.75 });
  expect(alone[1]).toEqual([{ x: 0.6, y: 0.75 }]);
  expect(alone[2]).toBe(spots[2]);
  const limb = moved(spots, { joint: 1, copy: 0 }, { x: 0.6, y: 0.75 }, limbOf(arm, 1, true));
  expect(limb[2]![0]!.y).toBeCloseTo(0.85, 12); // 0.6 + 0.25
  expect(moved(spots, { joint: 0, copy: 0 }, { x: 2, y: -1 })[0]).toEqual([{ x: 1 - 1e-6, y: 0 }]);
  expect(moved(spots, { joint: 0, copy: 1 }, { x: 0, y: 0 })).toBe(spots);
});

test('swapping sides exchanges their blobs, and twice is not at all', () => {
  const once = swapped(spots, arm.flipPairs);
  expect(once).toEqual([spots[0], spots[1], spots[3], spots[2]]);
  expect(swapped(once, arm.flipPairs)).toEqual(spots);
});

test('removing takes all blobs of the joints', () => {
  expect(removed(spots, [1, 2]).map((row) => row.length)).toEqual([1, 0, 0, 1]);
});

test('a doubled arm points the other way from its shoulder', () => {
  const twice = doubled(spots, 1, limbOf(arm, 1, true), arm);
  // 2 · (0.5, 0.5) − (0.6, 0.5) and 2 · (0.5, 0.5) − (0.7, 0.6)
  expect(twice[1]![1]!.x).toBeCloseTo(0.4, 12);
  expect(twice[1]![1]!.y).toBeCloseTo(0.5, 12);
  expect(twice[2]![1]!.x).toBeCloseTo(0.3, 12);
  expect(twice[2]![1]!.y).toBeCloseTo(0.4, 12);
  expect(twice[3]).toBe(spots[3]);
  expect(doubled(twice, 1, [1], arm)[1]).toHaveLength(2);
});

test('a knee bends to the other side of the line from hip to ankle, a straight one by a third of it', () => {
  const leg = (x: number): Spots => [[{ x: 0.5, y: 0.2 }], [{ x, y: 0.5 }], [{ x: 0.5, y: 0.8 }]];
  const bent = bentBack(leg(0.8), 0, 1, 2)[1]![0]!;
  expect(bent.x).toBeCloseTo(0.2, 12); // 0.5 − 0.3
  expect(bent.y).toBeCloseTo(0.5, 12);
  expect(Math.abs(bentBack(leg(0.5), 0, 1, 2)[1]![0]!.x - 0.5)).toBeCloseTo(0.2, 12); // 0.6 / 3
  expect(bentBack([[], [], []], 0, 1, 2)).toEqual([[], [], []]);
});
