import type { Skeleton } from '../../pose/skeleton.ts';
import { jointWords } from '../format.ts';

/** A part of the body with the score of its left and its right joint; a part of the middle has only `middle`. */
export interface PartScore {
  readonly part: string;
  readonly left: number | null;
  readonly right: number | null;
  readonly middle: number | null;
}

/** Scores by joint, left and right of a part side by side, in the skeleton's order from the head down where it has one. */
export function scoresByPart(skeleton: Skeleton, scores: Float32Array): PartScore[] {
  const score = (joint: number) => (Number.isNaN(scores[joint]!) ? null : scores[joint]!);
  const rows: PartScore[] = [];
  skeleton.joints.forEach((name, joint) => {
    const pair = skeleton.flipPairs.find(([left, right]) => left === joint || right === joint);
    if (!pair) rows.push({ part: jointWords(name), left: null, right: null, middle: score(joint) });
    else if (joint === Math.min(...pair))
      rows.push({
        part: jointWords(name)
          .replace(/\b(left|right)\b/, '')
          .trim(),
        left: score(pair[0]),
        right: score(pair[1]),
        middle: null,
      });
  });
  return rows;
}
