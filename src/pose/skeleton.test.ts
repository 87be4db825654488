import { expect, it } from 'vitest';
import { coco17, lsp14, mirrorPermutation, mpii16, skeletonFromNames } from './skeleton.ts';

it.each([mpii16, coco17, lsp14])('$name: mirroring twice is nothing, and swaps left for right by name', (skeleton) => {
  const mirror = mirrorPermutation(skeleton);
  expect(mirror.map((j) => mirror[j])).toEqual(skeleton.joints.map((_, j) => j));
  skeleton.joints.forEach((name, j) => {
    const other = name.startsWith('left_')
      ? name.replace('left_', 'right_')
      : name.startsWith('right_')
        ? name.replace('right_', 'left_')
        : name;
    expect(skeleton.joints[mirror[j]!]).toBe(other);
  });
});

it('knows the known skeletons by their names', () => {
  expect(skeletonFromNames('person', mpii16.joints, [])).toBe(mpii16);
});

it('pairs left and right however they are written', () => {
  const { flipPairs, torso } = skeletonFromNames('mine', ['LeftShoulder', 'RightShoulder', 'hip-L', 'hip-R', 'nose'], []);
  expect(flipPairs).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(torso).toEqual([0, 3]);
});
