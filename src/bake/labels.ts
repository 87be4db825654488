import { PARTS, type Part } from './bodyParts.ts';
import { type Camera, project, projectedBounds } from './camera.ts';
import type { Buffers } from './rasterize.ts';
import type { Vec3 } from './rotation.ts';
import type { Surface } from './shade.ts';

/** x, y, width, height in pixels. */
type Box = readonly [number, number, number, number];

export interface Labels {
  /** [16] x, y in pixels, and 0 outside the picture, 1 hidden, 2 seen. MPII order, the person's own left and right. */
  joints: { x: number; y: number; v: 0 | 1 | 2 }[];
  /** Round the head without its hair; may reach out of the picture, since it measures a length. */
  headBox: Box;
  /** What is seen of the person. */
  silhouetteBox: Box;
  /** Square pixels of it. */
  area: number;
  /** Silhouette and labelled joints together, inside the picture. */
  box: Box;
}

/** Which parts of the body may lie over each joint for it to count as seen, and how far before the joint their surface may be, metres. */
const SEEN: readonly { parts: readonly Part[]; depth: number }[] = [
  { parts: ['footR', 'shinR'], depth: 0.1 },
  { parts: ['shinR', 'thighR'], depth: 0.11 },
  { parts: ['thighR', 'pelvis', 'torso'], depth: 0.2 },
  { parts: ['thighL', 'pelvis', 'torso'], depth: 0.2 },
  { parts: ['shinL', 'thighL'], depth: 0.11 },
  { parts: ['footL', 'shinL'], depth: 0.1 },
  { parts: ['pelvis', 'torso', 'thighL', 'thighR'], depth: 0.22 },
  { parts: ['torso', 'neck', 'head'], depth: 0.2 },
  { parts: ['neck', 'head'], depth: 0.2 },
  { parts: ['head'], depth: 0.2 },
  { parts: ['handR', 'foreArmR'], depth: 0.08 },
  { parts: ['foreArmR', 'upperArmR'], depth: 0.1 },
  { parts: ['upperArmR', 'torso'], depth: 0.13 },
  { parts: ['upperArmL', 'torso'], depth: 0.13 },
  { parts: ['foreArmL', 'upperArmL'], depth: 0.1 },
  { parts: ['handL', 'foreArmL'], depth: 0.08 },
];

/** The body part seen at a pixel of the buffers, or undefined where it is not the subject's. */
export function subjectPartAt(buffers: Buffers, surfaces: readonly Surface[], pixel: number): Part | undefined {
  const s = buffers.surface[pixel]!;
  const surface = s < 0 ? undefined : surfaces[s];
  if (surface?.person !== 0) return undefined;
  const w1 = buffers.weights[pixel * 2]!;
  const w2 = buffers.weights[pixel * 2 + 1]!;
  const corner = w1 > w2 ? (w1 > 1 - w1 - w2 ? 1 : 0) : w2 > 1 - w1 - w2 ? 2 : 0;
  return PARTS[surface.parts[surface.triangles[buffers.triangle[pixel]! * 3 + corner]!]!];
}

/**
 * Is a joint seen? Yes if in a small square about it at least a third of the pixels show a part it belongs to, no farther
 * before it than that part is thick. `x`, `y` in pixels of the buffers, `z` metres along the axis.
 */
export function jointIsSeen(
  joint: number,
  x: number,
  y: number,
  z: number,
  reach: number,
  buffers: Buffers,
  surfaces: readonly Surface[],
): boolean {
  const { parts, depth } = SEEN[joint]!;
  let yes = 0;
  let all = 0;
  for (let j = Math.floor(y) - reach; j <= Math.floor(y) + reach; j++) {
    for (let i = Math.floor(x) - reach; i <= Math.floor(x) + reach; i++) {
      if (i < 0 || j < 0 || i >= buffers.width || j >= buffers.height) continue;
      all++;
      const p = j * buffers.width + i;
      const part = subjectPartAt(buffers, surfaces, p);
      if (part && parts.includes(part) && 1 / buffers.nearness[p]! > z - depth) yes++;
    }
  }
  return all > 0 && yes * 3 >= all;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Labels of the subject. `camera` and `buffers` are `factor` times the picture's size. */
export function labelSubject(
  joints: readonly Vec3[],
  headPoints: Float32Array,
  camera: Camera,
  buffers: Buffers,
  surfaces: readonly Surface[],
  factor: number,
): Labels {
  const size = camera.size / factor;
  let [left, top, right, bottom, area] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (let p = 0; p < buffers.surface.length; p++) {
    if (!subjectPartAt(buffers, surfaces, p)) continue;
    const x = p % buffers.width;
    const y = Math.floor(p / buffers.width);
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
    area++;
  }
  const silhouette = [left / factor, top / factor, right / factor, bottom / factor] as const;
  let [x0, y0, x1, y1] = silhouette;
  const labelled = joints.map((joint, k) => {
    const { x, y, z } = project(camera, joint);
    const at = { x: round(x / factor), y: round(y / factor) };
    if (z <= 0 || at.x < 0 || at.y < 0 || at.x >= size || at.y >= size) return { x: 0, y: 0, v: 0 as const };
    x0 = Math.min(x0, at.x);
    y0 = Math.min(y0, at.y);
    x1 = Math.max(x1, at.x);
    y1 = Math.max(y1, at.y);
    return { ...at, v: jointIsSeen(k, x, y, z, factor, buffers, surfaces) ? (2 as const) : (1 as const) };
  });
  const head = projectedBounds(camera, headPoints);
  const box = (a: number, b: number, c: number, d: number): Box => [round(a), round(b), round(c - a), round(d - b)];
  return {
    joints: labelled,
    headBox: box(head.left / factor, head.top / factor, head.right / factor, head.bottom / factor),
    silhouetteBox: box(...silhouette),
    area: round(area / (factor * factor)),
    box: box(Math.max(0, x0), Math.max(0, y0), Math.min(size, x1), Math.min(size, y1)),
  };
}
