import { describe, expect, it } from 'vitest';
import { createRandom } from '../pose/random.ts';
import { mirrorPose, type Pose } from './motion.ts';
import { FAMILIES, samplePose } from './poseSampler.ts';
import { retarget } from './retarget.ts';
import { type BonePose, poseRig, type Rig } from './rig.ts';
import { dot, length, normalize, subtract, type Vec3 } from './rotation.ts';

/** A small rig of MakeHuman's main bones; arms hang at 45° with the forearms bent to the front, as at its rest. */
function smallRig(): Rig {
  const bones: [string, string, Vec3][] = [
    ['root', '', [0, 0.9, 0]],
    ['spine05', 'root', [0, 0.95, 0]],
    ['spine04', 'spine05', [0, 1, 0]],
    ['spine03', 'spine04', [0, 1.08, 0]],
    ['spine02', 'spine03', [0, 1.18, 0]],
    ['spine01', 'spine02', [0, 1.3, 0]],
    ['neck01', 'spine01', [0, 1.45, 0]],
    ['neck02', 'neck01', [0, 1.48, 0]],
    ['neck03', 'neck02', [0, 1.52, 0]],
    ['head', 'neck03', [0, 1.56, 0]],
  ];
  for (const side of ['L', 'R']) {
    const s = side === 'L' ? 1 : -1;
    bones.push(
      [`clavicle.${side}`, 'spine01', [s * 0.03, 1.4, 0]],
      [`shoulder01.${side}`, `clavicle.${side}`, [s * 0.12, 1.42, 0]],
      [`upperarm01.${side}`, `shoulder01.${side}`, [s * 0.17, 1.4, 0]],
      [`upperarm02.${side}`, `upperarm01.${side}`, [s * 0.22, 1.35, 0]],
      [`lowerarm01.${side}`, `upperarm02.${side}`, [s * 0.36, 1.2, 0]],
      [`lowerarm02.${side}`, `lowerarm01.${side}`, [s * 0.42, 1.14, 0.08]],
      [`wrist.${side}`, `lowerarm02.${side}`, [s * 0.48, 1.08, 0.16]],
      [`finger3-1.${side}`, `wrist.${side}`, [s * 0.52, 1.04, 0.22]],
      [`finger2-1.${side}`, `wrist.${side}`, [s * 0.51, 1.05, 0.23]],
      [`finger5-1.${side}`, `wrist.${side}`, [s * 0.53, 1.03, 0.2]],
      [`pelvis.${side}`, 'root', [0, 0.9, 0]],
      [`upperleg01.${side}`, `pelvis.${side}`, [s * 0.1, 0.86, 0]],
      [`upperleg02.${side}`, `upperleg01.${side}`, [s * 0.1, 0.78, 0]],
      [`lowerleg01.${side}`, `upperleg02.${side}`, [s * 0.1, 0.46, 0.01]],
      [`lowerleg02.${side}`, `lowerleg01.${side}`, [s * 0.1, 0.28, 0]],
      [`foot.${side}`, `lowerleg02.${side}`, [s * 0.1, 0.08, -0.01]],
    );
  }
  const names = bones.map(([name]) => name);
  const index = new Map(names.map((name, i) => [name, i]));
  return {
    names,
    index,
    parents: Int16Array.from(bones, ([, parent]) => index.get(parent) ?? -1),
    heads: bones.map(([, , head]) => head),
    tails: bones.map(([, , head]) => head),
  };
}

const rig = smallRig();
const limbs = [
  ['upperarm01', 'lowerarm01', 'shoulder', 'elbow'],
  ['lowerarm01', 'wrist', 'elbow', 'wrist'],
  ['upperleg01', 'lowerleg01', 'hip', 'knee'],
  ['lowerleg01', 'foot', 'knee', 'ankle'],
] as const;
const at = (pose: BonePose, bone: string): Vec3 => pose.heads[rig.index.get(bone)!]!;
const poses = Object.keys(FAMILIES).flatMap((family) =>
  [1, 2, 3].map((seed): [string, Pose] => [`${family} ${seed}`, samplePose(family, createRandom(seed)).pose]),
);

describe('retarget', () => {
  it.each(poses)('keeps bone lengths and reproduces directions: %s', (_, pose) => {
    const posed = poseRig(rig, retarget(rig, pose));
    for (let b = 1; b < rig.names.length; b++) {
      const p = rig.parents[b]!;
      expect(length(subtract(posed.heads[b]!, posed.heads[p]!))).toBeCloseTo(length(subtract(rig.heads[b]!, rig.heads[p]!)), 6);
    }
    for (const side of ['L', 'R'] as const) {
      for (const [from, to, a, b] of limbs) {
        const got = normalize(subtract(at(posed, `${to}.${side}`), at(posed, `${from}.${side}`)));
        const want = normalize(subtract(pose[`${b}${side}`], pose[`${a}${side}`]));
        // The upper arm's and thigh's two halves share the twist, which bends their chain a little where they are not in line.
        expect(dot(got, want)).toBeGreaterThan(0.985);
      }
    }
  });

  it('turns every bone by a proper rotation', () => {
    for (const [, pose] of poses) {
      for (const m of retarget(rig, pose).world.values()) {
        const determinant = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
        expect(determinant).toBeCloseTo(1, 6);
      }
    }
  });

  it('leaves left left: the mirror image of a pose is the mirror image of the body', () => {
    const pose = poses[0]![1];
    const one = poseRig(rig, retarget(rig, pose));
    const other = poseRig(rig, retarget(rig, mirrorPose(pose)));
    const [x, y, z] = subtract(at(one, 'wrist.L'), at(one, 'root'));
    const mirrored = subtract(at(other, 'wrist.R'), at(other, 'root'));
    expect(mirrored[0]).toBeCloseTo(-x, 5);
    expect(mirrored[1]).toBeCloseTo(y, 5);
    expect(mirrored[2]).toBeCloseTo(z, 5);
  });
});
