import { describe, expect, test } from 'vitest';
import { coco17, mirrorPermutation, mpii16 } from '../pose/skeleton.ts';
import { mirrorOf, understandSkeleton } from './knownSkeletons.ts';

test('limbs of a published skeleton, whatever the order and the spelling', () => {
  const { skeleton, origin } = understandSkeleton({ title: 'me', joints: ['RightWrist', 'r-elbow', 'right shoulder', 'L_Shoulder'] });
  expect(skeleton).toMatchObject({ name: 'me, 4 joints', joints: ['RightWrist', 'r-elbow', 'right shoulder', 'L_Shoulder'] });
  // COCO: shoulder – shoulder, right shoulder – elbow, right elbow – wrist.
  expect(skeleton.limbs).toEqual([
    [2, 3],
    [1, 2],
    [0, 1],
  ]);
  expect(skeleton.flipPairs).toEqual([[3, 2]]);
  expect(origin).toEqual({ joints: 'file', limbs: 'known', pairs: 'known' });
});

test("the file's limbs count before all others, and joints that nobody knows keep what is known of the rest", () => {
  const joints = ['left_hip', 'left_knee', 'left_toe', 'right_toe'];
  const guessed = understandSkeleton({ title: 'me', joints });
  expect(guessed.skeleton.limbs).toEqual([[0, 1]]);
  expect(guessed.skeleton.flipPairs).toEqual([[2, 3]]);
  expect(guessed.origin).toEqual({ joints: 'file', limbs: 'guessed', pairs: 'guessed' });
  const told = understandSkeleton({ title: 'me', joints, limbs: [[1, 2]], mirror: [0, 1, 3, 2] });
  expect(told.skeleton.limbs).toEqual([[1, 2]]);
  expect(told.origin).toEqual({ joints: 'file', limbs: 'file', pairs: 'file' });
});

describe('joints without names', () => {
  test('17 are COCO; others only when they mirror the same', () => {
    expect(understandSkeleton({ title: 'x', joints: 17 }).skeleton).toBe(coco17);
    expect(understandSkeleton({ title: 'x', joints: 16, mirror: mirrorPermutation(mpii16) }).skeleton).toBe(mpii16);
    const sixteen = understandSkeleton({ title: 'x', joints: 16 });
    expect(sixteen.skeleton.joints.slice(0, 2)).toEqual(['joint_1', 'joint_2']);
    expect(sixteen.origin).toEqual({ joints: 'missing', limbs: 'missing', pairs: 'missing' });
    const other = understandSkeleton({ title: 'x', joints: 17, mirror: Array.from({ length: 17 }, (_, j) => j) });
    expect(other.skeleton.joints[0]).toBe('joint_1');
  });

  test('pairs come from the mirrored order', () => {
    const { skeleton, origin } = understandSkeleton({ title: 'x', joints: 4, mirror: [1, 0, 2, 3] });
    expect(skeleton.flipPairs).toEqual([[0, 1]]);
    expect(origin.pairs).toBe('file');
  });
});

test('a mirrored order swaps pairs or is none', () => {
  expect(mirrorOf([1, 0, 2], 3)).toEqual([1, 0, 2]);
  expect(mirrorOf([1, 2, 0], 3)).toBeNull();
  expect(mirrorOf([0, 1], 3)).toBeNull();
  expect(mirrorOf([0, 1.5, 2], 3)).toBeNull();
  expect(mirrorOf('021', 3)).toBeNull();
});
