import type { Random } from '../pose/random.ts';
import type { Pose, PoseJoint } from './motion.ts';
import { add, apply, axisAngle, type Mat3, mix, multiply, normalize, reject, scale, subtract, swing, type Vec3 } from './rotation.ts';

/** The angles that make a pose, degrees; positive = flexion, abduction, inward rotation. */
export const LIMITS = {
  pitch: [-100, 100], // of the whole body, 90 = face down
  roll: [-95, 95],
  spineFlex: [-25, 80],
  spineSide: [-30, 30],
  spineTwist: [-45, 45],
  neckFlex: [-40, 45],
  neckSide: [-30, 30],
  armFlex: [-45, 175],
  armAbduct: [-10, 150],
  armRotate: [-70, 80],
  elbow: [2, 145],
  wrist: [-45, 45],
  hipFlex: [-20, 120],
  hipAbduct: [-15, 50],
  hipRotate: [-30, 40],
  knee: [2, 145],
  ankle: [-35, 25],
} as const satisfies Record<string, readonly [number, number]>;

export type Angle = keyof typeof LIMITS;
const SIDED = ['armFlex', 'armAbduct', 'armRotate', 'elbow', 'wrist', 'hipFlex', 'hipAbduct', 'hipRotate', 'knee', 'ankle'] as const;
type Sided = (typeof SIDED)[number];

/** A key pose: both sides at once, or one side alone; what is not named stands at 0 (arms hang, legs are straight). */
type KeyPose = { seat?: boolean; spread?: number } & Partial<Record<Angle, number>> & {
    L?: Partial<Record<Sided, number>>;
    R?: Partial<Record<Sided, number>>;
  };

/** Families of key poses; a family is the unit that is held out for validation. */
export const FAMILIES: Record<string, readonly KeyPose[]> = {
  stand: [
    { armAbduct: 12, elbow: 15 },
    { armAbduct: 25, armFlex: -10, elbow: 85, armRotate: 60, spread: 8 }, // hands on the hips
    { armFlex: 35, armAbduct: 5, elbow: 100, armRotate: 65 }, // arms folded
    { armAbduct: 8, elbow: 20, spineTwist: 15, L: { hipFlex: 12, knee: 20, hipAbduct: 12 } },
  ],
  walk: [
    {
      spread: 10,
      L: { hipFlex: 28, knee: 12, armFlex: -22 },
      R: { hipFlex: -16, knee: 22, ankle: -15, armFlex: 28, elbow: 30 },
      armAbduct: 8,
    },
    {
      spread: 14,
      spineFlex: 12,
      L: { hipFlex: 60, knee: 85, armFlex: -40, elbow: 90 },
      R: { hipFlex: -14, knee: 25, ankle: -25, armFlex: 45, elbow: 95 },
    }, // run
  ],
  sit: [
    { seat: true, hipFlex: 88, knee: 88, armFlex: 25, elbow: 35, hipAbduct: 8, spineFlex: 5 },
    { seat: true, hipFlex: 85, knee: 80, spineFlex: 32, armFlex: 60, elbow: 60, hipAbduct: 15 }, // leaning on the knees
    { seat: true, hipFlex: 88, hipAbduct: 5, armFlex: 15, elbow: 70, L: { knee: 95 }, R: { knee: 60, armAbduct: 30 } },
  ],
  floor: [
    { pitch: -15, hipFlex: 95, knee: 20, armFlex: -35, armAbduct: 20, elbow: 8 }, // long sitting, hands behind
    { hipFlex: 105, knee: 125, hipAbduct: 40, hipRotate: -30, armFlex: 25, elbow: 40, spineFlex: 15 }, // cross-legged
    { pitch: -10, hipFlex: 115, knee: 120, armFlex: 65, elbow: 35, spineFlex: 20 }, // hugging the knees
  ],
  squat: [
    { pitch: 12, hipFlex: 110, knee: 125, ankle: 22, armFlex: 80, elbow: 15, hipAbduct: 18, spineFlex: 20 },
    { pitch: 10, hipFlex: 75, knee: 80, ankle: 18, armFlex: 60, elbow: 70, spineFlex: 15, hipAbduct: 15 },
  ],
  kneel: [
    { L: { hipFlex: 88, knee: 90 }, R: { hipFlex: -2, knee: 92, ankle: -30 }, armFlex: 25, elbow: 40, armAbduct: 10 },
    { hipFlex: 8, knee: 100, ankle: -32, armAbduct: 15, elbow: 30 },
    { hipFlex: 60, knee: 140, ankle: -32, armFlex: 35, elbow: 30, spineFlex: 15 },
  ],
  reach: [
    { L: { armFlex: 160, elbow: 12 }, R: { armFlex: 10, elbow: 15 }, spineSide: 10, spread: 8 },
    { armFlex: 90, elbow: 10, spineFlex: 15, spread: 8 },
    { armAbduct: 95, elbow: 8, spread: 12 },
    { armFlex: 165, armAbduct: 15, elbow: 15 },
  ],
  wave: [
    { R: { armAbduct: 85, armRotate: -65, elbow: 95 }, L: { armAbduct: 10, elbow: 15 } },
    { L: { armAbduct: 130, armRotate: -30, elbow: 45 }, R: { armAbduct: 20, elbow: 80, armRotate: 60 } },
  ],
  kick: [
    { pitch: -12, L: { hipFlex: 75, knee: 12 }, R: { knee: 12, hipFlex: -12, ankle: 10 }, armAbduct: 45, elbow: 50 },
    { roll: 25, L: { hipAbduct: 50, hipFlex: 30, knee: 15 }, R: { hipAbduct: -10, knee: 12 }, armFlex: 35, elbow: 100, armAbduct: 20 },
  ],
  bend: [
    { pitch: 30, spineFlex: 60, hipFlex: 30, armFlex: 75, elbow: 15, knee: 12, ankle: 0 },
    { spineFlex: 25, pitch: 15, hipFlex: 40, knee: 30, ankle: 12, armFlex: 50, elbow: 30 },
    { spineSide: 28, L: { armAbduct: 150, elbow: 20 }, R: { armAbduct: 15, elbow: 30 }, spread: 15 },
  ],
  lie: [
    { pitch: -90, armAbduct: 35, armFlex: 15, elbow: 25, hipAbduct: 10, knee: 18, hipFlex: 16 }, // on the back
    { pitch: -90, L: { hipFlex: 62, knee: 88 }, R: { hipFlex: 16, knee: 20 }, armAbduct: 70, armFlex: 15, armRotate: -50, elbow: 80 },
    { roll: 88, hipFlex: 40, knee: 60, armFlex: 70, elbow: 60, spineFlex: 10 }, // on the side
    { pitch: 82, armFlex: 60, elbow: 95, spineFlex: -22, neckFlex: -25, knee: 6 }, // on the stomach, on the elbows
  ],
  lunge: [
    { pitch: 8, L: { hipFlex: 75, knee: 85, ankle: 12 }, R: { hipFlex: -18, knee: 25, ankle: 15 }, armAbduct: 30, elbow: 60 },
    { roll: 8, L: { hipAbduct: 30, hipFlex: 50, knee: 75, ankle: 15 }, R: { hipAbduct: 38, knee: 5 }, armFlex: 40, elbow: 70 },
  ],
};

/** All angles of one pose, degrees. */
export type Angles = Record<Exclude<Angle, Sided>, number> & { L: Record<Sided, number>; R: Record<Sided, number> };

const clamp = (angle: Angle, value: number): number => Math.min(LIMITS[angle][1], Math.max(LIMITS[angle][0], value));

/** A key pose of the family, shaken by `shake` (1 = about ten degrees a joint) and held in the joints' limits. */
export function sampleAngles(family: string, random: Random, shake = 1): { angles: Angles; seat: boolean } {
  const keys = FAMILIES[family];
  if (!keys) throw new Error(`sampleAngles: no family ${family}; there are ${Object.keys(FAMILIES).join(', ')}`);
  const key = random.pick(keys);
  const swap = random.int(2) === 1; // the key poses favour a side; people do not
  const one = (angle: Angle, value: number): number => {
    const [low, high] = LIMITS[angle];
    const spread = Math.min(12, (high - low) * 0.1) * (angle === 'pitch' || angle === 'roll' ? 0.3 : 1);
    return clamp(angle, value + random.normal() * spread * shake);
  };
  const side = (name: 'L' | 'R'): Record<Sided, number> => {
    const own = key[swap ? (name === 'L' ? 'R' : 'L') : name] ?? {};
    const value = (angle: Sided): number =>
      (own[angle] ?? key[angle] ?? 0) + (angle === 'hipAbduct' && own.hipAbduct === undefined ? (key.spread ?? 0) : 0);
    return Object.fromEntries(SIDED.map((angle) => [angle, one(angle, value(angle))])) as Record<Sided, number>;
  };
  const turn = swap ? -1 : 1;
  return {
    seat: key.seat ?? false,
    angles: {
      pitch: one('pitch', key.pitch ?? 0),
      roll: one('roll', (key.roll ?? 0) * turn),
      spineFlex: one('spineFlex', key.spineFlex ?? 0),
      spineSide: one('spineSide', (key.spineSide ?? 0) * turn),
      spineTwist: one('spineTwist', (key.spineTwist ?? 0) * turn),
      neckFlex: one('neckFlex', key.neckFlex ?? 0),
      neckSide: one('neckSide', key.neckSide ?? 0),
      L: side('L'),
      R: side('R'),
    },
  };
}

const turnX = (degrees: number): Mat3 => axisAngle([1, 0, 0], (degrees * Math.PI) / 180);
const turnY = (degrees: number): Mat3 => axisAngle([0, 1, 0], (degrees * Math.PI) / 180);
const turnZ = (degrees: number): Mat3 => axisAngle([0, 0, 1], (degrees * Math.PI) / 180);

/** Joint positions from angles, on a skeleton of a grown person's mean proportions (metres). */
export function poseFromAngles(angles: Angles): Pose {
  const root = multiply(turnX(angles.pitch), turnZ(-angles.roll));
  const spine = (share: number): Mat3 =>
    multiply(root, multiply(turnX(angles.spineFlex * share), multiply(turnZ(-angles.spineSide * share), turnY(angles.spineTwist * share))));
  const chestTurn = spine(1);
  const from = (base: Vec3, turn: Mat3, offset: Vec3): Vec3 => add(base, apply(turn, offset));
  const pelvis: Vec3 = [0, 0, 0];
  const chest = from(from(pelvis, spine(0.25), [0, 0.18, 0]), spine(0.75), [0, 0.18, 0]);
  const neck = from(chest, chestTurn, [0, 0.1, 0]);
  const nod = (share: number): Mat3 => multiply(chestTurn, multiply(turnX(angles.neckFlex * share), turnZ(-angles.neckSide * share)));
  const head = from(neck, nod(0.5), [0, 0.1, 0]);
  const limbs = (side: 'L' | 'R'): Record<string, Vec3> => {
    const s = side === 'L' ? 1 : -1;
    const a = angles[side];
    const shoulder = from(neck, chestTurn, [s * 0.187, -0.035, -0.01]);
    const armTurn = multiply(chestTurn, multiply(turnX(-a.armFlex), multiply(turnZ(s * a.armAbduct), turnY(-s * a.armRotate))));
    const elbow = from(shoulder, armTurn, [0, -0.29, 0]);
    const foreTurn = multiply(armTurn, turnX(-a.elbow));
    const wrist = from(elbow, foreTurn, [0, -0.25, 0]);
    const hip = from(pelvis, root, [s * 0.09, -0.1, 0.03]);
    const legTurn = multiply(root, multiply(turnX(-a.hipFlex), multiply(turnZ(s * a.hipAbduct), turnY(-s * a.hipRotate))));
    const knee = from(hip, legTurn, [0, -0.42, 0]);
    const shinTurn = multiply(legTurn, turnX(a.knee));
    const ankle = from(knee, shinTurn, [0, -0.43, 0]);
    return {
      [`shoulder${side}`]: shoulder,
      [`elbow${side}`]: elbow,
      [`wrist${side}`]: wrist,
      [`hand${side}`]: from(wrist, multiply(foreTurn, turnX(-a.wrist)), [0, -0.1, 0]),
      [`hip${side}`]: hip,
      [`knee${side}`]: knee,
      [`ankle${side}`]: ankle,
      [`toe${side}`]: from(ankle, multiply(shinTurn, turnX(-a.ankle)), [0, -0.04, 0.135]),
    };
  };
  return { pelvis, chest, neck, head, headTop: from(head, nod(1), [0, 0.1, 0]), ...limbs('L'), ...limbs('R') } as Pose;
}

/** Families whose people stand on their feet. */
const STANDING = new Set(['stand', 'walk', 'squat', 'reach', 'wave', 'kick', 'bend', 'lunge']);

/** Turn a standing pose as a whole until its weight is over the feet it stands on, and lay those feet flat. */
export function balance(pose: Pose): Pose {
  const low = Math.min(pose.ankleL[1], pose.ankleR[1]);
  const bearing = (['L', 'R'] as const).filter((side) => pose[`ankle${side}`][1] < low + 0.12);
  const ankles = bearing.map((side) => pose[`ankle${side}`]);
  const support = scale(ankles.reduce(add), 1 / ankles.length);
  const upright = swing(normalize(subtract(mix(pose.pelvis, pose.chest, 0.5), support)), [0, 1, 0]);
  const turned = Object.fromEntries(Object.entries(pose).map(([joint, at]) => [joint, apply(upright, at)])) as Pose;
  for (const side of bearing) {
    const ankle = turned[`ankle${side}`];
    const heading = normalize(reject(subtract(turned[`toe${side}` as PoseJoint], ankle), [0, 1, 0]), [0, 0, 1]);
    turned[`toe${side}`] = add(ankle, add(scale(heading, 0.135), [0, -0.04, 0]));
  }
  return turned;
}

/** A pose of the family in its joints' limits, ready to be drawn. */
export function samplePose(family: string, random: Random): { pose: Pose; seat: boolean } {
  // A shaken leg would lift a lying body off the ground.
  const { angles, seat } = sampleAngles(family, random, family === 'lie' ? 0.5 : 1);
  const pose = poseFromAngles(angles);
  return { pose: STANDING.has(family) ? balance(pose) : pose, seat };
}
