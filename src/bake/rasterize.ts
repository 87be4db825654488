import type { Camera } from './camera.ts';

/** What is seen at each pixel: which surface, which of its triangles, where in it, how near. */
export interface Buffers {
  width: number;
  height: number;
  /** [height · width] 1 / metres along the axis; 0 = nothing. */
  nearness: Float32Array;
  /** [height · width] index of the surface, −1 = nothing. */
  surface: Int16Array;
  /** [height · width] */
  triangle: Int32Array;
  /** [height · width, 2] perspective-correct weights of the triangle's second and third corner. */
  weights: Float32Array;
}

export function createBuffers(width: number, height: number): Buffers {
  const pixels = width * height;
  return {
    width,
    height,
    nearness: new Float32Array(pixels),
    surface: new Int16Array(pixels).fill(-1),
    triangle: new Int32Array(pixels),
    weights: new Float32Array(pixels * 2),
  };
}

/** Picture coordinates and nearness of vertices: [V, 3] world metres → [V, 3] (x, y in pixels, 1 / z; 0 behind the near plane). */
export function projectAll(camera: Camera, points: Float32Array): Float32Array {
  const out = new Float32Array(points.length);
  const [cx, cy, cz] = camera.position;
  const { right: r, up: u, forward: f, focal, centre } = camera;
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i]! - cx;
    const y = points[i + 1]! - cy;
    const z = points[i + 2]! - cz;
    const depth = x * f[0] + y * f[1] + z * f[2];
    if (depth < 0.05) continue;
    const near = 1 / depth;
    out[i] = centre[0] + focal * near * (x * r[0] + y * r[1] + z * r[2]);
    out[i + 1] = centre[1] - focal * near * (x * u[0] + y * u[1] + z * u[2]);
    out[i + 2] = near;
  }
  return out;
}

/** Is there matter at this point of the triangle? For hair, whose cards are mostly holes. */
export type Cutout = (triangle: number, weight1: number, weight2: number, pixel: number) => boolean;

/**
 * Draw triangles into the buffers with a depth test, pixel centres at (i + ½, j + ½).
 * `screen` is `projectAll`'s answer; `hidden` marks vertices, a triangle with a hidden corner is left out.
 */
export function rasterize(
  to: Buffers,
  surface: number,
  screen: Float32Array,
  triangles: Uint32Array,
  hidden?: Uint8Array,
  cutout?: Cutout,
): void {
  const { width, height, nearness, weights } = to;
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t]!;
    const b = triangles[t + 1]!;
    const c = triangles[t + 2]!;
    if (hidden && (hidden[a] || hidden[b] || hidden[c])) continue;
    const wa = screen[a * 3 + 2]!;
    const wb = screen[b * 3 + 2]!;
    const wc = screen[c * 3 + 2]!;
    if (wa === 0 || wb === 0 || wc === 0) continue;
    const ax = screen[a * 3]!;
    const ay = screen[a * 3 + 1]!;
    const bx = screen[b * 3]!;
    const by = screen[b * 3 + 1]!;
    const cx = screen[c * 3]!;
    const cy = screen[c * 3 + 1]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    const inverse = 1 / area;
    for (let y = top; y <= bottom; y++) {
      const py = y + 0.5;
      for (let x = left; x <= right; x++) {
        const px = x + 0.5;
        const lb = ((px - ax) * (cy - ay) - (py - ay) * (cx - ax)) * inverse;
        const lc = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) * inverse;
        const la = 1 - lb - lc;
        if (la < 0 || lb < 0 || lc < 0) continue;
        const near = la * wa + lb * wb + lc * wc; // 1 / z is what is linear on the screen
        const p = y * width + x;
        if (near <= nearness[p]!) continue;
        const w1 = (lb * wb) / near;
        const w2 = (lc * wc) / near;
        if (cutout && !cutout(t / 3, w1, w2, p)) continue;
        nearness[p] = near;
        to.surface[p] = surface;
        to.triangle[p] = t / 3;
        weights[p * 2] = w1;
        weights[p * 2 + 1] = w2;
      }
    }
  }
}
