import { expect, test } from 'vitest';
import type { Skeleton } from '../../pose/skeleton.ts';
import { addLimb, removeLimb, renameJoint, setLimb, setPair, skeletonProblem } from './skeletonEdits.ts';

const plain: Skeleton = { name: 'x', joints: ['joint_1', 'joint_2', 'joint_3'], limbs: [], flipPairs: [], torso: null };

test('names: empty and twice are told; shoulder and hip make a torso', () => {
  const named = renameJoint(renameJoint(plain, 2, 'left_shoulder'), 0, 'right hip');
  expect(named).toMatchObject({ joints: ['right hip', 'joint_2', 'left_shoulder'], torso: [2, 0] });
  expect(skeletonProblem(named)).toBeNull();
  expect(skeletonProblem(renameJoint(named, 1, ' '))).toBe('Joint 2 has no name.');
  expect(skeletonProblem(renameJoint(named, 1, 'right hip '))).toBe('Two joints are called “right hip”.');
});

test('a joint is in one pair at most, the left one first', () => {
  const paired = setPair(plain, 0, 1);
  expect(paired.flipPairs).toEqual([[0, 1]]);
  expect(setPair(paired, 2, 1).flipPairs).toEqual([[2, 1]]);
  expect(setPair(paired, 1, -1).flipPairs).toEqual([]);
  expect(setPair(renameJoint(plain, 0, 'right_ear'), 0, 1).flipPairs).toEqual([[1, 0]]);
});

test('bones are added onward, changed and taken away', () => {
  const two = addLimb(addLimb(plain));
  expect(two.limbs).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(addLimb(two).limbs[2]).toEqual([2, 0]);
  expect(removeLimb(setLimb(two, 0, [2, 0]), 1).limbs).toEqual([[2, 0]]);
});
