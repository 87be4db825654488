import { jointWords, type Skeleton, skeletonFromNames } from '../../pose/skeleton.ts';

/** What is wrong with the name of joint `j`; null when it can stay. */
export function nameProblem(joints: readonly string[], j: number): string | null {
  const name = joints[j]!.trim();
  if (name === '') return `Joint ${j + 1} has no name.`;
  return joints.some((other, i) => i !== j && other.trim() === name) ? `Two joints are called “${name}”.` : null;
}

/** The first thing that is wrong with a skeleton; null when it can be used. */
export function skeletonProblem({ joints }: Skeleton): string | null {
  for (const [j] of joints.entries()) {
    const problem = nameProblem(joints, j);
    if (problem) return problem;
  }
  return null;
}

/** Names can tell the torso of PCK@0.2, so it is looked for anew. */
export function renameJoint(skeleton: Skeleton, j: number, name: string): Skeleton {
  const joints = skeleton.joints.map((joint, i) => (i === j ? name : joint));
  const { torso } = skeletonFromNames(skeleton.name, joints, []);
  return { ...skeleton, joints, torso };
}

/** Joint `j` swaps with `other` when mirrored; −1 for with itself. Each joint is in one pair at most. */
export function setPair(skeleton: Skeleton, j: number, other: number): Skeleton {
  const rest = skeleton.flipPairs.filter((pair) => !pair.includes(j) && !pair.includes(other));
  if (other < 0) return { ...skeleton, flipPairs: rest };
  const words = (joint: number) => jointWords(skeleton.joints[joint]!);
  const isRight = words(j).includes('right') || words(other).includes('left');
  return { ...skeleton, flipPairs: [...rest, isRight ? [other, j] : [j, other]] };
}

export function setLimb(skeleton: Skeleton, i: number, limb: readonly [number, number]): Skeleton {
  return { ...skeleton, limbs: skeleton.limbs.map((old, k) => (k === i ? limb : old)) };
}

export function removeLimb(skeleton: Skeleton, i: number): Skeleton {
  return { ...skeleton, limbs: skeleton.limbs.filter((_, k) => k !== i) };
}

/** From the end of the last bone to the first joint without a bone. */
export function addLimb(skeleton: Skeleton): Skeleton {
  const { joints, limbs } = skeleton;
  const from = limbs.at(-1)?.[1] ?? 0;
  const isFree = (j: number) => j !== from && !limbs.some((limb) => limb.includes(j));
  const free = joints.findIndex((_, j) => isFree(j));
  return { ...skeleton, limbs: [...limbs, [from, free >= 0 ? free : from === 0 ? 1 : 0]] };
}
