import type { Box } from '../../pose/point.ts';
import type { LabelledJoint, Visibility } from '../../pose/sample.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import type { Findings, Person } from '../assemble.ts';
import { boxAround, isCoordinate, unlabelled } from '../cocoRecords.ts';
import { fromOneBased } from '../oneBased.ts';
import type { FileIndex } from '../pictureIndex.ts';
import type { Tally } from '../report.ts';

/** What any form of MPII tells of a person; coordinates as in the file, 1-based. */
export interface MpiiRecord {
  /** The picture's name. */
  readonly image: string;
  /** Of the mpii16 skeleton; or in a few words what is wrong with them. */
  readonly joints: readonly LabelledJoint[] | string;
  /** Roughly the person's middle; NaN or negative where the file tells none. */
  readonly center: readonly [x: number, y: number];
  /** The person's height over 200 pixels; NaN or negative where the file tells none. */
  readonly scale: number;
  readonly headBox: Box | null;
}

/** Adds the person of a record; what cannot be used goes to the tally. */
export function addPerson(
  record: MpiiRecord,
  rest: Pick<Person, 'id' | 'from' | 'split'>,
  place: string,
  pictures: FileIndex,
  tally: Tally,
  people: Person[],
): void {
  const { image, joints, headBox } = record;
  const picture = pictures.find(image, rest.from);
  if (typeof joints === 'string') tally.skip(`people with ${joints}`, place);
  else if (joints.every((joint) => joint.visibility === 0)) tally.skip('people without a labelled joint', place);
  else if (!picture) tally.skip('people whose picture is missing', `${place}: ${image.slice(0, 120)}`);
  else people.push({ ...rest, picture: picture.path, joints, headBox, box: mpiiBox(record) ?? boxAround(joints) });
}

/**
 * The box whose crop is MPII's: cy += 15 · scale, scale ×= 1.25, side = 200 · scale (Newell et al. 2016). `cropOfBox` takes 1.25 times
 * the box's side, so the box has 200 times the scale of the file. Null when the file tells none.
 */
export function mpiiBox({ center: [x, y], scale }: Pick<MpiiRecord, 'center' | 'scale'>): Box | null {
  const side = 200 * scale;
  if (!(scale > 0) || !isCoordinate(side) || !isCoordinate(x) || !isCoordinate(y) || (x < 0 && y < 0)) return null;
  return { x: fromOneBased(x) - side / 2, y: fromOneBased(y) + 15 * scale - side / 2, width: side, height: side };
}

/** A joint of 1-based coordinates; null when they are no numbers of pixels. */
export function mpiiJoint(x: unknown, y: unknown, visibility: Visibility): LabelledJoint | null {
  if (visibility === 0) return unlabelled;
  return isCoordinate(x) && isCoordinate(y) ? { x: fromOneBased(x), y: fromOneBased(y), visibility } : null;
}

export const badJoint = 'a joint that is not a number of pixels';

/** What is the same in the findings of all forms. */
export const mpiiFindings = {
  skeleton: mpii16,
  origin: { joints: 'known', limbs: 'known', pairs: 'known' },
  advice: 'Take the annotation file and the folder images as they are in the archives of MPII.',
} as const satisfies Partial<Findings>;

/** Metric and notes of people, who may have no head boxes. */
export function scoring(people: readonly Person[]): Pick<Findings, 'metric' | 'notes'> {
  if (people.some((person) => person.headBox !== null)) return { metric: 'pckh' };
  return { metric: 'pck', notes: ['There are no head boxes in it, so poses are scored by PCK of the torso and not by PCKh.'] };
}
