import { jointComments } from '../../method/comment.ts';
import { fixed } from '../format.ts';

/** What D says of some heatmaps of one picture. */
export interface Opinion {
  /** What was put before it, [h, w, J]. */
  readonly maps: Float32Array;
  /** What it made of that, [h, w, J]. */
  readonly redrawn: Float32Array;
  /** s_j, [J]; 1 where nothing was drawn, NaN where the joint has no label. */
  readonly comment: Float32Array;
  /** e_j, [J]. */
  readonly energy: Float32Array;
  /** Whether anything was drawn, and the highest value of D's own drawing, [J] each. */
  readonly present: readonly boolean[];
  readonly peak: readonly number[];
  /** Σ(M − D(M))² / ΣC² over all joints. */
  readonly total: number;
}

/** @param truth C of the picture, [h, w, J]; @param weights [J], 0 for a joint without a label */
export function opinionOf(maps: Float32Array, redrawn: Float32Array, truth: Float32Array, weights: Float32Array, size: number): Opinion {
  const joints = weights.length;
  const shape = { batch: 1, h: size, w: size, joints };
  const { comment, energyComment } = jointComments(maps, redrawn, truth, weights, shape);
  const present = Array<boolean>(joints).fill(false);
  const peak = Array<number>(joints).fill(0);
  let [difference, energy] = [0, 0];
  for (let i = 0; i < maps.length; i++) {
    const j = i % joints;
    if (maps[i] !== 0) present[j] = true;
    peak[j] = Math.max(peak[j]!, redrawn[i]!);
    difference += weights[j]! * (maps[i]! - redrawn[i]!) ** 2;
    energy += weights[j]! * truth[i]! ** 2;
  }
  return { maps, redrawn, comment, energy: energyComment, present, peak, total: energy === 0 ? Number.NaN : difference / energy };
}

/** The joint to which D objects most; −1 when there is none. Of a joint that is not drawn, D has no angle to object to. */
export function worstJoint({ comment, present }: Opinion): number {
  return comment.reduce((worst, value, j) => (present[j] && value > (worst < 0 ? -1 : comment[worst]!) ? j : worst), -1);
}

/** What changed, in a few short sentences. */
export function describeChange(names: readonly string[], before: Opinion, now: Opinion): string[] {
  const sentences: string[] = [];
  const worst = worstJoint(now);
  if (worst >= 0)
    sentences.push(
      `D objects most to the ${names[worst]}: ${fixed(now.comment[worst], 3)}, ${
        !before.present[worst]
          ? 'not drawn before'
          : sameToThree(now.comment[worst]!, before.comment[worst]!)
            ? 'as before'
            : `before ${fixed(before.comment[worst], 3)}`
      }.`,
    );
  const grown = now.energy.reduce((best, value, j) => {
    const by = (joint: number) => (joint < 0 ? 0 : now.energy[joint]! - before.energy[joint]!);
    return now.present[j] && value - before.energy[j]! > by(best) ? j : best;
  }, -1);
  if (grown >= 0 && !sameToThree(now.energy[grown]!, before.energy[grown]!))
    sentences.push(
      `As energy it grew most at the ${names[grown]}: ${fixed(now.energy[grown], 3)}, before ${fixed(before.energy[grown], 3)}.`,
    );
  const gone = names.flatMap((_, j) => (before.present[j] && !now.present[j] ? [j] : []));
  const missed = gone.reduce((best, j) => (best < 0 || now.peak[j]! > now.peak[best]! ? j : best), -1);
  if (missed >= 0)
    sentences.push(
      now.peak[missed]! >= 0.1
        ? `Of what is gone, D misses the ${names[missed]} most: it draws it back with a peak of ${fixed(now.peak[missed], 2)}.`
        : `D draws nothing of what is gone: its highest peak there is ${fixed(now.peak[missed], 2)}.`,
    );
  sentences.push(
    `All in all it leaves ${fixed(now.total, 3)} of the energy unexplained, ${
      sameToThree(now.total, before.total) ? 'as before' : `before ${fixed(before.total, 3)}`
    }.`,
  );
  return sentences;
}

function sameToThree(a: number, b: number): boolean {
  return fixed(a, 3) === fixed(b, 3);
}
