import type { Box } from '../pose/point.ts';
import type { LabelledJoint, Visibility } from '../pose/sample.ts';
import { DataError, type SourceFile } from './dataset.ts';
import { readJson } from './textFile.ts';

/*
 * Narrow functions by hand and not a schema: the 13 million numbers of COCO's 262,465 people take 0.4 s so, joints and all, and 1.2 s
 * through a schema library that then gives one error where a count and a place are wanted.
 */

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The three tables of a COCO file, their records not looked at yet. */
export interface CocoTables {
  readonly images: readonly unknown[];
  readonly annotations: readonly unknown[];
  readonly categories: readonly unknown[];
}

/** A category with keypoints: what a skeleton is made of. */
export interface CocoCategory {
  readonly id: CocoId;
  readonly name: string;
  readonly keypoints: readonly string[];
  /** Pairs of keypoints, 0-based (the file counts from 1). */
  readonly limbs: readonly (readonly [number, number])[];
}

export type CocoId = number | string;

/** A number beyond which a coordinate in pixels is nonsense. */
const farthest = 1e6;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ids are integers in COCO; some tools write strings. */
export function idOf(value: unknown): CocoId | null {
  return (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value !== '') ? value : null;
}

/** Reads the tables. @throws DataError 'bad-annotation' when the text is no JSON or no COCO file, 'too-large' over 500 MB */
export async function readTables(file: SourceFile): Promise<CocoTables> {
  const root = await readJson(file);
  const wrong = (place: string, problem: string) =>
    new DataError('bad-annotation', {
      file: file.path,
      place,
      problem,
      cure: 'Export it again as "COCO keypoints": an object with the lists images, annotations and categories.',
    });
  if (!isRecord(root)) throw wrong('', 'a COCO file is an object at its top, this is not');
  const table = (name: string): readonly unknown[] => {
    const value = root[name];
    if (Array.isArray(value)) return value;
    throw wrong(name, value === undefined ? 'the list is missing' : 'this is not a list');
  };
  return { images: table('images'), annotations: table('annotations'), categories: table('categories') };
}

/** The category of a record, when it has usable keypoints. */
export function categoryOf(value: unknown): CocoCategory | null {
  if (!isRecord(value)) return null;
  const id = idOf(value.id);
  const keypoints = value.keypoints;
  if (id === null || !Array.isArray(keypoints) || keypoints.length === 0 || keypoints.length > 512) return null;
  if (!keypoints.every((name) => typeof name === 'string' && name !== '') || new Set(keypoints).size < keypoints.length) return null;
  const inRange = (end: unknown) => Number.isInteger(end) && (end as number) >= 1 && (end as number) <= keypoints.length;
  const limbs = (Array.isArray(value.skeleton) ? value.skeleton : [])
    .filter((pair): pair is [number, number] => Array.isArray(pair) && pair.length === 2 && pair.every(inRange))
    .map(([a, b]) => [a - 1, b - 1] as const);
  return { id, name: typeof value.name === 'string' && value.name ? value.name : 'person', keypoints: keypoints as string[], limbs };
}

/** Gives joints the origins that an `origins` list of ours names, one word a joint; any other value leaves them as they are. */
export function withOrigins(joints: readonly LabelledJoint[], origins: unknown): readonly LabelledJoint[] {
  if (!Array.isArray(origins) || origins.length !== joints.length) return joints;
  return joints.map((joint, j) => {
    const origin: unknown = origins[j];
    const isKnown = origin === 'person' || origin === 'teacher' || origin === 'renderer';
    return joint.visibility > 0 && isKnown ? { ...joint, origin } : joint;
  });
}

/** The joints of `[x, y, v] × count`, or in a few words what is wrong with them. A joint of v = 0 has no place, whatever the file says. */
export function jointsOf(value: unknown, count: number): LabelledJoint[] | string {
  if (!Array.isArray(value)) return 'keypoints are not a list';
  if (value.length !== 3 * count) return 'wrong count of keypoints';
  const joints: LabelledJoint[] = [];
  for (let j = 0; j < count; j++) {
    const x: unknown = value[3 * j];
    const y: unknown = value[3 * j + 1];
    const v: unknown = value[3 * j + 2];
    if (v !== 0 && v !== 1 && v !== 2) return 'a visibility that is not 0, 1 or 2';
    if (v === 0) joints.push(unlabelled);
    else if (!isCoordinate(x) || !isCoordinate(y)) return 'a keypoint that is not a number of pixels';
    else joints.push({ x, y, visibility: v as Visibility });
  }
  return joints;
}

/** The joint that nobody labelled. */
export const unlabelled: LabelledJoint = { x: 0, y: 0, visibility: 0 };

/** A box `[x, y, width, height]`; 'none' when there is none or it is empty, 'bad' when it makes no sense. */
export function boxOf(value: unknown): Box | 'none' | 'bad' {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  if (!Array.isArray(value) || value.length !== 4 || !value.every(isCoordinate)) return 'bad';
  const [x, y, width, height] = value as [number, number, number, number];
  if (width < 0 || height < 0) return 'bad';
  return width === 0 || height === 0 ? 'none' : { x, y, width, height };
}

/** A box around the labelled joints, a tenth of its longer side wider each way: joints lie inside of a body. At least 16 pixels wide. */
export function boxAround(joints: readonly LabelledJoint[]): Box {
  const known = joints.filter((joint) => joint.visibility > 0);
  const xs = known.map((joint) => joint.x);
  const ys = known.map((joint) => joint.y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const width = Math.max(...xs) - left;
  const height = Math.max(...ys) - top;
  const grow = Math.max(0.1 * Math.max(width, height), 8 - Math.max(width, height) / 2);
  return { x: left - grow, y: top - grow, width: width + 2 * grow, height: height + 2 * grow };
}

export function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= farthest;
}
