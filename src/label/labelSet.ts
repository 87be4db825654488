import type { Origin, Visibility } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';

/** A joint as it was labelled, in pixels of its picture; visibility 0 is no label. */
export interface LabelJoint {
  readonly x: number;
  readonly y: number;
  readonly visibility: Visibility;
  readonly origin: Origin;
}

export interface LabelPerson {
  /** In the order of the set's skeleton. */
  readonly joints: readonly LabelJoint[];
}

/** A picture of a set. Its bytes are kept beside the set, under its id. */
export interface LabelPicture {
  readonly id: string;
  /** A file name, unique in its set. */
  readonly name: string;
  /** In pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly people: readonly LabelPerson[];
}

/** Pictures that are labelled here. A value: every edit makes another one. */
export interface LabelSet {
  readonly id: string;
  readonly name: string;
  /** Counts up with every change. */
  readonly version: number;
  readonly skeleton: Skeleton;
  readonly pictures: readonly LabelPicture[];
}

export const nothing: LabelJoint = { x: 0, y: 0, visibility: 0, origin: 'person' };

export function newPerson(skeleton: Skeleton): LabelPerson {
  return { joints: skeleton.joints.map(() => nothing) };
}

export function newSet(id: string, name: string, skeleton: Skeleton): LabelSet {
  return { id, name, version: 0, skeleton, pictures: [] };
}

/** How far a picture is: nobody has a label yet; some joints, or a teacher's alone; or a person has seen to it all. */
export type Progress = 'none' | 'proposed' | 'partial' | 'done';

/** Where a person has put or confirmed every joint that has a label, and at least half of them have one, it is done. */
export function progressOf({ people }: LabelPicture): Progress {
  const joints = people.flatMap((person) => person.joints);
  const labelled = joints.filter(({ visibility }) => visibility > 0);
  if (labelled.length === 0) return 'none';
  if (labelled.some(({ origin }) => origin === 'teacher')) return 'proposed';
  return labelled.length * 2 >= joints.length ? 'done' : 'partial';
}

/** Labelled joints of a set by where the labels come from. */
export function originsOf(set: LabelSet): Record<Origin, number> {
  const counts = { person: 0, teacher: 0, renderer: 0 };
  for (const { people } of set.pictures)
    for (const { joints } of people) for (const { visibility, origin } of joints) if (visibility > 0) counts[origin]++;
  return counts;
}

/** Whether two sets label the same joints in the same order. */
export function sameJoints(a: Skeleton, b: Skeleton): boolean {
  return a.joints.length === b.joints.length && a.joints.every((joint, j) => joint === b.joints[j]);
}

/** A name that none of `taken` has: `a.jpg`, `a-2.jpg`, `a-3.jpg`, … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${stem}-${n}${end}`;
    if (!taken.has(candidate)) return candidate;
  }
}
