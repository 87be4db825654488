import type { Random } from '../pose/random.ts';
import { builtPlace, type Place, paintPlace, photographedPlace } from './background.ts';
import { PARTS } from './bodyParts.ts';
import { type Camera, enlarge, frameSubject } from './camera.ts';
import { type Cast, drawPose } from './cast.ts';
import { type DressedPerson, dress } from './character.ts';
import { develop, meter, shrink } from './develop.ts';
import { irradiance } from './environment.ts';
import { type Labels, labelSubject, subjectPartAt } from './labels.ts';
import { createBox, createOccluder } from './occluders.ts';
import { cellNoise } from './patterns.ts';
import { type PosedPerson, posePerson } from './person.ts';
import { type Buffers, createBuffers, projectAll, rasterize } from './rasterize.ts';
import type { Extras } from './retarget.ts';
import type { Vec3 } from './rotation.ts';
import { alphaAt, type Light, type Material, type Surface, shade } from './shade.ts';
import { type Caster, castShadows, skyDirections, skyVisibility } from './shadow.ts';
import { CORE } from './sources.ts';
import type { Wardrobe } from './wardrobe.ts';

/** Pixels a side of a finished picture, and how many times finer it is drawn. */
export const SIZE = 160;
const FACTOR = 3;
const SKY = skyDirections(14);
/** What an occluder may be put before: ankles, knees, hips, wrists, elbows, shoulders. A face behind a board teaches little. */
const LIMB_JOINTS = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15];

export interface Picture {
  /** [160, 160, 3] */
  pixels: Uint8Array;
  labels: Labels;
  character: string;
  outfit: string;
  clip: string;
  background: string;
}

/** A picture that teaches: enough of the person is in it and seen. */
const isUseful = ({ joints, area }: Labels): boolean =>
  joints.filter(({ v }) => v > 0).length >= 9 && joints.filter(({ v }) => v === 2).length >= 7 && area > 0.04 * SIZE * SIZE;

/** Everything about one picture follows from its own random stream; what shows too little of the person is drawn anew. */
export async function renderPicture(cast: Cast, wardrobe: Wardrobe, random: Random): Promise<Picture> {
  for (let attempt = 0; ; attempt++) {
    const picture = await renderOnce(cast, wardrobe, random.fork(`attempt ${attempt}`));
    if (isUseful(picture.labels) || attempt === 8) return picture;
  }
}

async function renderOnce(cast: Cast, wardrobe: Wardrobe, random: Random): Promise<Picture> {
  const main = await drawPerson(cast, wardrobe, random.fork('subject'));
  const draw = drawPose(cast, random.fork('pose'));
  const subject = posePerson(main, draw.pose, drawExtras(random.fork('extras')), 0);
  const camera = frameSubject(subject.points, SIZE, random.fork('camera'));
  const place = drawPlace(cast, camera, random.fork('place'));
  const props = draw.seat || sitsOnAir(subject) ? [seatUnder(subject, random.fork('seat'))] : [];
  const others = random.fork('others');
  if (others.uniform() < 0.25) props.push(...(await bystander(cast, wardrobe, subject, camera, place.depth, others)).surfaces);
  const occluding = random.fork('occluder');
  const occluders =
    occluding.uniform() < 0.25 ? createOccluder(camera.position, subject.joints[occluding.pick(LIMB_JOINTS)]!, occluding) : [];

  const fine = enlarge(camera, FACTOR);
  const clear = [...subject.surfaces, ...props];
  let surfaces = [...clear, ...occluders];
  let buffers = drawSurfaces(surfaces, fine);
  // Something in front is to hide a limb, not the person.
  if (occluders.length > 0 && subjectPixels(buffers, surfaces) < 0.6 * subjectPixels(drawSurfaces(clear, fine), clear)) {
    surfaces = clear;
    buffers = drawSurfaces(surfaces, fine);
  }
  const linear = light(surfaces, buffers, fine, place);
  const small = shrink(linear, SIZE, FACTOR);
  const middleOf = (p: number): number => (Math.floor(p / SIZE) * FACTOR + 1) * fine.size + (p % SIZE) * FACTOR + 1;
  const exposure = meter(small, (p) => subjectPartAt(buffers, surfaces, middleOf(p)) !== undefined);
  return {
    pixels: develop(small, SIZE, exposure, random.fork('film')),
    labels: labelSubject(subject.joints, subject.headPoints, fine, buffers, surfaces, FACTOR),
    character: main.character.name,
    outfit: main.outfit,
    clip: draw.clip,
    background: place.name,
  };
}

function drawPerson(cast: Cast, wardrobe: Wardrobe, random: Random): Promise<DressedPerson> {
  const character = random.pick(cast.characters);
  const outfit = random.pick(cast.outfits[character.physique.sex]);
  return dress(character, outfit, random.pick(CORE.shoes), wardrobe, random.fork('dyes'));
}

function drawExtras(random: Random): Extras {
  const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
  return {
    headTurn: clamp(random.normal() * 0.35, 0.9),
    headTilt: clamp(random.normal() * 0.12, 0.3),
    pronation: { L: clamp(random.normal() * 0.35, 0.8), R: clamp(random.normal() * 0.35, 0.8) },
    curl: { L: random.uniform(0.05, 0.9), R: random.uniform(0.05, 0.9) },
  };
}

function drawPlace(cast: Cast, camera: Camera, random: Random): Place {
  if (random.uniform() < 0.68) return photographedPlace(random.pick(cast.photographs), camera, random);
  return builtPlace(random.pick(cast.walls), random.pick(cast.floors), camera, random);
}

/** Actors sat on a chair that the motion file does not hold: hips low, thighs level, feet well before the hips. */
function sitsOnAir({ joints }: PosedPerson): boolean {
  const hips = joints[6]!;
  const level = (hip: Vec3, knee: Vec3): boolean => Math.abs(hip[1] - knee[1]) < 0.2;
  const before = (ankle: Vec3, knee: Vec3): boolean => {
    const [kx, kz] = [knee[0] - hips[0], knee[2] - hips[2]];
    return (ankle[0] - hips[0]) * kx + (ankle[2] - hips[2]) * kz > 0.28 * Math.hypot(kx, kz);
  };
  const seated =
    level(joints[2]!, joints[1]!) && level(joints[3]!, joints[4]!) && before(joints[0]!, joints[1]!) && before(joints[5]!, joints[4]!);
  return seated && hips[1] > 0.3 && hips[1] < 0.65 && joints[7]![1] > hips[1] + 0.2;
}

/** A stool where a seated person needs one. */
function seatUnder({ surfaces, joints }: PosedPerson, random: Random): Surface {
  const pelvis = joints[6]!;
  const sat = new Set(['pelvis', 'thighL', 'thighR'].map((part) => PARTS.indexOf(part as (typeof PARTS)[number])));
  let top = pelvis[1];
  for (const { positions, parts, triangles, hidden } of surfaces) {
    for (const v of triangles) {
      if (hidden?.[v] || !sat.has(parts[v]!)) continue;
      if (Math.hypot(positions[v * 3]! - pelvis[0], positions[v * 3 + 2]! - pelvis[2]) < 0.22) top = Math.min(top, positions[v * 3 + 1]!);
    }
  }
  const knees: Vec3 = [(joints[1]![0] + joints[4]![0]) / 2, 0, (joints[1]![2] + joints[4]![2]) / 2];
  const yaw = Math.atan2(knees[0] - pelvis[0], knees[2] - pelvis[2]);
  const back = random.uniform(0, 0.08);
  return createBox(
    [pelvis[0] - Math.sin(yaw) * back, 0, pelvis[2] - Math.cos(yaw) * back],
    random.uniform(0.36, 0.6),
    Math.max(0.05, top + 0.015),
    random.uniform(0.36, 0.44),
    yaw,
    random,
  );
}

/** A second person beside the subject, now and then a little before or behind; not labelled. */
async function bystander(
  cast: Cast,
  wardrobe: Wardrobe,
  subject: PosedPerson,
  camera: Camera,
  depth: number,
  random: Random,
): Promise<PosedPerson> {
  const person = await drawPerson(cast, wardrobe, random.fork('person'));
  const { pose } = drawPose(cast, random.fork('pose'));
  const side = random.int(2) ? 1 : -1;
  const extent = (points: Float32Array, axis: Vec3): number => {
    let far = 0;
    for (let i = 0; i < points.length; i += 30) far = Math.max(far, points[i]! * axis[0] + points[i + 2]! * axis[2]);
    return far;
  };
  const axis: Vec3 = [camera.right[0] * side, 0, camera.right[2] * side];
  const turn = random.uniform(0, 2 * Math.PI);
  const trial = posePerson(person, pose, drawExtras(random.fork('extras')), 1, { yaw: turn, shift: [0, 0, 0] });
  const apart = extent(subject.points, axis) + extent(trial.points, [-axis[0], 0, -axis[2]]) * random.uniform(0.75, 1.1);
  const behind = random.uniform(-0.2, Math.min(1.6, depth));
  const shift: Vec3 = [axis[0] * apart + camera.forward[0] * behind, 0, axis[2] * apart + camera.forward[2] * behind];
  return posePerson(person, pose, drawExtras(random.fork('extras')), 1, { yaw: turn, shift });
}

/** Hair, and what else has holes; hidden by chance in proportion to its alpha, so that many samples make it thin. */
const HAS_HOLES: Record<Material, boolean> = { skin: false, cloth: true, hair: true, eye: false, prop: false };

function drawSurfaces(surfaces: readonly Surface[], camera: Camera): Buffers {
  const buffers = createBuffers(camera.size, camera.size);
  surfaces.forEach((surface, s) => {
    const cutout = HAS_HOLES[surface.material]
      ? (t: number, w1: number, w2: number, p: number): boolean =>
          alphaAt(surface, t, w1, w2) > 0.15 + 0.7 * cellNoise(p % camera.size, Math.floor(p / camera.size), 5)
      : undefined;
    rasterize(buffers, s, projectAll(camera, surface.positions), surface.triangles, surface.hidden, cutout);
  });
  return buffers;
}

function subjectPixels(buffers: Buffers, surfaces: readonly Surface[]): number {
  let count = 0;
  for (const s of buffers.surface) if (s >= 0 && surfaces[s]!.person === 0) count++;
  return count;
}

/** [T] 1 where the middle of a hair triangle is more hole than hair. */
function holesOf(surface: Surface): Uint8Array | undefined {
  if (surface.material !== 'hair') return undefined;
  return Uint8Array.from({ length: surface.triangles.length / 3 }, (_, t) => (alphaAt(surface, t, 1 / 3, 1 / 3) < 0.6 ? 1 : 0));
}

function light(surfaces: readonly Surface[], buffers: Buffers, camera: Camera, place: Place): Float32Array {
  const casters = surfaces.map((surface): Caster => {
    const holes = holesOf(surface);
    return {
      positions: surface.positions,
      triangles: surface.triangles,
      ...(holes && { holes }),
      ...(surface.hidden && { hidden: surface.hidden }),
    };
  });
  const centre: Vec3 = [0, 0.8, 0];
  const sky = SKY.map((direction) => castShadows(casters, direction, centre, 1.7, 192));
  for (const surface of surfaces) surface.visibility = skyVisibility(sky, surface.positions, surface.normals);
  const above = new Float32Array(3);
  irradiance(place.environment.harmonics, 0, 1, 0, above);
  const ambient = Math.max(0.3, (above[0]! + above[1]! + above[2]!) / 3);
  const colour = place.environment.sun.colour.map((c) => c * ambient * place.sun) as unknown as Vec3;
  const lamp: Light = {
    environment: place.environment,
    turn: [Math.cos(place.turn), Math.sin(place.turn)],
    direction: place.sunDirection,
    colour,
    // A coarse map has a soft edge for little work.
    shadow: castShadows(casters, place.sunDirection, centre, 1.9, place.soft ? 256 : 640),
    softness: place.soft ? 2 : 1,
  };
  const linear = new Float32Array(camera.size * camera.size * 3);
  paintPlace(place, camera, FACTOR, buffers, lamp, sky, linear);
  shade(buffers, surfaces, lamp, camera.position, linear);
  return linear;
}
