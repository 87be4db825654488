import type { Pose, PoseJoint } from './motion.ts';
import { headOf, type Rig, type Turns } from './rig.ts';
import {
  add,
  apply,
  axisAngle,
  between,
  cross,
  dot,
  frame,
  length,
  type Mat3,
  mix,
  multiply,
  normalize,
  reject,
  scale,
  slerp,
  subtract,
  swing,
  type Vec3,
} from './rotation.ts';

/** What joint positions do not tell: the turn of the head, of the forearms, and how far the fingers close. Radians. */
export interface Extras {
  headTurn: number;
  headTilt: number;
  pronation: { L: number; R: number };
  curl: { L: number; R: number };
}

const NO_EXTRAS: Extras = { headTurn: 0, headTilt: 0, pronation: { L: 0, R: 0 }, curl: { L: 0.3, R: 0.3 } };

// Directions of the motion's joints on people who stand upright, in the frame of their chest; the means over the standing
// poses of the CMU set. A bone that points along its neutral direction is left as it rests.
const NEUTRAL = { shoulder: normalize([0.98, -0.2, -0.05]), footSlope: (16.5 * Math.PI) / 180 };

/** Share of the way from the pelvis's turn to the chest's for each bone of the spine. */
const SPINE: readonly (readonly [string, number])[] = [
  ['spine05', 0.12],
  ['spine04', 0.3],
  ['spine03', 0.52],
  ['spine02', 0.8],
  ['spine01', 1],
];

const UP: Vec3 = [0, 1, 0];

function smoothstep(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** The torso's two frames, from the hips and from the shoulders, as turns from rest (where a person stands along y and faces z). */
function torso(pose: Pose): { pelvis: Mat3; chest: Mat3 } {
  const middle = mix(pose.hipL, pose.hipR, 0.5);
  const trunk = subtract(pose.neck, middle);
  const pelvis = frame(normalize(subtract(pose.chest, middle), normalize(trunk)), subtract(pose.hipL, pose.hipR));
  const chest = frame(normalize(subtract(pose.neck, pose.pelvis), normalize(trunk)), subtract(pose.shoulderL, pose.shoulderR));
  return { pelvis, chest };
}

/** Turns of upper arm, forearm and hand. The elbow is a hinge: where it bends, its axis tells how far the upper arm is twisted. */
function arm(rig: Rig, pose: Pose, side: 'L' | 'R', chest: Mat3, extras: Extras, world: Map<string, Mat3>): void {
  const at = (joint: string): Vec3 => pose[`${joint}${side}` as PoseJoint];
  const rest = (bone: string): Vec3 => headOf(rig, `${bone}.${side}`);
  const restUpper = normalize(subtract(rest('lowerarm01'), rest('upperarm01')));
  const restFore = normalize(subtract(rest('wrist'), rest('lowerarm01')));
  const restHinge = normalize(cross(restUpper, restFore));

  const out: Vec3 = [side === 'L' ? NEUTRAL.shoulder[0] : -NEUTRAL.shoulder[0], NEUTRAL.shoulder[1], NEUTRAL.shoulder[2]];
  const shoulder = apply(chest, out);
  const collar = slerp(chest, multiply(swing(shoulder, normalize(subtract(at('shoulder'), pose.neck), shoulder)), chest), 0.8);
  world.set(`clavicle.${side}`, collar);
  world.set(`shoulder01.${side}`, collar);

  const upper = normalize(subtract(at('elbow'), at('shoulder')));
  const fore = normalize(subtract(at('wrist'), at('elbow')), upper);
  const swung = multiply(swing(apply(chest, restUpper), upper), chest);
  const loose = apply(swung, restHinge);
  const bent = cross(upper, fore);
  const hinge = normalize(mix(normalize(reject(loose, upper)), normalize(bent, loose), smoothstep(0.12, 0.45, length(bent))), loose);
  const full = between(frame(restUpper, restHinge), frame(upper, hinge));
  // Half of the twist high up, all of it low: the sleeve turns like cloth and not like a sweet's wrapper.
  world.set(`upperarm01.${side}`, slerp(swung, full, 0.5));
  world.set(`upperarm02.${side}`, full);

  const forearm = between(frame(restFore, restHinge), frame(fore, hinge));
  const turn = extras.pronation[side] * (side === 'L' ? 1 : -1);
  world.set(`lowerarm01.${side}`, forearm);
  world.set(`lowerarm02.${side}`, multiply(axisAngle(fore, turn / 2), forearm));
  const palm = multiply(axisAngle(fore, turn), forearm);
  const along = normalize(subtract(at('hand'), at('wrist')), fore);
  const restHand = normalize(subtract(rest('finger3-1'), rest('wrist')));
  // The motion's hand direction knows no neutral of ours, so only half of its bend is believed.
  world.set(
    `wrist.${side}`,
    multiply(slerp(axisAngle(fore, 0), swing(fore, along), 0.5), multiply(straighten(palm, restHand, fore), palm)),
  );
}

/** The small turn that lays the rest hand, slightly bent at the wrist, half way along the forearm. */
const straighten = (palm: Mat3, restHand: Vec3, fore: Vec3): Mat3 => slerp(axisAngle(fore, 0), swing(apply(palm, restHand), fore), 0.5);

/** Turns of thigh, shin and foot. Where the knee is straight, the foot tells which way the leg faces. */
function leg(rig: Rig, pose: Pose, side: 'L' | 'R', pelvis: Mat3, world: Map<string, Mat3>): void {
  const at = (joint: string): Vec3 => pose[`${joint}${side}` as PoseJoint];
  const rest = (bone: string): Vec3 => headOf(rig, `${bone}.${side}`);
  const restThigh = normalize(subtract(rest('lowerleg01'), rest('upperleg01')));
  const restShin = normalize(subtract(rest('foot'), rest('lowerleg01')));
  const restSide: Vec3 = [1, 0, 0];

  const thigh = normalize(subtract(at('knee'), at('hip')));
  const shin = normalize(subtract(at('ankle'), at('knee')), thigh);
  const swung = multiply(swing(apply(pelvis, restThigh), thigh), pelvis);
  const loose = normalize(reject(apply(swung, restSide), thigh));
  const toe = normalize(subtract(at('toe'), at('ankle')), cross(loose, scale(thigh, -1)));
  const byFoot = normalize(mix(normalize(cross(toe, shin), loose), loose, 0.4), loose);
  const bent = cross(thigh, shin);
  // A knee never bends forwards: an axis against the loose one is noise of a straight leg.
  const trust = dot(bent, loose) > -0.2 ? smoothstep(0.15, 0.5, length(bent)) : 0;
  const lateral = normalize(mix(byFoot, normalize(bent, loose), trust), loose);
  const full = between(frame(restThigh, restSide), frame(thigh, lateral));
  world.set(`upperleg01.${side}`, slerp(swung, full, 0.5));
  world.set(`upperleg02.${side}`, full);
  const calf = between(frame(restShin, restSide), frame(shin, lateral));
  world.set(`lowerleg01.${side}`, calf);
  world.set(`lowerleg02.${side}`, calf);
  const restToe: Vec3 = [0, -Math.sin(NEUTRAL.footSlope), Math.cos(NEUTRAL.footSlope)];
  world.set(`foot.${side}`, between(frame(restToe, restSide), frame(toe, lateral)));
}

/** Fingers close about the axis across the palm. */
function fingers(rig: Rig, side: 'L' | 'R', curl: number, local: Map<string, Mat3>): void {
  const first = headOf(rig, `finger2-1.${side}`);
  const last = headOf(rig, `finger5-1.${side}`);
  const across = normalize(subtract(last, first));
  const sign = side === 'L' ? -1 : 1;
  for (let finger = 2; finger <= 5; finger++) {
    for (let bone = 1; bone <= 3; bone++) local.set(`finger${finger}-${bone}.${side}`, axisAngle(across, sign * curl));
  }
}

/**
 * Turns of the MakeHuman rig that give its bones the directions of a pose.
 * Bone lengths are the rig's own; the torso's frame comes from hips and shoulders.
 */
export function retarget(rig: Rig, pose: Pose, extras: Extras = NO_EXTRAS): Turns {
  const world = new Map<string, Mat3>();
  const local = new Map<string, Mat3>();
  const { pelvis, chest } = torso(pose);
  world.set('root', pelvis);
  for (const [bone, share] of SPINE) world.set(bone, slerp(pelvis, chest, share));

  const up = apply(chest, UP);
  const neckUp = normalize(subtract(pose.head, pose.neck), up);
  const headUp = normalize(subtract(pose.headTop, pose.head), neckUp);
  const turned = multiply(chest, axisAngle(UP, extras.headTurn));
  const neck = multiply(swing(up, neckUp), slerp(chest, turned, 0.5));
  const head = multiply(swing(up, headUp), multiply(turned, axisAngle([1, 0, 0], extras.headTilt)));
  world.set('neck01', slerp(chest, neck, 0.5));
  world.set('neck02', neck);
  world.set('neck03', slerp(neck, head, 0.5));
  world.set('head', head);

  for (const side of ['L', 'R'] as const) {
    arm(rig, pose, side, chest, extras, world);
    leg(rig, pose, side, pelvis, world);
    fingers(rig, side, extras.curl[side], local);
  }
  return { world, local };
}

/** Middle of two posed joints. */
export const middle = (a: Vec3, b: Vec3): Vec3 => scale(add(a, b), 0.5);
