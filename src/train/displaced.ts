import type { Duel, Engine } from '../engine/engine.ts';
import { jointComments } from '../method/comment.ts';
import { drawHeatmaps, jointWeights } from '../method/heatmap.ts';
import { createRandom, type Random } from '../pose/random.ts';
import { evenly, type People, plainBatch, readable } from './people.ts';

/** D's mean comment on joints where they are, and on the same joints put elsewhere. */
export interface DisplacedComment {
  /** Joints that were moved, one a picture. */
  readonly joints: number;
  /** How far, in heatmap pixels. */
  readonly distance: number;
  /** s_j. */
  readonly comment: { readonly untouched: number; readonly displaced: number };
  /** e_j. */
  readonly energyComment: { readonly untouched: number; readonly displaced: number };
  /** The share of joints whose s_j rose. */
  readonly noticed: number;
}

/** Pictures read and looked at in one go. */
const chunk = 16;

/**
 * Does D object to a wrong pose? In each held-out picture one true joint, drawn by lot, is moved by `distance` heatmap pixels in a
 * direction drawn by lot, and D redraws the true maps before and after. Joints from which every direction of a few draws leaves the map
 * are passed over. The same question for the same seed. Null when there is nothing to ask about.
 */
export async function displacedComment(
  engine: Pick<Engine, 'redraw'>,
  duel: Duel,
  people: People,
  { count, distance, seed, signal }: { count: number; distance: number; seed: number; signal?: AbortSignal },
): Promise<DisplacedComment | null> {
  const random = createRandom(seed).fork('displaced joints');
  const J = duel.joints;
  const wanted = evenly(people.validation, count);
  const rows: { before: number; after: number; energyBefore: number; energyAfter: number }[] = [];
  for (let start = 0; start < wanted.length; start += chunk) {
    signal?.throwIfAborted();
    const indices = await readable(people, wanted.slice(start, start + chunk));
    if (indices.length === 0) continue;
    const batch = await plainBatch(people, indices, duel);
    const shape = { batch: batch.count, h: duel.heatmap, w: duel.heatmap, joints: J };
    const weights = jointWeights(batch.joints);
    const moved = batch.joints.slice();
    const chosen = Array.from({ length: batch.count }, (_, n) =>
      moveOne(moved.subarray(3 * n * J, 3 * (n + 1) * J), duel.heatmap, distance, random),
    );
    const opinionOn = async (joints: Float32Array) => {
      const maps = drawHeatmaps(joints, batch.count, J, duel.heatmap, duel.sigma);
      return jointComments(maps, await engine.redraw(batch, maps, 'real'), maps, weights, shape);
    };
    const before = await opinionOn(batch.joints);
    const after = await opinionOn(moved);
    chosen.forEach((joint, n) => {
      if (joint === null) return;
      const at = n * J + joint;
      rows.push({
        before: before.comment[at]!,
        after: after.comment[at]!,
        energyBefore: before.energyComment[at]!,
        energyAfter: after.energyComment[at]!,
      });
    });
  }
  if (rows.length === 0) return null;
  const mean = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  return {
    joints: rows.length,
    distance,
    comment: { untouched: mean((row) => row.before), displaced: mean((row) => row.after) },
    energyComment: { untouched: mean((row) => row.energyBefore), displaced: mean((row) => row.energyAfter) },
    noticed: mean((row) => Number(row.after > row.before)),
  };
}

/** Draws for a direction that stays on the map. */
const draws = 8;

/** Moves one labelled joint of one picture, [J, 3], in place. @returns which one; null when none can be moved */
function moveOne(joints: Float32Array, size: number, distance: number, random: Random): number | null {
  const labelled = Array.from({ length: joints.length / 3 }, (_, j) => j).filter((j) => joints[3 * j + 2]! > 0);
  if (labelled.length === 0) return null;
  for (let i = 0; i < draws; i++) {
    const joint = labelled[random.int(labelled.length)]!;
    const angle = random.uniform(0, 2 * Math.PI);
    const x = joints[3 * joint]! + distance * Math.cos(angle);
    const y = joints[3 * joint + 1]! + distance * Math.sin(angle);
    if (Math.min(x, y) < 0 || Math.max(x, y) > size) continue;
    joints[3 * joint] = x;
    joints[3 * joint + 1] = y;
    return joint;
  }
  return null;
}
