/** Three-vectors and 3 × 3 rotations for the rig: metres, y up, right-handed, a person at rest faces +z and has its left at +x. */

export type Vec3 = readonly [number, number, number];

/** Row-major 3 × 3 matrix; acts on column vectors. */
export type Mat3 = readonly [number, number, number, number, number, number, number, number, number];

export const IDENTITY: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const length = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
export const mix = (a: Vec3, b: Vec3, t: number): Vec3 => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];

/** Unit vector along `a`, or `fallback` if `a` is too short to have a direction. */
export function normalize(a: Vec3, fallback: Vec3 = [0, 1, 0]): Vec3 {
  const l = length(a);
  return l > 1e-9 ? scale(a, 1 / l) : fallback;
}

/** The part of `a` at right angles to the unit vector `axis`. */
export const reject = (a: Vec3, axis: Vec3): Vec3 => subtract(a, scale(axis, dot(a, axis)));

export function multiply(a: Mat3, b: Mat3): Mat3 {
  const row = (r: number, c: number): number => a[r * 3]! * b[c]! + a[r * 3 + 1]! * b[c + 3]! + a[r * 3 + 2]! * b[c + 6]!;
  return [row(0, 0), row(0, 1), row(0, 2), row(1, 0), row(1, 1), row(1, 2), row(2, 0), row(2, 1), row(2, 2)];
}

const transpose = (m: Mat3): Mat3 => [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];

export const apply = (m: Mat3, v: Vec3): Vec3 => [
  m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
  m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
  m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
];

/** Rotation by `angle` radians about the unit vector `axis` (Rodrigues). */
export function axisAngle(axis: Vec3, angle: number): Mat3 {
  const [x, y, z] = axis;
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const t = 1 - c;
  return [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  ];
}

/** The smallest rotation that takes the unit vector `from` to the unit vector `to`. */
export function swing(from: Vec3, to: Vec3): Mat3 {
  const axis = cross(from, to);
  const sine = length(axis);
  const cosine = dot(from, to);
  if (sine > 1e-8) return axisAngle(scale(axis, 1 / sine), Math.atan2(sine, cosine));
  if (cosine > 0) return IDENTITY;
  const any: Vec3 = Math.abs(from[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  return axisAngle(normalize(cross(from, any)), Math.PI);
}

/** Orthonormal frame whose columns are side, main × …: y along `main`, x as near `side` as it can be, z = x × y. */
export function frame(main: Vec3, side: Vec3): Mat3 {
  const y = normalize(main);
  const x = normalize(reject(side, y), normalize(cross(y, [0, 0, 1]), [1, 0, 0]));
  const z = cross(x, y);
  return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
}

/** The rotation that takes one frame to another. */
export const between = (from: Mat3, to: Mat3): Mat3 => multiply(to, transpose(from));

/** Angle of a rotation in radians, 0…π, and its axis. */
export function toAxisAngle(m: Mat3): { axis: Vec3; angle: number } {
  const cosine = Math.min(1, Math.max(-1, (m[0] + m[4] + m[8] - 1) / 2));
  const angle = Math.acos(cosine);
  const skew: Vec3 = [m[7] - m[5], m[2] - m[6], m[3] - m[1]];
  if (length(skew) > 1e-6) return { axis: normalize(skew), angle };
  // At a half turn the skew part vanishes; the axis is the longest column of m + 1.
  const columns: Vec3[] = [
    [m[0] + 1, m[3], m[6]],
    [m[1], m[4] + 1, m[7]],
    [m[2], m[5], m[8] + 1],
  ];
  const longest = columns.reduce((a, b) => (length(b) > length(a) ? b : a));
  return { axis: normalize(longest), angle };
}

/** `from` at t = 0, `to` at t = 1, along the shortest arc. */
export function slerp(from: Mat3, to: Mat3, t: number): Mat3 {
  const { axis, angle } = toAxisAngle(multiply(to, transpose(from)));
  return multiply(axisAngle(axis, angle * t), from);
}
