import type { Point } from './point.ts';

/**
 * x' = a x + b y + c, y' = d x + e y + f, from one named space into another.
 * Six plain numbers, in the order that an engine's sampler takes them.
 */
export interface Affine<From extends string, To extends string> {
  readonly from: From;
  readonly to: To;
  /** [a, b, c, d, e, f] */
  readonly m: readonly [number, number, number, number, number, number];
}

/** The image of a point. */
export function apply<From extends string, To extends string>({ m }: Affine<From, To>, p: Point<From>): Point<To> {
  return {
    x: m[0] * p.x + m[1] * p.y + m[2],
    y: m[3] * p.x + m[4] * p.y + m[5],
  };
}

/** First `first`, then `second`. */
export function compose<A extends string, B extends string, C extends string>(second: Affine<B, C>, first: Affine<A, B>): Affine<A, C> {
  const [a, b, c, d, e, f] = second.m;
  const [g, h, i, j, k, l] = first.m;
  return {
    from: first.from,
    to: second.to,
    m: [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f],
  };
}

/** The way back. Throws a RangeError when the transform is flat. */
export function invert<From extends string, To extends string>({ from, to, m }: Affine<From, To>): Affine<To, From> {
  const [a, b, c, d, e, f] = m;
  const det = a * e - b * d;
  if (!(Math.abs(det) > 1e-12)) throw new RangeError(`affine.invert: the transform ${from} → ${to} has no inverse (determinant ${det})`);
  return {
    from: to,
    to: from,
    m: [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det],
  };
}

/** A square cut out of a picture: where it is, how it is turned and whether it is mirrored. */
export interface Crop {
  /** Centre, in pixels of the picture. */
  readonly cx: number;
  readonly cy: number;
  /** Side, in pixels of the picture (200 · scale in MPII's terms). */
  readonly side: number;
  /** Turn of the content, clockwise on the screen, in radians. */
  readonly rotation: number;
  readonly mirrored: boolean;
}

/** From a picture to a crop of `resolution`² pixels: x' = resolution · ((x − cx) / side + ½), then turn about the centre, then mirror. */
export function cropAffine<From extends string, To extends string>(from: From, to: To, crop: Crop, resolution: number): Affine<From, To> {
  const scale = resolution / crop.side;
  const cos = scale * Math.cos(crop.rotation);
  const sin = scale * Math.sin(crop.rotation);
  const half = resolution / 2;
  const sign = crop.mirrored ? -1 : 1;
  return {
    from,
    to,
    m: [sign * cos, sign * -sin, sign * (sin * crop.cy - cos * crop.cx) + half, sin, cos, half - sin * crop.cx - cos * crop.cy],
  };
}
