import type { MapShape } from './losses.ts';

/**
 * How a peak is found between pixels: a quarter pixel towards the higher neighbour (Newell et al. 2016; the authors' code), or one
 * Newton step on the logarithm of the blurred map (DARK, Zhang et al. 2020).
 */
export type Decoding = 'quarter' | 'dark';

/**
 * Finds the joint in every heatmap: the first maximum in row-major order, then a shift below a pixel.
 * @param maps [B, h, w, J]
 * @param blurSigma of DARK's blur, in heatmap pixels. Wider smooths more, and pulls points near a border inwards, since outside is 0.
 * @returns [B, J, 3]: x, y in heatmap pixels (pixel i's centre is i + ½), and the highest value; NaN if the map's first value is.
 */
export function decodeHeatmaps(maps: Float32Array, shape: MapShape, decoding: Decoding = 'quarter', blurSigma = 1): Float32Array {
  const { batch, h, w, joints } = shape;
  if (maps.length !== batch * h * w * joints)
    throw new RangeError(`decodeHeatmaps: ${maps.length} values do not make maps [${batch}, ${h}, ${w}, ${joints}]`);
  const kernel = decoding === 'dark' ? gaussian(blurSigma) : null;
  const decoded = new Float32Array(batch * joints * 3);
  for (let n = 0; n < batch; n++)
    for (let j = 0; j < joints; j++) {
      const map: JointMap = { values: maps, start: n * h * w * joints + j, stride: joints, h, w };
      const [x, y] = argmax(map);
      const [dx, dy] = kernel ? newtonShift(map, x, y, kernel) : quarterShift(map, x, y);
      const at = 3 * (n * joints + j);
      decoded[at] = x + 0.5 + dx;
      decoded[at + 1] = y + 0.5 + dy;
      decoded[at + 2] = value(map, x, y);
    }
  return decoded;
}

/** One joint's map within [B, h, w, J]. */
interface JointMap {
  readonly values: Float32Array;
  readonly start: number;
  readonly stride: number;
  readonly h: number;
  readonly w: number;
}

function value({ values, start, stride, w }: JointMap, x: number, y: number): number {
  return values[start + (y * w + x) * stride]!;
}

function argmax({ values, start, stride, h, w }: JointMap): readonly [x: number, y: number] {
  let best = 0;
  for (let p = 1; p < h * w; p++) if (values[start + p * stride]! > values[start + best * stride]!) best = p;
  return [best % w, Math.floor(best / w)];
}

/** ¼ sign(h[+1] − h[−1]) on each axis; 0 on an axis that has no neighbour on one side. */
function quarterShift(map: JointMap, x: number, y: number): readonly [dx: number, dy: number] {
  const dx = x > 0 && x < map.w - 1 ? 0.25 * Math.sign(value(map, x + 1, y) - value(map, x - 1, y)) : 0;
  const dy = y > 0 && y < map.h - 1 ? 0.25 * Math.sign(value(map, x, y + 1) - value(map, x, y - 1)) : 0;
  return [dx, dy];
}

/**
 * −H⁻¹ g of log(blurred map), by central differences: exact where the map is a Gaussian. No shift at a border, where the Hessian is
 * singular or not that of a peak, or where the step leaves the pixel's neighbours.
 * DARK scales the blurred map to keep its maximum; a factor is a constant under the logarithm, so only the nine pixels that the
 * differences need are blurred, and not scaled.
 */
function newtonShift(map: JointMap, x: number, y: number, kernel: Float64Array): readonly [dx: number, dy: number] {
  if (x < 1 || y < 1 || x > map.w - 2 || y > map.h - 2) return [0, 0];
  const log = (dx: number, dy: number) => Math.log(Math.max(blurred(map, x + dx, y + dy, kernel), 1e-10));
  const centre = log(0, 0);
  const [left, right, above, below] = [log(-1, 0), log(1, 0), log(0, -1), log(0, 1)];
  const gx = (right - left) / 2;
  const gy = (below - above) / 2;
  const hxx = right - 2 * centre + left;
  const hyy = below - 2 * centre + above;
  const hxy = (log(1, 1) - log(-1, 1) - log(1, -1) + log(-1, -1)) / 4;
  const det = hxx * hyy - hxy * hxy;
  if (!(det > 1e-9 && hxx < 0)) return [0, 0];
  const dx = (hxy * gy - hyy * gx) / det;
  const dy = (hxy * gx - hxx * gy) / det;
  return Math.abs(dx) <= 1 && Math.abs(dy) <= 1 ? [dx, dy] : [0, 0];
}

/** The blurred value at one pixel; outside of the map is 0, as in DARK. */
function blurred(map: JointMap, x: number, y: number, kernel: Float64Array): number {
  const radius = (kernel.length - 1) / 2;
  let total = 0;
  for (let v = Math.max(0, y - radius); v <= Math.min(map.h - 1, y + radius); v++)
    for (let u = Math.max(0, x - radius); u <= Math.min(map.w - 1, x + radius); u++)
      total += kernel[v - y + radius]! * kernel[u - x + radius]! * value(map, u, v);
  return total;
}

/** exp(−i² / 2σ²) for i = −r … r, r = ⌈3σ⌉. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma);
  return Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
}
