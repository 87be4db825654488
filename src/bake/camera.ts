import type { Random } from '../pose/random.ts';
import { add, cross, dot, normalize, scale, subtract, type Vec3 } from './rotation.ts';

/** A pinhole camera whose picture may be off its axis, as a crop of a larger photograph is. */
export interface Camera {
  position: Vec3;
  right: Vec3;
  up: Vec3;
  forward: Vec3;
  /** Pixels. */
  focal: number;
  centre: readonly [number, number];
  /** Pixels a side; pixel i covers [i, i + 1). */
  size: number;
}

/** Look from `position` at `target`, with the world's y up. */
export function lookAt(position: Vec3, target: Vec3, focal: number, size: number, roll = 0): Camera {
  const forward = normalize(subtract(target, position));
  const level = normalize(cross(forward, [0, 1, 0]), [1, 0, 0]);
  const rise = cross(level, forward);
  const right = add(scale(level, Math.cos(roll)), scale(rise, Math.sin(roll)));
  const up = add(scale(rise, Math.cos(roll)), scale(level, -Math.sin(roll)));
  return { position, right, up, forward, focal, centre: [size / 2, size / 2], size };
}

/** Picture coordinates in pixels, y down, and the distance along the axis in metres (not positive: behind the camera). */
export function project(camera: Camera, point: Vec3): { x: number; y: number; z: number } {
  const d = subtract(point, camera.position);
  const z = dot(d, camera.forward);
  return {
    x: camera.centre[0] + (camera.focal * dot(d, camera.right)) / z,
    y: camera.centre[1] - (camera.focal * dot(d, camera.up)) / z,
    z,
  };
}

/** Unit direction of the ray through a picture point. */
export function rayThrough(camera: Camera, x: number, y: number): Vec3 {
  const a = (x - camera.centre[0]) / camera.focal;
  const b = (camera.centre[1] - y) / camera.focal;
  return normalize(add(camera.forward, add(scale(camera.right, a), scale(camera.up, b))));
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Box of the projections of `points` [V, 3]; every `stride`-th point is enough to frame a picture. */
export function projectedBounds(camera: Camera, points: Float32Array, stride = 1): Bounds {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < points.length; i += 3 * stride) {
    const { x, y, z } = project(camera, [points[i]!, points[i + 1]!, points[i + 2]!]);
    if (z <= 0.05) continue;
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** The same camera with its picture `factor` times as many pixels a side. */
export const enlarge = (camera: Camera, factor: number): Camera => ({
  ...camera,
  focal: camera.focal * factor,
  centre: [camera.centre[0] * factor, camera.centre[1] * factor],
  size: camera.size * factor,
});

/**
 * A photographer's choice for one person: any side, pitch −15° … +35° (positive looks down), field of view 20° … 60°,
 * the person 55 … 95 % of the picture, now and then so near that limbs are cut.
 * `points` [V, 3] is the person's surface in metres, ground at y = 0.
 */
export function frameSubject(points: Float32Array, size: number, random: Random): Camera {
  const middle: [number, number, number] = [0, 0, 0];
  for (let c = 0; c < 3; c++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = c; i < points.length; i += 3) {
      low = Math.min(low, points[i]!);
      high = Math.max(high, points[i]!);
    }
    middle[c] = (low + high) / 2;
  }
  const yaw = random.uniform(0, 2 * Math.PI);
  // Mostly at eye height; steep views are rarer, as among photographs.
  const pitch = (Math.min(35, Math.max(-15, random.int(3) === 0 ? random.uniform(-15, 35) : 6 + random.normal() * 7)) * Math.PI) / 180;
  const view = (random.uniform(20, 60) * Math.PI) / 180;
  const focal = size / (2 * Math.tan(view / 2));
  const roll = random.normal() * 0.025;
  const cropped = random.uniform() < 0.17;
  const share = cropped ? random.uniform(1, 1.4) : random.uniform(0.66, 0.96);
  const place = (distance: number): Camera => {
    const level = Math.cos(pitch) * distance;
    const height = Math.max(0.12, middle[1] + Math.sin(pitch) * distance); // not below the ground
    return lookAt([middle[0] + Math.sin(yaw) * level, height, middle[2] + Math.cos(yaw) * level], middle, focal, size, roll);
  };
  let distance = 1.9 / (2 * Math.tan(view / 2) * share);
  let camera = place(distance);
  let box = projectedBounds(camera, points, 7);
  for (let pass = 0; pass < 4; pass++) {
    const extent = Math.max(box.bottom - box.top, (box.right - box.left) * (cropped ? 1.2 : 1));
    distance = Math.max(0.9, distance * (extent / (share * size)));
    camera = place(distance);
    box = projectedBounds(camera, points, 7);
  }
  // Slide the picture over the person: anywhere it fits; a person too large for it loses feet or a side before the head.
  const slide = (low: number, high: number, keepLow: boolean): number => {
    const room = size - (high - low);
    if (room >= 0) return room * random.uniform(0.08, 0.92) - low;
    return (keepLow ? room * random.uniform(0, 0.15) : room * random.uniform(0.25, 0.75)) - low;
  };
  const dx = slide(box.left, box.right, false);
  const dy = slide(box.top, box.bottom, random.uniform() < 0.93);
  return { ...camera, centre: [camera.centre[0] + dx, camera.centre[1] + dy] };
}
