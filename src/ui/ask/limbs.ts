import type { Joint, Skeleton } from '../../pose/skeleton.ts';

/** The joints that a joint's neighbours lead to without passing it: one group for each part into which the body falls without it. */
function partsWithout({ joints, limbs }: Skeleton, joint: Joint): Joint[][] {
  const seen = new Set<Joint>([joint]);
  const parts: Joint[][] = [];
  joints.forEach((_, start) => {
    if (seen.has(start)) return;
    const part = [start];
    seen.add(start);
    for (const at of part)
      for (const [a, b] of limbs) {
        const next = a === at ? b : b === at ? a : at;
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    parts.push(part);
  });
  return parts;
}

/** What hangs on a joint: without it, all of the body that is cut off from the largest part. On an elbow hangs the wrist. */
export function hangsOn(skeleton: Skeleton, joint: Joint): readonly Joint[] {
  const parts = partsWithout(skeleton, joint).filter((part) => part.some((other) => isJoined(skeleton, joint, other)));
  const inner = parts.reduce<readonly Joint[]>((best, part) => (part.length > best.length ? part : best), []);
  return parts
    .filter((part) => part !== inner)
    .flat()
    .sort((a, b) => a - b);
}

/** The neighbour from which a joint hangs, the shoulder of an elbow; null for a joint without limbs. */
export function innerNeighbour(skeleton: Skeleton, joint: Joint): Joint | null {
  const beyond = new Set(hangsOn(skeleton, joint));
  const neighbour = skeleton.joints.findIndex((_, other) => isJoined(skeleton, joint, other) && !beyond.has(other));
  return neighbour < 0 ? null : neighbour;
}

function isJoined({ limbs }: Skeleton, a: Joint, b: Joint): boolean {
  return limbs.some(([from, to]) => (from === a && to === b) || (from === b && to === a));
}
