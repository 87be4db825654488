import { type Environment, irradiance } from './environment.ts';
import type { Buffers } from './rasterize.ts';
import { normalize, type Vec3 } from './rotation.ts';
import { type ShadowMap, softLit } from './shadow.ts';

/** Colour picture, 8-bit sRGB with alpha. */
export interface Texture {
  width: number;
  height: number;
  /** [height, width, 4] */
  pixels: Uint8Array;
}

/** A change of colour: linear rgb → matrix · rgb. */
export type Recolour = readonly number[];

export type Material = 'skin' | 'cloth' | 'hair' | 'eye' | 'prop';

/** Something to draw: a posed mesh with its looks and whose it is. */
export interface Surface {
  /** [V, 3] metres, and unit normals. */
  positions: Float32Array;
  normals: Float32Array;
  triangles: Uint32Array;
  uvTriangles: Uint32Array;
  uvs: Float32Array;
  texture: Texture;
  material: Material;
  /** [T] which of `recolours` each triangle takes. */
  regions?: Uint8Array;
  recolours: readonly Recolour[];
  /** [V] body part, an index into `PARTS`. */
  parts: Uint8Array;
  /** 0 the subject, 1 the second person, −1 a thing. */
  person: number;
  /** [V] vertices that clothes replace. */
  hidden?: Uint8Array;
  /** [V] share of the sky seen. */
  visibility: Float32Array;
}

export interface Light {
  environment: Environment;
  /** Turn of the environment about y, as cosine and sine. */
  turn: readonly [number, number];
  /** Towards the sun or lamp. */
  direction: Vec3;
  /** Irradiance of the sun over π, linear RGB. */
  colour: Vec3;
  shadow: ShadowMap;
  /** Half width of the shadow's soft edge, map pixels. */
  softness: number;
}

/** sRGB byte → linear. */
const LINEAR = Float32Array.from({ length: 256 }, (_, i) => (i <= 10 ? i / 255 / 12.92 : ((i / 255 + 0.055) / 1.055) ** 2.4));

/** Bilinear texture look-up with wrapping, linear RGB and alpha 0…1 to `out`. */
function sampleTexture({ width, height, pixels }: Texture, u: number, v: number, out: Float32Array): void {
  const x = (u - Math.floor(u)) * width - 0.5;
  const y = (1 - (v - Math.floor(v))) * height - 0.5;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const left = (x0 + width) % width;
  const right = (x0 + 1) % width;
  const top = ((y0 + height) % height) * width;
  const bottom = ((y0 + 1) % height) * width;
  out[0] = out[1] = out[2] = out[3] = 0;
  for (let k = 0; k < 4; k++) {
    const p = ((k < 2 ? top : bottom) + (k % 2 ? right : left)) * 4;
    const w = (k < 2 ? 1 - fy : fy) * (k % 2 ? fx : 1 - fx);
    out[0]! += w * LINEAR[pixels[p]!]!;
    out[1]! += w * LINEAR[pixels[p + 1]!]!;
    out[2]! += w * LINEAR[pixels[p + 2]!]!;
    out[3]! += (w * pixels[p + 3]!) / 255;
  }
}

/** Alpha of the texture at a point of a triangle. */
export function alphaAt(surface: Surface, triangle: number, w1: number, w2: number): number {
  const { uvTriangles, uvs, texture } = surface;
  const a = uvTriangles[triangle * 3]! * 2;
  const b = uvTriangles[triangle * 3 + 1]! * 2;
  const c = uvTriangles[triangle * 3 + 2]! * 2;
  const w0 = 1 - w1 - w2;
  const u = w0 * uvs[a]! + w1 * uvs[b]! + w2 * uvs[c]!;
  const v = w0 * uvs[a + 1]! + w1 * uvs[b + 1]! + w2 * uvs[c + 1]!;
  const x = Math.min(texture.width - 1, Math.floor((u - Math.floor(u)) * texture.width));
  const y = Math.min(texture.height - 1, Math.floor((1 - (v - Math.floor(v))) * texture.height));
  return texture.pixels[(y * texture.width + x) * 4 + 3]! / 255;
}

// How far light creeps round into the shade, per colour: blood makes it farthest in red.
const WRAP: Record<Material, Vec3> = {
  skin: [0.35, 0.18, 0.12],
  cloth: [0.1, 0.1, 0.1],
  hair: [0.25, 0.25, 0.25],
  eye: [0.1, 0.1, 0.1],
  prop: [0, 0, 0],
};
const GLOSS: Record<Material, { strength: number; power: number }> = {
  skin: { strength: 0.09, power: 18 },
  cloth: { strength: 0.02, power: 8 },
  hair: { strength: 0.12, power: 24 },
  eye: { strength: 0.6, power: 60 },
  prop: { strength: 0.03, power: 12 },
};

/** One coordinate of a vertex attribute [V, 3] inside a triangle. */
const between = (values: Float32Array, a: number, b: number, c: number, w0: number, w1: number, w2: number, k: number): number =>
  w0 * values[a * 3 + k]! + w1 * values[b * 3 + k]! + w2 * values[c * 3 + k]!;

/** Light every covered pixel: [height · width, 3] linear radiance; the others keep what `out` holds. */
export function shade(buffers: Buffers, surfaces: readonly Surface[], light: Light, eye: Vec3, out: Float32Array): void {
  const pixels = buffers.width * buffers.height;
  const ambient = new Float32Array(3);
  const texel = new Float32Array(4);
  const [cos, sin] = light.turn;
  const l = light.direction;
  for (let p = 0; p < pixels; p++) {
    const s = buffers.surface[p]!;
    if (s < 0) continue;
    const surface = surfaces[s]!;
    const t = buffers.triangle[p]! * 3;
    const w1 = buffers.weights[p * 2]!;
    const w2 = buffers.weights[p * 2 + 1]!;
    const w0 = 1 - w1 - w2;
    const a = surface.triangles[t]!;
    const b = surface.triangles[t + 1]!;
    const c = surface.triangles[t + 2]!;
    const { positions, normals, uvs, uvTriangles, visibility } = surface;
    const x = between(positions, a, b, c, w0, w1, w2, 0);
    const y = between(positions, a, b, c, w0, w1, w2, 1);
    const z = between(positions, a, b, c, w0, w1, w2, 2);
    const view = normalize([eye[0] - x, eye[1] - y, eye[2] - z]);
    let n = normalize([
      between(normals, a, b, c, w0, w1, w2, 0),
      between(normals, a, b, c, w0, w1, w2, 1),
      between(normals, a, b, c, w0, w1, w2, 2),
    ]);
    // Both faces of hair cards and hems are seen; light the one that faces us.
    if (n[0] * view[0] + n[1] * view[1] + n[2] * view[2] < -0.15) n = [-n[0], -n[1], -n[2]];
    const ua = uvTriangles[t]! * 2;
    const ub = uvTriangles[t + 1]! * 2;
    const uc = uvTriangles[t + 2]! * 2;
    sampleTexture(
      surface.texture,
      w0 * uvs[ua]! + w1 * uvs[ub]! + w2 * uvs[uc]!,
      w0 * uvs[ua + 1]! + w1 * uvs[ub + 1]! + w2 * uvs[uc + 1]!,
      texel,
    );
    const m = surface.recolours[surface.regions?.[t / 3] ?? 0]!;
    const sky = w0 * visibility[a]! + w1 * visibility[b]! + w2 * visibility[c]!;
    irradiance(light.environment.harmonics, cos * n[0] - sin * n[2], n[1], sin * n[0] + cos * n[2], ambient);
    const cosine = n[0] * l[0] + n[1] * l[1] + n[2] * l[2];
    const open = cosine > -0.35 ? softLit(light.shadow, x + n[0] * 0.015, y + n[1] * 0.015, z + n[2] * 0.015, 0.02, light.softness) : 0;
    const half = normalize([l[0] + view[0], l[1] + view[1], l[2] + view[2]]);
    const gloss = GLOSS[surface.material];
    const shine = open * gloss.strength * Math.max(0, n[0] * half[0] + n[1] * half[1] + n[2] * half[2]) ** gloss.power;
    const wrap = WRAP[surface.material];
    for (let k = 0; k < 3; k++) {
      const albedo = Math.min(0.95, Math.max(0.004, m[k * 3]! * texel[0]! + m[k * 3 + 1]! * texel[1]! + m[k * 3 + 2]! * texel[2]!));
      const direct = open * light.colour[k]! * Math.max(0, (cosine + wrap[k]!) / (1 + wrap[k]!));
      out[p * 3 + k] = albedo * (ambient[k]! * sky + direct) + shine * light.colour[k]!;
    }
  }
}

/** [V, 3] unit normals of a mesh, the mean of its faces' weighted by area. */
export function vertexNormals(positions: Float32Array, triangles: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t]! * 3;
    const b = triangles[t + 1]! * 3;
    const c = triangles[t + 2]! * 3;
    const ux = positions[b]! - positions[a]!;
    const uy = positions[b + 1]! - positions[a + 1]!;
    const uz = positions[b + 2]! - positions[a + 2]!;
    const vx = positions[c]! - positions[a]!;
    const vy = positions[c + 1]! - positions[a + 1]!;
    const vz = positions[c + 2]! - positions[a + 2]!;
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    for (const v of [a, b, c]) {
      normals[v]! += x;
      normals[v + 1]! += y;
      normals[v + 2]! += z;
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const size = Math.hypot(normals[v]!, normals[v + 1]!, normals[v + 2]!) || 1;
    normals[v]! /= size;
    normals[v + 1]! /= size;
    normals[v + 2]! /= size;
  }
  return normals;
}
