import type { Joint, Skeleton } from '../../pose/skeleton.ts';
import { hangsOn, innerNeighbour } from './limbs.ts';

/** A blob in a joint's heatmap: its centre in 0 … 1 of the picture's side. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The blobs of every joint, [J]: none for an absent joint, two for a doubled one. */
export type Spots = readonly (readonly Spot[])[];

/** One blob among those of its joint. */
export interface SpotAt {
  readonly joint: Joint;
  readonly copy: number;
}

/** A pose [J, 3] of x, y in 0 … 1 as spots: one for each joint that is known and lies in the picture. */
export function spotsOf(pose: Float32Array, isKnown: (joint: Joint) => boolean): Spots {
  return Array.from({ length: pose.length / 3 }, (_, j) => {
    const [x, y] = [pose[3 * j]!, pose[3 * j + 1]!];
    return isKnown(j) && x >= 0 && y >= 0 && x < 1 && y < 1 ? [{ x, y }] : [];
  });
}

/** Moves one blob, and with it that copy of the other `joints`. Blobs stop at the picture's edge. */
export function moved(spots: Spots, { joint, copy }: SpotAt, to: Spot, joints: readonly Joint[] = []): Spots {
  const from = spots[joint]?.[copy];
  if (!from) return spots;
  const by = { x: inside(to.x) - from.x, y: inside(to.y) - from.y };
  const all = new Set([joint, ...joints]);
  return spots.map((row, j) =>
    all.has(j) ? row.map((spot, c) => (c === copy ? { x: inside(spot.x + by.x), y: inside(spot.y + by.y) } : spot)) : row,
  );
}

/** Every joint of the pairs takes the other's blobs. */
export function swapped(spots: Spots, pairs: readonly (readonly [Joint, Joint])[]): Spots {
  const partner = new Map<Joint, Joint>(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  return spots.map((_, j) => spots[partner.get(j) ?? j]!);
}

/** Takes all blobs of the joints away. */
export function removed(spots: Spots, joints: readonly Joint[]): Spots {
  return spots.map((row, j) => (joints.includes(j) ? [] : row));
}

/**
 * Adds a second blob to each of the joints: the first one mirrored through the neighbour from which `joint` hangs, p' = 2 c − p, so that
 * an arm is doubled by one that points the other way. Without such a neighbour, a fifth of the picture to the side.
 */
export function doubled(spots: Spots, joint: Joint, joints: readonly Joint[], skeleton: Skeleton): Spots {
  const neighbour = innerNeighbour(skeleton, joint);
  const centre = neighbour === null ? undefined : spots[neighbour]?.[0];
  return spots.map((row, j) => {
    const spot = row[0];
    if (!joints.includes(j) || !spot) return row;
    const twin = centre ? { x: 2 * centre.x - spot.x, y: 2 * centre.y - spot.y } : { x: spot.x + (spot.x < 0.5 ? 0.2 : -0.2), y: spot.y };
    return [spot, { x: inside(twin.x), y: inside(twin.y) }];
  });
}

/**
 * Bends a joint to the other side of the line from `from` to `to`: mirrored in it, and at least a third of the line's length away, so
 * that a straight leg is bent too.
 */
export function bentBack(spots: Spots, from: Joint, joint: Joint, to: Joint): Spots {
  const [a, p, b] = [spots[from]?.[0], spots[joint]?.[0], spots[to]?.[0]];
  if (!a || !p || !b) return spots;
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return spots;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const along = (p.x - a.x) * ux + (p.y - a.y) * uy;
  const across = (p.y - a.y) * ux - (p.x - a.x) * uy;
  const back = (across >= 0 ? -1 : 1) * Math.max(Math.abs(across), length / 3);
  return moved(spots, { joint, copy: 0 }, { x: a.x + along * ux - back * uy, y: a.y + along * uy + back * ux });
}

/** The joint alone, or with all that hangs on it. */
export function limbOf(skeleton: Skeleton, joint: Joint, whole: boolean): readonly Joint[] {
  return whole ? [joint, ...hangsOn(skeleton, joint)] : [joint];
}

/** The last place that still counts as inside of a map. */
const edge = 1 - 1e-6;

function inside(value: number): number {
  return Math.min(edge, Math.max(0, value));
}
