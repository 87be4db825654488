import { readFileSync } from 'node:fs';
import type { Vec3 } from './rotation.ts';

/** The joints of a pose; the order of the rows of the motion file. */
// biome-ignore format: one row a limb reads better
const POSE_JOINTS = [
  'pelvis', 'hipL', 'kneeL', 'ankleL', 'toeL', 'hipR', 'kneeR', 'ankleR', 'toeR', 'chest', 'neck', 'head', 'headTop',
  'shoulderL', 'elbowL', 'wristL', 'handL', 'shoulderR', 'elbowR', 'wristR', 'handR',
] as const;
export type PoseJoint = (typeof POSE_JOINTS)[number];

/** Joint positions in metres, y up, pelvis at the origin. */
export type Pose = Record<PoseJoint, Vec3>;

export interface Clip {
  name: string;
  poses: Pose[];
}

interface MotionFile {
  joints: string[];
  clips: string[];
  clip: number[];
  poses: number[][];
}

/** Read a file of real motion, millimetres to metres. Throws if its joints are others than ours. */
export function readMotion(path: string): Clip[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as MotionFile;
  if (file.joints.join() !== POSE_JOINTS.join())
    throw new Error(`readMotion: ${path} has the joints ${file.joints.join(', ')}, expected ${POSE_JOINTS.join(', ')}`);
  const clips: Clip[] = file.clips.map((name) => ({ name: `cmu/${name}`, poses: [] }));
  file.poses.forEach((row, i) => {
    const joint = (k: number): Vec3 => [row[k * 3]! / 1000, row[k * 3 + 1]! / 1000, row[k * 3 + 2]! / 1000];
    clips[file.clip[i]!]!.poses.push(Object.fromEntries(POSE_JOINTS.map((name, k) => [name, joint(k)])) as Pose);
  });
  return clips.filter((clip) => clip.poses.length > 0);
}

/** The mirror image: x changes sign, and so left becomes right. */
export function mirrorPose(pose: Pose): Pose {
  const other = (name: PoseJoint): PoseJoint => (name.endsWith('L') ? name.replace(/L$/, 'R') : name.replace(/R$/, 'L')) as PoseJoint;
  const flip = ([x, y, z]: Vec3): Vec3 => [-x, y, z];
  return Object.fromEntries(POSE_JOINTS.map((name) => [name, flip(pose[other(name)])])) as Pose;
}
