import { describe, expect, it } from 'vitest';
import { PARTS } from './bodyParts.ts';
import { lookAt } from './camera.ts';
import { jointIsSeen, labelSubject } from './labels.ts';
import { type Buffers, createBuffers, projectAll, rasterize } from './rasterize.ts';
import type { Vec3 } from './rotation.ts';
import type { Surface } from './shade.ts';

const SIZE = 40;
/** 4 m before the origin, 20 px focal length: a metre at the origin is 5 px. */
const camera = lookAt([0, 0, 4], [0, 0, 0], 20, SIZE);

/** A square card of `half` metres about a point, all of one part. */
function card([x, y, z]: Vec3, half: number, part: (typeof PARTS)[number], person: number): Surface {
  const positions = Float32Array.from([x - half, y - half, z, x + half, y - half, z, x + half, y + half, z, x - half, y + half, z]);
  const triangles = Uint32Array.from([0, 1, 2, 0, 2, 3]);
  return {
    positions,
    normals: new Float32Array(12),
    triangles,
    uvTriangles: triangles,
    uvs: new Float32Array(8),
    texture: { width: 1, height: 1, pixels: new Uint8Array(4) },
    material: 'prop',
    recolours: [[1, 0, 0, 0, 1, 0, 0, 0, 1]],
    parts: new Uint8Array(4).fill(PARTS.indexOf(part)),
    person,
    visibility: new Float32Array(4),
  };
}

function draw(surfaces: Surface[]): Buffers {
  const buffers = createBuffers(SIZE, SIZE);
  surfaces.forEach((surface, s) => {
    rasterize(buffers, s, projectAll(camera, surface.positions), surface.triangles);
  });
  return buffers;
}

const RIGHT_WRIST = 10;
const middle: [number, number] = [SIZE / 2, SIZE / 2];

describe('visibility', () => {
  const wrist = card([0, 0, 0.02], 1, 'handR', 0);

  it('is 2 where the joint’s own part is seen', () => {
    const surfaces = [wrist];
    expect(jointIsSeen(RIGHT_WRIST, ...middle, 4, 1, draw(surfaces), surfaces)).toBe(true);
  });

  it.each([
    ['another part of the body', card([0, 0, 0.5], 1, 'torso', 0)],
    ['the other hand', card([0, 0, 0.5], 1, 'handL', 0)],
    ['another person', card([0, 0, 0.5], 1, 'handR', 1)],
    ['a thing', card([0, 0, 0.5], 1, 'thing', -1)],
    ['its own forearm far before it', card([0, 0, 0.5], 1, 'foreArmR', 0)],
  ])('is 1 behind %s', (_, cover) => {
    const surfaces = [wrist, cover];
    expect(jointIsSeen(RIGHT_WRIST, ...middle, 4, 1, draw(surfaces), surfaces)).toBe(false);
  });

  it('is 0, at 0, outside the picture', () => {
    const joints = Array.from({ length: 16 }, (_, k): Vec3 => (k === RIGHT_WRIST ? [0, 0, 0] : [40, 0, 0]));
    const surfaces = [wrist];
    const labels = labelSubject(joints, Float32Array.from([0, 0, 0, 0.5, 0.4, 0]), camera, draw(surfaces), surfaces, 1);
    expect(labels.joints[RIGHT_WRIST]).toEqual({ x: 20, y: 20, v: 2 });
    expect(labels.joints[0]).toEqual({ x: 0, y: 0, v: 0 });
    expect(labels.headBox).toEqual([20, 18, 2.5, 2]); // 0.5 m and 0.4 m at 5 px a metre
    // The card spans ±1 m at 3.98 m: 20 ± 5.03 px, whose pixel centres lie in 15 … 25.
    expect(labels.silhouetteBox).toEqual([15, 15, 10, 10]);
    expect(labels.area).toBe(100);
    expect(labels.box).toEqual([15, 15, 10, 10]);
  });
});
