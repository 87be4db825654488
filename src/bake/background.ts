import type { Random } from '../pose/random.ts';
import { type Camera, rayThrough } from './camera.ts';
import { createEnvironment, type Environment, irradiance, sampleEnvironment } from './environment.ts';
import { cloud, FLOORS, type Paint, type Pattern, WALLS } from './patterns.ts';
import type { Buffers } from './rasterize.ts';
import { normalize, type Vec3 } from './rotation.ts';
import type { Light } from './shade.ts';
import { lit, type ShadowMap, softLit } from './shadow.ts';

/** A place to stand in; the ground is y = 0 and the subject stands near the origin. */
export interface Place {
  name: string;
  environment: Environment;
  /** Turn of the environment about y, radians. */
  turn: number;
  /** Irradiance of the sun or lamp over π, as a multiple of the ambient light from above. */
  sun: number;
  sunDirection: Vec3;
  /** It holds edges finer than a pixel. */
  detailed: boolean;
  /** The lamp's edge is soft. */
  soft: boolean;
  /** Metres behind the subject, away from the camera, where a second person still stands in the place. */
  depth: number;
  /** Where a ray ends and what light leaves there if nothing shades it. */
  trace(origin: Vec3, direction: Vec3, hit: Hit): void;
}

interface Hit {
  /** Linear radiance without shadows. */
  colour: Float32Array;
  /** The point, if shadows can fall on it. */
  solid: boolean;
  point: [number, number, number];
  normal: [number, number, number];
}

/** Photographs whose walls are near stand on a small dome. */
const INDOORS = new Set(['apartment', 'bridge', 'esplanade', 'hall', 'lab', 'lobby', 'studio', 'warehouse', 'workshop']);

/** A place in a photograph: its lower half is laid on the ground, the rest on a dome. */
export function photographedPlace(environment: Environment, camera: Camera, random: Random): Place {
  const cameraYaw = Math.atan2(camera.position[0], camera.position[2]);
  const indoors = INDOORS.has(environment.name.replace('hdri/', ''));
  const [dx, dy, dz] = environment.sun.direction;
  // Photographers seldom shoot into the sun: mostly it stands within 90° of the camera's side, now and then anywhere.
  const towards = random.uniform() < 0.9 ? cameraYaw + random.uniform(-1.6, 1.6) : random.uniform(0, 2 * Math.PI);
  const turn = towards - Math.atan2(dx, dz);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const height = random.uniform(1.5, 2);
  // The camera stays well inside, else the walls smear.
  const dome = indoors ? Math.max(random.uniform(7, 10), 1.7 * Math.hypot(...camera.position)) : 60;
  const shift: Vec3 = [random.uniform(-1, 1), 0, random.uniform(-1, 1)];
  const seed = random.int(1 << 30);
  return {
    name: environment.name,
    environment,
    turn,
    sun: environment.sun.share * (indoors ? random.uniform(0.5, 1) : random.uniform(0.8, 1.9)),
    sunDirection: normalize([cos * dx + sin * dz, dy, -sin * dx + cos * dz]),
    detailed: false,
    soft: indoors,
    depth: 2,
    trace(origin, direction, hit) {
      const down = direction[1] < 0 ? -origin[1] / direction[1] : Infinity;
      let far = Math.min(down, dome);
      if (down < dome) {
        const level = Math.hypot(origin[0] + direction[0] * down, origin[2] + direction[2] * down);
        if (level > dome) far = dome;
      }
      hit.point = [origin[0] + direction[0] * far, origin[1] + direction[1] * far, origin[2] + direction[2] * far];
      const [x, y, z] = normalize([hit.point[0] + shift[0], hit.point[1] - height, hit.point[2] + shift[2]]);
      sampleEnvironment(environment, cos * x - sin * z, y, sin * x + cos * z, hit.colour);
      hit.solid = far === down;
      hit.normal = [0, 1, 0];
      if (!hit.solid) return;
      // The photograph is coarse underfoot; grain keeps the ground from looking like fog.
      const fade = 1 / (1 + 0.02 * far * far);
      const grain = 1 + fade * 0.55 * (cloud(hit.point[0] * 22, hit.point[2] * 22, seed) - 0.5);
      for (let c = 0; c < 3; c++) hit.colour[c]! *= grain;
    },
  };
}

/** Light of a room: bright above, its walls' colour around, with a window or lamp on one side. */
function roomLight(wall: Vec3, floor: Vec3, random: Random): Environment {
  const [width, height] = [32, 16];
  const pixels = new Float32Array(width * height * 3);
  const warm: Vec3 = [1, random.uniform(0.92, 1), random.uniform(0.8, 1.05)];
  const lamp = normalize([random.normal(), random.uniform(0.5, 1.6), random.normal()]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const theta = ((y + 0.5) / height) * Math.PI;
      const phi = ((x + 0.5) / width - 0.5) * 2 * Math.PI;
      const d: Vec3 = [Math.sin(theta) * Math.sin(phi), Math.cos(theta), Math.sin(theta) * Math.cos(phi)];
      const near = Math.max(0, d[0] * lamp[0] + d[1] * lamp[1] + d[2] * lamp[2]);
      for (let c = 0; c < 3; c++) {
        const base = d[1] > 0.3 ? 0.9 : d[1] > -0.3 ? 0.25 + 0.6 * wall[c]! : 0.12 + 0.6 * floor[c]!;
        pixels[(y * width + x) * 3 + c] = (base + 9 * near ** 24) * warm[c]!;
      }
    }
  }
  return createEnvironment('room', width, height, pixels);
}

function paint(random: Random, brightest: number): Paint {
  const tone = (): Vec3 => {
    const grey = random.uniform(0.08, brightest);
    const tint = random.uniform() < 0.35 ? 0.6 : 0.15;
    return [
      grey * (1 + tint * random.uniform(-1, 1)),
      grey * (1 + tint * random.uniform(-0.8, 0.8)),
      grey * (1 + tint * random.uniform(-1, 1)),
    ];
  };
  return { first: tone(), second: tone(), seed: random.int(1 << 20) };
}

/** A procedural room: a floor, a back wall turned to the camera more or less, a side wall. */
export function builtPlace(wallName: string, floorName: string, camera: Camera, random: Random): Place {
  const wall = WALLS[wallName] as Pattern;
  const floor = FLOORS[floorName] as Pattern;
  const wallPaint = paint(random, 0.5);
  // Floors take the lamp full on; white ones would burn out.
  const floorPaint = paint(random, 0.3);
  const environment = roomLight(wallPaint.first, floorPaint.first, random);
  const facing = Math.atan2(camera.position[0], camera.position[2]) + random.normal() * 0.35;
  const back = random.uniform(1.2, 3.8);
  const side = random.uniform(1.8, 4.5) * (random.int(2) ? 1 : -1);
  const out: Vec3 = [Math.sin(facing), 0, Math.cos(facing)]; // from the back wall towards the camera
  const along: Vec3 = [out[2], 0, -out[0]];
  const light = new Float32Array(3);
  return {
    name: `room/${wallName}+${floorName}`,
    environment,
    turn: 0,
    sun: environment.sun.share * random.uniform(0.6, 1.4),
    sunDirection: environment.sun.direction,
    detailed: true,
    soft: true,
    depth: Math.max(0, back - 1),
    trace(origin, direction, hit) {
      const slope = direction[0] * out[0] + direction[2] * out[2];
      const across = direction[0] * along[0] + direction[2] * along[2];
      const toBack = slope < -1e-6 ? (-back - (origin[0] * out[0] + origin[2] * out[2])) / slope : Infinity;
      const toSide = across * side > 1e-6 ? (side - (origin[0] * along[0] + origin[2] * along[2])) / across : Infinity;
      const toFloor = direction[1] < -1e-6 ? -origin[1] / direction[1] : Infinity;
      const t = Math.min(toBack > 0 ? toBack : 12, toSide > 0 ? toSide : 12, toFloor > 0 ? toFloor : 12, 12);
      hit.point = [origin[0] + direction[0] * t, origin[1] + direction[1] * t, origin[2] + direction[2] * t];
      const u = hit.point[0] * along[0] + hit.point[2] * along[2];
      const w = hit.point[0] * out[0] + hit.point[2] * out[2];
      let albedo: Vec3;
      if (t === toFloor) {
        hit.normal = [0, 1, 0];
        albedo = floor(u + 50, w + 50, floorPaint);
      } else if (t === toBack) {
        hit.normal = [out[0], 0, out[2]];
        albedo = wall(u + 50, hit.point[1], wallPaint);
      } else {
        const s = side > 0 ? -1 : 1;
        hit.normal = [along[0] * s, 0, along[2] * s];
        albedo = wall(w + 80, hit.point[1], wallPaint);
      }
      hit.solid = t < 12;
      irradiance(environment.harmonics, hit.normal[0], hit.normal[1], hit.normal[2], light);
      // Corners gather less light.
      const corner =
        1 -
        0.35 * Math.exp(-Math.max(0, hit.point[1]) * 5) * (t === toFloor ? 0 : 1) -
        0.35 * Math.exp(-Math.abs(w + back) * 4) * (t === toFloor ? 1 : 0);
      const lamp = Math.max(
        0,
        hit.normal[0] * environment.sun.direction[0] +
          hit.normal[1] * environment.sun.direction[1] +
          hit.normal[2] * environment.sun.direction[2],
      );
      for (let c = 0; c < 3; c++) hit.colour[c] = albedo[c]! * corner * (light[c]! + this.sun * lamp * environment.sun.colour[c]!);
    },
  };
}

/**
 * Fill the pixels where nothing stands with the place, darkened where someone keeps the light away. [pixels, 3] linear.
 * A block of `factor`² fine pixels that is all background takes one ray where the place holds nothing finer.
 */
export function paintPlace(
  place: Place,
  camera: Camera,
  factor: number,
  buffers: Buffers,
  light: Light,
  sky: readonly ShadowMap[],
  out: Float32Array,
): void {
  const { width, height, surface } = buffers;
  const hit: Hit = { colour: new Float32Array(3), solid: false, point: [0, 0, 0], normal: [0, 1, 0] };
  const look = (x: number, y: number): void => {
    place.trace(camera.position, rayThrough(camera, x, y), hit);
    const gain = hit.solid && Math.hypot(hit.point[0], hit.point[2]) < 2.6 ? shadowGain(hit, light, sky) : 1;
    for (let c = 0; c < 3; c++) hit.colour[c]! *= gain;
  };
  for (let top = 0; top < height; top += factor) {
    for (let left = 0; left < width; left += factor) {
      let empty = 0;
      for (let j = 0; j < factor; j++) for (let i = 0; i < factor; i++) if (surface[(top + j) * width + left + i]! < 0) empty++;
      if (empty === 0) continue;
      const whole = empty === factor * factor && !place.detailed;
      if (whole) look(left + factor / 2, top + factor / 2);
      for (let j = 0; j < factor; j++) {
        for (let i = 0; i < factor; i++) {
          const p = (top + j) * width + left + i;
          if (surface[p]! >= 0) continue;
          if (!whole) look(left + i + 0.5, top + j + 0.5);
          out.set(hit.colour, p * 3);
        }
      }
    }
  }
}

/** The share of its light that reaches a point of the place past the people. */
function shadowGain({ point, normal: n }: Hit, light: Light, sky: readonly ShadowMap[]): number {
  const ambient = new Float32Array(3);
  irradiance(light.environment.harmonics, n[0], n[1], n[2], ambient);
  const lamp = Math.max(0, n[0] * light.direction[0] + n[1] * light.direction[1] + n[2] * light.direction[2]) * light.colour[1];
  const x = point[0] + n[0] * 0.01;
  const y = point[1] + n[1] * 0.01;
  const z = point[2] + n[2] * 0.01;
  let seen = 0;
  let all = 1e-3;
  for (const map of sky) {
    const cosine = n[0] * map.direction[0] + n[1] * map.direction[1] + n[2] * map.direction[2];
    if (cosine <= 0) continue;
    all += cosine;
    seen += cosine * lit(map, x, y, z, 0.01);
  }
  const open = lamp > 0 ? softLit(light.shadow, x, y, z, 0.01, light.softness) : 1;
  return (ambient[1]! * (seen / all) + lamp * open) / (ambient[1]! + lamp);
}
