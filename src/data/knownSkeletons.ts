import { coco17, jointWords, lsp14, mirrorPermutation, mpii16, type Skeleton, skeletonFromNames } from '../pose/skeleton.ts';
import type { SkeletonOrigin } from './dataset.ts';

/** Published skeletons, in the order in which they are tried. */
const known: readonly Skeleton[] = [coco17, mpii16, lsp14];

/** What files tell of a skeleton. */
export interface SkeletonClaim {
  /** What it is a skeleton of, e.g. "person". */
  readonly title: string;
  /** The joints' names, or only how many there are. */
  readonly joints: readonly string[] | number;
  /** Pairs of joints, 0-based. */
  readonly limbs?: readonly (readonly [number, number])[];
  /** `mirror[j]` is the joint that stands where j stood once the picture is mirrored. */
  readonly mirror?: readonly number[] | null;
}

/** The skeleton that files speak of: what they leave out comes from a published skeleton of the same names, or is guessed from the names. */
export function understandSkeleton(claim: SkeletonClaim): { readonly skeleton: Skeleton; readonly origin: SkeletonOrigin } {
  return typeof claim.joints === 'number' ? fromCount(claim, claim.joints) : fromNames(claim, claim.joints);
}

/** Names come from a published skeleton of as many joints that mirrors the same; 17 joints are COCO's also without a word on mirroring. */
function fromCount({ title, limbs = [], mirror }: SkeletonClaim, count: number): ReturnType<typeof understandSkeleton> {
  const same = known.find(
    (skeleton) => skeleton.joints.length === count && (mirror ? equal(mirrorPermutation(skeleton), mirror) : skeleton === coco17),
  );
  if (same) return { skeleton: same, origin: { joints: 'guessed', limbs: 'known', pairs: mirror ? 'file' : 'known' } };
  const joints = Array.from({ length: count }, (_, j) => `joint_${j + 1}`);
  const flipPairs = mirror ? pairsOf(mirror, joints) : [];
  return {
    skeleton: { name: titled(title, count), joints, limbs, flipPairs, torso: null },
    origin: { joints: 'missing', limbs: limbs.length > 0 ? 'file' : 'missing', pairs: mirror ? 'file' : 'missing' },
  };
}

function fromNames({ title, limbs = [], mirror }: SkeletonClaim, joints: readonly string[]): ReturnType<typeof understandSkeleton> {
  const keys = joints.map(keyOf);
  const published =
    joints.length > 2 && known.find((skeleton) => keys.every((key) => skeleton.joints.some((joint) => keyOf(joint) === key)));
  const from = limbs.length > 0 ? 'file' : published ? 'known' : 'guessed';
  const bones = limbs.length > 0 ? limbs : limbsByName(keys, published ? [published] : known);
  const named = skeletonFromNames(titled(title, joints.length), joints, bones);
  const skeleton = mirror && !known.includes(named) ? { ...named, flipPairs: pairsOf(mirror, joints) } : named;
  return {
    skeleton,
    origin: {
      joints: 'file',
      limbs: skeleton.limbs.length > 0 ? from : 'missing',
      pairs: mirror ? 'file' : skeleton.flipPairs.length === 0 ? 'missing' : published ? 'known' : 'guessed',
    },
  };
}

/** The bones of published skeletons whose two ends are there. */
function limbsByName(keys: readonly string[], skeletons: readonly Skeleton[]): (readonly [number, number])[] {
  const found = new Map<string, readonly [number, number]>();
  for (const { joints, limbs } of skeletons) {
    for (const [a, b] of limbs) {
      const ends = [keys.indexOf(keyOf(joints[a]!)), keys.indexOf(keyOf(joints[b]!))].sort((x, y) => x - y);
      if (ends[0]! >= 0) found.set(ends.join(), [ends[0]!, ends[1]!]);
    }
  }
  return [...found.values()];
}

/** Pairs (left, right) of a permutation; where names tell no side, the lower joint counts as left. */
function pairsOf(mirror: readonly number[], joints: readonly string[]): (readonly [number, number])[] {
  const isRight = (j: number) => jointWords(joints[j]!).includes('right');
  return mirror.flatMap((other, j) => (other > j ? [isRight(j) ? ([other, j] as const) : ([j, other] as const)] : []));
}

/** `mirror` as a permutation that swaps pairs; null when it is none. */
export function mirrorOf(value: unknown, count: number): number[] | null {
  if (!Array.isArray(value) || value.length !== count) return null;
  return value.every((other, j) => Number.isInteger(other) && value[other as number] === j) ? (value as number[]) : null;
}

function keyOf(joint: string): string {
  return jointWords(joint).sort().join(' ');
}

function titled(title: string, count: number): string {
  return `${title}, ${count} joints`;
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
