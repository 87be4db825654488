import type { Box } from '../pose/point.ts';
import type { LabelledJoint } from '../pose/sample.ts';
import { assembleDataset, type Person } from './assemble.ts';
import { boxAround, unlabelled } from './cocoRecords.ts';
import { DataError, type Dataset, type RawPicture, type ReadOptions } from './dataset.ts';
import { understandSkeleton } from './knownSkeletons.ts';
import type { Tally } from './report.ts';

/** A person whose joints are told by name, in any order, those without a label left out. */
export type NamedPerson = Omit<Person, 'joints' | 'box' | 'headBox'> & {
  readonly joints: ReadonlyMap<string, LabelledJoint>;
  /** Null: around the joints. */
  readonly box: Box | null;
};

/** What a reader of named joints has found. */
export interface NamedFindings {
  readonly format: string;
  /** The file that is named when the joints make no sense. */
  readonly file: string;
  /** What the skeleton is of, e.g. "person". */
  readonly title: string;
  readonly people: readonly NamedPerson[];
  /** All joints in the order of the file; empty when only labels name them, then they come in the order in which they appear. */
  readonly joints: readonly string[];
  /** Pairs of names. */
  readonly limbs?: readonly (readonly [string, string])[];
  /** `mirror[j]` is the joint that stands where j stood once the picture is mirrored. */
  readonly mirror?: readonly number[] | null;
  readonly tally: Tally;
  readonly bytes: (path: string) => Promise<Blob> | undefined;
  readonly frame?: (path: string) => Promise<RawPicture> | null;
  readonly advice: string;
  readonly notes?: readonly string[];
}

/** The most joints of a skeleton, and of a set. */
const mostJoints = 512;
const mostLabels = 20e6;

/** @throws DataError 'empty' when nobody is left, 'bad-annotation' without joints or with more than 512, 'too-large' */
export function assembleNamed(findings: NamedFindings, options: ReadOptions): Dataset {
  const { tally, file } = findings;
  const names = new Set(findings.joints);
  if (names.size === 0) for (const { joints } of findings.people) for (const name of joints.keys()) names.add(name);
  if (names.size > mostJoints) {
    throw new DataError('bad-annotation', {
      file,
      problem: `${names.size} different names of joints are more than the limit of ${mostJoints}`,
      cure: 'Give the same joint the same name on every picture.',
    });
  }
  if (names.size * findings.people.length > mostLabels) {
    const problem = `${findings.people.length.toLocaleString('en')} people of ${names.size} joints are more than the limit of 20 million joints`;
    throw new DataError('too-large', { file, problem, cure: 'Split it into several sets.' });
  }
  const joints = [...names];
  const people: Person[] = [];
  for (const { joints: labels, box, ...person } of findings.people) {
    if (labels.size === 0) tally.skip('people without a labelled joint', `${person.picture}#${person.id}`);
    else {
      const placed = joints.map((name) => labels.get(name) ?? unlabelled);
      people.push({ ...person, joints: placed, box: box ?? boxAround(placed), headBox: null });
    }
  }
  const index = new Map(joints.map((name, j) => [name, j]));
  const limbs = (findings.limbs ?? []).flatMap(([a, b]) => {
    const [i, k] = [index.get(a), index.get(b)];
    return i === undefined || k === undefined || i === k ? [] : [[i, k] as const];
  });
  return assembleDataset(
    { ...findings, ...understandSkeleton({ title: findings.title, joints, limbs, mirror: findings.mirror }), people },
    options,
  );
}
