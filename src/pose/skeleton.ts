/** A joint's index in its skeleton. */
export type Joint = number;

/** The joints of a body: their names, how they hang together, and which swap when a picture is mirrored. */
export interface Skeleton {
  readonly name: string;
  /** Joint names, in the order of the heatmap channels. Left and right are the person's own. */
  readonly joints: readonly string[];
  /** Pairs of joints drawn as a bone. */
  readonly limbs: readonly (readonly [Joint, Joint])[];
  /** Pairs (left, right) that swap when the picture is mirrored. */
  readonly flipPairs: readonly (readonly [Joint, Joint])[];
  /** The two joints whose distance is the torso of PCK@0.2 (left shoulder, right hip), where the skeleton has them. */
  readonly torso: readonly [Joint, Joint] | null;
  /** σ of COCO's OKS, joint by joint: how far apart people label it, over √area. Where somebody has measured it. */
  readonly sigmas?: readonly number[];
}

/** MPII Human Pose, 16 joints (Andriluka et al. 2014). */
export const mpii16: Skeleton = {
  name: 'MPII, 16 joints',
  joints: [
    'right_ankle',
    'right_knee',
    'right_hip',
    'left_hip',
    'left_knee',
    'left_ankle',
    'pelvis',
    'thorax',
    'upper_neck',
    'head_top',
    'right_wrist',
    'right_elbow',
    'right_shoulder',
    'left_shoulder',
    'left_elbow',
    'left_wrist',
  ],
  limbs: [
    [0, 1],
    [1, 2],
    [2, 6],
    [6, 3],
    [3, 4],
    [4, 5],
    [6, 7],
    [7, 8],
    [8, 9],
    [10, 11],
    [11, 12],
    [12, 7],
    [7, 13],
    [13, 14],
    [14, 15],
  ],
  flipPairs: [
    [5, 0],
    [4, 1],
    [3, 2],
    [15, 10],
    [14, 11],
    [13, 12],
  ],
  torso: [13, 2],
};

/** Leeds Sports Poses, 14 joints (Johnson and Everingham 2010). */
export const lsp14: Skeleton = {
  name: 'LSP, 14 joints',
  joints: [
    'right_ankle',
    'right_knee',
    'right_hip',
    'left_hip',
    'left_knee',
    'left_ankle',
    'right_wrist',
    'right_elbow',
    'right_shoulder',
    'left_shoulder',
    'left_elbow',
    'left_wrist',
    'neck',
    'head_top',
  ],
  limbs: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
    [6, 7],
    [7, 8],
    [8, 12],
    [12, 9],
    [9, 10],
    [10, 11],
    [12, 13],
    [2, 8],
    [3, 9],
  ],
  flipPairs: [
    [5, 0],
    [4, 1],
    [3, 2],
    [11, 6],
    [10, 7],
    [9, 8],
  ],
  torso: [9, 2],
};

/** COCO keypoints, 17 joints (Lin et al. 2014). */
export const coco17: Skeleton = {
  name: 'COCO, 17 joints',
  joints: [
    'nose',
    'left_eye',
    'right_eye',
    'left_ear',
    'right_ear',
    'left_shoulder',
    'right_shoulder',
    'left_elbow',
    'right_elbow',
    'left_wrist',
    'right_wrist',
    'left_hip',
    'right_hip',
    'left_knee',
    'right_knee',
    'left_ankle',
    'right_ankle',
  ],
  limbs: [
    [15, 13],
    [13, 11],
    [16, 14],
    [14, 12],
    [11, 12],
    [5, 11],
    [6, 12],
    [5, 6],
    [5, 7],
    [6, 8],
    [7, 9],
    [8, 10],
    [1, 2],
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 4],
  ],
  flipPairs: [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
    [9, 10],
    [11, 12],
    [13, 14],
    [15, 16],
  ],
  torso: [5, 12],
  sigmas: [0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089],
};

/** `permutation[j]` is the joint that stands where j stood once the picture is mirrored. */
export function mirrorPermutation(skeleton: Skeleton): Joint[] {
  const permutation = skeleton.joints.map((_, j) => j);
  for (const [left, right] of skeleton.flipPairs) {
    permutation[left] = right;
    permutation[right] = left;
  }
  return permutation;
}

/** The words of a joint's name in small letters, sides in full: `LeftShoulder`, `shoulder-L` and `l_shoulder` have the same words. */
export function jointWords(joint: string): string[] {
  return joint
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\-\s.]+/)
    .filter((word) => word !== '')
    .map((word) => (word === 'l' ? 'left' : word === 'r' ? 'right' : word));
}

/**
 * A skeleton for names and limbs that come from a file: pairs left/right by name, and finds the torso by name.
 * Names may separate words by `_`, `-`, space or capitals, and put the side first or last.
 */
export function skeletonFromNames(name: string, joints: readonly string[], limbs: readonly (readonly [Joint, Joint])[]): Skeleton {
  const known = [mpii16, coco17, lsp14].find((s) => s.joints.length === joints.length && s.joints.every((j, i) => j === joints[i]));
  if (known) return known;
  const words = joints.map(jointWords);
  const key = (parts: readonly string[]) => [...parts].sort().join(' ');
  const find = (parts: string[]) => words.findIndex((w) => key(w) === key(parts));
  const flipPairs: [Joint, Joint][] = [];
  words.forEach((parts, left) => {
    if (!parts.includes('left')) return;
    const right = find(parts.map((word) => (word === 'left' ? 'right' : word)));
    if (right >= 0) flipPairs.push([left, right]);
  });
  const torso = [find(['left', 'shoulder']), find(['right', 'hip'])] as const;
  return {
    name,
    joints,
    limbs,
    flipPairs,
    torso: torso[0] >= 0 && torso[1] >= 0 ? torso : null,
  };
}
