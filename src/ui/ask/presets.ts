import { type Joint, jointWords, type Skeleton } from '../../pose/skeleton.ts';
import { bentBack, doubled, removed, type Spots, swapped } from './spots.ts';

/** What a preset starts from. */
export interface Scene {
  readonly skeleton: Skeleton;
  readonly untouched: Spots;
  /** The true pose of another picture, as far as its joints are labelled in this one too. */
  readonly other: Spots;
}

/** A question that is worth asking; a new one is one entry of the list. */
export interface QuestionPreset {
  readonly id: string;
  readonly title: string;
  /** What to look for, in a sentence. */
  readonly about: string;
  /** Null where the skeleton or the picture has not got what it takes. */
  readonly make: (scene: Scene) => Spots | null;
}

export const questionPresets: readonly QuestionPreset[] = [
  {
    id: 'untouched',
    title: 'Untouched',
    about: 'The pose as it is. What D still objects to is the price of redrawing it at all.',
    make: ({ untouched }) => untouched,
  },
  {
    id: 'elbows',
    title: 'Three elbows',
    about: 'A second left elbow on the other side of the shoulder. Does D rub one of the two out, and which?',
    make({ skeleton, untouched }) {
      const elbow = jointOf(skeleton, 'left', 'elbow');
      return elbow === null || untouched[elbow]!.length === 0 ? null : doubled(untouched, elbow, [elbow], skeleton);
    },
  },
  {
    id: 'knees',
    title: 'Knees backwards',
    about: 'Both knees bend the other way.',
    make({ skeleton, untouched }) {
      const bent = (['left', 'right'] as const).reduce((spots, side) => {
        const [hip, knee, ankle] = (['hip', 'knee', 'ankle'] as const).map((part) => jointOf(skeleton, side, part));
        return hip == null || knee == null || ankle == null ? spots : bentBack(spots, hip, knee, ankle);
      }, untouched);
      return bent === untouched ? null : bent;
    },
  },
  {
    id: 'arms',
    title: 'Swapped arms',
    about: 'Left and right elbow and wrist change places. The picture looks the same; only the names are wrong.',
    make({ skeleton, untouched }) {
      const pairs = (['elbow', 'wrist'] as const).flatMap((part) => {
        const [left, right] = [jointOf(skeleton, 'left', part), jointOf(skeleton, 'right', part)];
        return left === null || right === null ? [] : [[left, right] as const];
      });
      return pairs.some((pair) => pair.some((joint) => untouched[joint]!.length > 0)) ? swapped(untouched, pairs) : null;
    },
  },
  {
    id: 'other',
    title: 'Someone else’s pose',
    about: 'A true pose, but of the next picture’s person. Does D look at the picture at all?',
    make: ({ other }) => (other.some((row) => row.length > 0) ? other : null),
  },
  {
    id: 'absent',
    title: 'All joints absent',
    about: 'Empty heatmaps. What D draws now, it draws from the picture alone.',
    make: ({ untouched }) =>
      removed(
        untouched,
        untouched.map((_, j) => j),
      ),
  },
];

/** The joint in whose name both words stand. */
function jointOf({ joints }: Skeleton, side: 'left' | 'right', part: string): Joint | null {
  const found = joints.findIndex((name) => {
    const words = jointWords(name);
    return words.includes(part) && words.includes(side);
  });
  return found < 0 ? null : found;
}
