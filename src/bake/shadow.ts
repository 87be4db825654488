import { cross, dot, normalize, type Vec3 } from './rotation.ts';

/** Triangles that stop light. */
export interface Caster {
  /** [V, 3] metres */
  positions: Float32Array;
  triangles: Uint32Array;
  /** [T] 1 where a triangle lets light through (the thin ends of hair). */
  holes?: Uint8Array;
  /** [V] 1 where clothes replace the skin. */
  hidden?: Uint8Array;
}

/** The scene as a lamp far away sees it. */
export interface ShadowMap {
  size: number;
  /** [size, size] metres towards the lamp of the surface next to it. */
  depth: Float32Array;
  /** Towards the lamp, and the map's two axes. */
  direction: Vec3;
  right: Vec3;
  up: Vec3;
  /** Map pixels a metre, and the world point's map coordinates at the middle. */
  density: number;
  middle: readonly [number, number];
}

/** Draw the depth map of a lamp in `direction` (unit), covering a ball of `radius` metres about `centre`. */
export function castShadows(casters: readonly Caster[], direction: Vec3, centre: Vec3, radius: number, size: number): ShadowMap {
  const right = normalize(cross([0, 1, 0], direction), [1, 0, 0]);
  const up = cross(direction, right);
  const density = size / (2 * radius);
  const depth = new Float32Array(size * size).fill(-1e9);
  const map: ShadowMap = { size, depth, direction, right, up, density, middle: [dot(centre, right), dot(centre, up)] };
  for (const caster of casters) drawDepth(map, caster);
  return map;
}

function drawDepth(map: ShadowMap, { positions, triangles, holes, hidden }: Caster): void {
  const { size, depth, right, up, direction, density, middle } = map;
  const flat = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i]!;
    const y = positions[i + 1]!;
    const z = positions[i + 2]!;
    flat[i] = (x * right[0] + y * right[1] + z * right[2] - middle[0]) * density + size / 2;
    flat[i + 1] = (x * up[0] + y * up[1] + z * up[2] - middle[1]) * density + size / 2;
    flat[i + 2] = x * direction[0] + y * direction[1] + z * direction[2];
  }
  for (let t = 0; t < triangles.length; t += 3) {
    if (holes?.[t / 3]) continue;
    const ia = triangles[t]!;
    const ib = triangles[t + 1]!;
    const ic = triangles[t + 2]!;
    if (hidden && (hidden[ia] || hidden[ib] || hidden[ic])) continue;
    const a = ia * 3;
    const b = ib * 3;
    const c = ic * 3;
    const ax = flat[a]!;
    const ay = flat[a + 1]!;
    const ux = flat[b]! - ax;
    const uy = flat[b + 1]! - ay;
    const vx = flat[c]! - ax;
    const vy = flat[c + 1]! - ay;
    const area = ux * vy - uy * vx;
    if (area === 0) continue;
    const x0 = Math.max(0, Math.ceil(ax + Math.min(0, ux, vx) - 0.5));
    const x1 = Math.min(size - 1, Math.floor(ax + Math.max(0, ux, vx) - 0.5));
    const y0 = Math.max(0, Math.ceil(ay + Math.min(0, uy, vy) - 0.5));
    const y1 = Math.min(size - 1, Math.floor(ay + Math.max(0, uy, vy) - 0.5));
    const da = flat[a + 2]!;
    const db = flat[b + 2]! - da;
    const dc = flat[c + 2]! - da;
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const px = x + 0.5 - ax;
        const py = y + 0.5 - ay;
        const lb = (px * vy - py * vx) / area;
        const lc = (ux * py - uy * px) / area;
        if (lb < 0 || lc < 0 || lb + lc > 1) continue;
        const d = da + lb * db + lc * dc;
        if (d > depth[y * size + x]!) depth[y * size + x] = d;
      }
    }
  }
}

/** 1 where the lamp reaches the point, 0 where something stands at least `bias` metres before it; 1 outside the map. */
export function lit(map: ShadowMap, x: number, y: number, z: number, bias: number): number {
  const { right, up, direction, size, density, middle } = map;
  const u = Math.floor((x * right[0] + y * right[1] + z * right[2] - middle[0]) * density + size / 2);
  const v = Math.floor((x * up[0] + y * up[1] + z * up[2] - middle[1]) * density + size / 2);
  if (u < 0 || v < 0 || u >= size || v >= size) return 1;
  return map.depth[v * size + u]! > x * direction[0] + y * direction[1] + z * direction[2] + bias ? 0 : 1;
}

/** `lit` over a square of (2 · reach + 1)² map pixels with smoothed steps between them: a soft edge. */
export function softLit(map: ShadowMap, x: number, y: number, z: number, bias: number, reach: number): number {
  const { right, up, direction, size, density, middle, depth } = map;
  const u = (x * right[0] + y * right[1] + z * right[2] - middle[0]) * density + size / 2 - 0.5;
  const v = (x * up[0] + y * up[1] + z * up[2] - middle[1]) * density + size / 2 - 0.5;
  const d = x * direction[0] + y * direction[1] + z * direction[2] + bias;
  const u0 = Math.floor(u);
  const v0 = Math.floor(v);
  const fu = u - u0;
  const fv = v - v0;
  let sum = 0;
  let total = 0;
  for (let j = -reach; j <= reach + 1; j++) {
    const wv = j === -reach ? 1 - fv : j === reach + 1 ? fv : 1;
    for (let i = -reach; i <= reach + 1; i++) {
      const w = wv * (i === -reach ? 1 - fu : i === reach + 1 ? fu : 1);
      const pu = u0 + i;
      const pv = v0 + j;
      total += w;
      if (pu < 0 || pv < 0 || pu >= size || pv >= size || depth[pv * size + pu]! <= d) sum += w;
    }
  }
  return sum / total;
}

/** Directions spread evenly over the sky (Fibonacci spiral), from a little below the horizon to the zenith. */
export function skyDirections(count: number): Vec3[] {
  return Array.from({ length: count }, (_, i) => {
    const y = 0.97 - (i / (count - 1)) * 1.02;
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    const level = Math.sqrt(1 - y * y);
    return [Math.sin(angle) * level, y, Math.cos(angle) * level];
  });
}

/** [V] share of the sky that each vertex sees, weighted by the cosine with its normal. */
export function skyVisibility(maps: readonly ShadowMap[], positions: Float32Array, normals: Float32Array): Float32Array {
  const out = new Float32Array(positions.length / 3);
  for (let v = 0; v < out.length; v++) {
    const nx = normals[v * 3]!;
    const ny = normals[v * 3 + 1]!;
    const nz = normals[v * 3 + 2]!;
    // A step along the normal keeps a surface from shading itself.
    const x = positions[v * 3]! + nx * 0.012;
    const y = positions[v * 3 + 1]! + ny * 0.012;
    const z = positions[v * 3 + 2]! + nz * 0.012;
    let seen = 0;
    let all = 1e-3;
    for (const map of maps) {
      const cosine = nx * map.direction[0] + ny * map.direction[1] + nz * map.direction[2];
      if (cosine <= 0) continue;
      all += cosine;
      seen += cosine * lit(map, x, y, z, 0.02);
    }
    // Faces that look down see no sky but the lit ground; they are dimmed by what is near, not to black.
    out[v] = all > 0.4 ? seen / all : 0.6;
  }
  return out;
}
