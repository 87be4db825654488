import type { Sample } from '../pose/sample.ts';
import { jointWords, type Skeleton } from '../pose/skeleton.ts';

/** Whether left and right of a person may have been exchanged somewhere. */
export type SuspectTest = (sample: Sample) => boolean;

/** How far apart two joints must lie, in parts of the torso's length, for their order to mean something. */
const clear = { body: 0.35, hips: 0.2, face: 0.06 };

/**
 * A test for people whose parts contradict each other: seen from the front the left shoulder, the left hip, the left eye and the left ear
 * are all on the picture's right side, from behind all on its left. Twisted people are rare, and are shown too. A skeleton without two of
 * these pairs and a torso gives no suspects.
 */
export function suspectTest(skeleton: Skeleton): SuspectTest {
  const pairOf = (part: string) => {
    const find = (side: string) =>
      skeleton.joints.findIndex((joint) => jointWords(joint).sort().join(' ') === [part, side].sort().join(' '));
    return [find('left'), find('right')] as const;
  };
  const [shoulders, hips, eyes, ears] = [pairOf('shoulder'), pairOf('hip'), pairOf('eye'), pairOf('ear')];
  return ({ joints }) => {
    const isThere = (j: number) => j >= 0 && joints[j]!.visibility > 0;
    /** Left minus right along x: above 0 seen from the front. */
    const span = ([left, right]: readonly [number, number]) => (isThere(left) && isThere(right) ? joints[left]!.x - joints[right]!.x : 0);
    const sides = [
      [shoulders[0], hips[0]],
      [shoulders[1], hips[1]],
    ].filter(([shoulder, hip]) => isThere(shoulder!) && isThere(hip!));
    if (sides.length === 0) return false;
    const lengths = sides.map(([shoulder, hip]) =>
      Math.hypot(joints[shoulder!]!.x - joints[hip!]!.x, joints[shoulder!]!.y - joints[hip!]!.y),
    );
    const torso = Math.max(...lengths);
    const way = (pair: readonly [number, number], least: number) => (Math.abs(span(pair)) > least * torso ? Math.sign(span(pair)) : 0);
    const body = way(shoulders, clear.body);
    const others = [way(hips, clear.hips), way(eyes, clear.face), way(ears, clear.face)];
    return body !== 0 && others.includes(-body);
  };
}
