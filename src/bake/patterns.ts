import type { Vec3 } from './rotation.ts';

/** A pseudo-random number 0…1 for a cell of the plane; a pure function, so a wall looks the same from everywhere. */
export function cellNoise(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263) ^ Math.imul(seed | 0, 2147483647);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise 0…1 with features one unit wide. */
function smoothNoise(x: number, y: number, seed: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = (x - x0) ** 2 * (3 - 2 * (x - x0));
  const fy = (y - y0) ** 2 * (3 - 2 * (y - y0));
  const top = cellNoise(x0, y0, seed) * (1 - fx) + cellNoise(x0 + 1, y0, seed) * fx;
  const bottom = cellNoise(x0, y0 + 1, seed) * (1 - fx) + cellNoise(x0 + 1, y0 + 1, seed) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** Noise of several sizes, 0…1. */
export function cloud(x: number, y: number, seed: number): number {
  return smoothNoise(x, y, seed) * 0.5 + smoothNoise(x * 2.1, y * 2.1, seed + 1) * 0.3 + smoothNoise(x * 4.7, y * 4.7, seed + 2) * 0.2;
}

/** Colours of one wall or floor: two tones and a seed. Linear RGB. */
export interface Paint {
  first: Vec3;
  second: Vec3;
  seed: number;
}

/** Albedo of a surface at (u, v) metres. */
export type Pattern = (u: number, v: number, paint: Paint) => Vec3;

const blend = (a: Vec3, b: Vec3, t: number, gain: number): Vec3 => [
  (a[0] + (b[0] - a[0]) * t) * gain,
  (a[1] + (b[1] - a[1]) * t) * gain,
  (a[2] + (b[2] - a[2]) * t) * gain,
];

/** Rectangles in courses, with joints between them: bricks, planks, tiles. */
function courses(u: number, v: number, paint: Paint, wide: number, high: number, joint: number, shift: number): Vec3 {
  const row = Math.floor(v / high);
  const along = u / wide + row * shift + (shift > 0.5 ? cellNoise(row, 7, paint.seed) : 0);
  const column = Math.floor(along);
  const du = (along - column) * wide;
  const dv = v - row * high;
  const seam = du < joint || dv < joint ? 1 : 0;
  const gain = (0.78 + 0.4 * cellNoise(column, row, paint.seed)) * (0.88 + 0.24 * cloud(u * 9, v * 9, paint.seed + 5));
  return blend(paint.first, paint.second, seam, seam ? 0.9 : gain);
}

/** What a wall may be made of; the names are held out for validation one by one. */
export const WALLS: Record<string, Pattern> = {
  plaster: (u, v, p) => blend(p.first, p.second, v < 0.12 ? 0.9 : 0, 0.88 + 0.22 * cloud(u * 1.3, v * 1.3, p.seed)),
  brick: (u, v, p) => courses(u, v, p, 0.24, 0.08, 0.012, 0.5),
  panels: (u, v, p) => courses(u, v, p, 0.9, 1.4, 0.02, 0),
  stripes: (u, v, p) => blend(p.first, p.second, Math.floor(u / 0.14) % 2 === 0 ? 0 : 0.8, 0.92 + 0.14 * cloud(u * 3, v * 3, p.seed)),
  shelves(u, v, p) {
    const row = Math.floor(v / 0.36);
    const dv = v - row * 0.36;
    if (dv < 0.03) return blend(p.second, p.second, 0, 0.8);
    const book = Math.floor(u / 0.055 + cellNoise(0, row, p.seed) * 9);
    const tall = 0.2 + 0.12 * cellNoise(book, row, p.seed + 1);
    if (dv > tall) return blend(p.second, p.second, 0, 0.22);
    const r = cellNoise(book, row, p.seed + 2);
    const g = cellNoise(book, row, p.seed + 3);
    return [0.05 + 0.5 * r * r, 0.05 + 0.38 * g * g, 0.05 + 0.4 * (1 - r) * g];
  },
  curtain: (u, v, p) => blend(p.first, p.second, 0.5 + 0.5 * Math.sin(u * 34 + 3 * smoothNoise(u * 2, v * 0.4, p.seed)), 0.95),
  windows(u, v, p) {
    const du = u - Math.floor(u / 1.6) * 1.6;
    const inside = du > 0.3 && du < 1.3 && v > 0.9 && v < 2.3;
    const frame = inside && (du < 0.36 || du > 1.24 || v < 0.96 || v > 2.24 || Math.abs(du - 0.8) < 0.03);
    if (frame) return [0.75, 0.75, 0.73];
    if (inside) {
      // Outside: a bright sky, trees, and a streak of the room mirrored in the glass.
      const tree = v < 1.25 + 0.5 * cloud(u * 2.2, 0, p.seed);
      const streak = 0.12 * smoothNoise((u + v) * 1.5, 0, p.seed + 8);
      if (tree) return blend([0.1, 0.2, 0.07], [0.25, 0.36, 0.16], cloud(u * 11, v * 11, p.seed), 1);
      return blend([0.5, 0.62, 0.8], [0.8, 0.84, 0.88], cloud(u * 1.5, v * 2.5, p.seed + 2) * 0.8 + streak, 1);
    }
    return blend(p.first, p.second, v < 0.12 ? 1 : 0, 0.88 + 0.2 * cloud(u * 2, v * 2, p.seed));
  },
  posters(u, v, p) {
    const cell = Math.floor(u / 0.95);
    const du = u - cell * 0.95;
    const w = 0.35 + 0.35 * cellNoise(cell, 1, p.seed);
    const low = 1 + 0.5 * cellNoise(cell, 2, p.seed);
    if (du < w && v > low && v < low + 0.7)
      return [cloud(u * 4, v * 4, p.seed + 11) ** 2, cloud(u * 5, v * 5, p.seed + 12) ** 2, cloud(u * 3, v * 3, p.seed + 13) ** 2];
    return blend(p.first, p.second, 0, 0.9 + 0.15 * cloud(u, v, p.seed));
  },
  tiles: (u, v, p) => courses(u, v, p, 0.2, 0.2, 0.008, 0),
  graffiti(u, v, p) {
    const line = Math.abs(smoothNoise(u * 1.7, v * 1.7, p.seed + 3) - 0.5) < 0.06;
    const other = Math.abs(smoothNoise(u * 1.2 + 9, v * 1.5, p.seed + 4) - 0.5) < 0.09;
    if (line) return [0.75, 0.08, 0.25];
    if (other) return [0.08, 0.35, 0.7];
    return blend(p.first, p.second, 0, 0.8 + 0.35 * cloud(u * 3, v * 3, p.seed));
  },
};

/** What a floor may be made of. */
export const FLOORS: Record<string, Pattern> = {
  planks: (u, v, p) => courses(u, v, p, 1.6, 0.14, 0.006, 0.7),
  tiles: (u, v, p) => courses(u, v, p, 0.4, 0.4, 0.01, 0),
  concrete: (u, v, p) => blend(p.first, p.second, 0.3 * cloud(u * 0.7, v * 0.7, p.seed), 0.8 + 0.35 * cloud(u * 5, v * 5, p.seed + 9)),
  carpet: (u, v, p) => blend(p.first, p.second, cloud(u * 25, v * 25, p.seed) * 0.4, 0.95),
  grass(u, v, p) {
    const g = cloud(u * 14, v * 14, p.seed);
    return [0.045 + 0.08 * g, 0.075 + 0.12 * g, 0.02 + 0.04 * g];
  },
  gravel: (u, v, p) =>
    blend(p.first, p.second, cellNoise(Math.floor(u * 40), Math.floor(v * 40), p.seed) * 0.6, 0.7 + 0.5 * cloud(u * 3, v * 3, p.seed)),
  checks: (u, v, p) =>
    blend(p.first, p.second, (Math.floor(u / 0.5) + Math.floor(v / 0.5)) % 2 === 0 ? 0 : 1, 0.9 + 0.15 * cloud(u * 3, v * 3, p.seed)),
};
