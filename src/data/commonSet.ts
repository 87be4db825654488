import type { Box } from '../pose/point.ts';
import { createRandom, type Random } from '../pose/random.ts';
import type { LabelledJoint, Sample, Visibility } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { jpeg, paint } from './cocoFixture.ts';

/** For tests: one small set of people that is written in every format, and must come back the same from each reader. */
export interface CommonSet {
  readonly skeleton: Skeleton;
  readonly pictures: readonly CommonPicture[];
  /** In order of their pictures. */
  readonly people: readonly CommonPerson[];
}

export interface CommonPicture {
  /** Path from the top of the set. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface CommonPerson {
  /** The path of the picture. */
  readonly picture: string;
  /** 0-based continuous pixels, rounded to 1/100; an unlabelled joint is at (0, 0). At least two are labelled. */
  readonly joints: readonly LabelledJoint[];
  /** Around all labelled joints, within the picture. */
  readonly box: Box;
  readonly headBox: Box;
}

export interface CommonSetOptions {
  readonly skeleton: Skeleton;
  readonly pictures?: number;
  /** In each picture. */
  readonly people?: number;
  readonly seed?: number;
  /** The path of picture i. */
  readonly path?: (i: number) => string;
  /** Which visibilities a joint may have; each is as likely. */
  readonly visibilities?: readonly Visibility[];
}

/** Makes a set; the same options give the same set. Widths and heights differ, so that an exchange of x and y shows. */
export function commonSet({
  skeleton,
  pictures: count = 4,
  people: perPicture = 1,
  seed = 1,
  path = (i) => `images/im${String(i + 1).padStart(4, '0')}.jpg`,
  visibilities = [0, 1, 2, 2],
}: CommonSetOptions): CommonSet {
  const random = createRandom(seed);
  const pictures = Array.from({ length: count }, (_, i) => {
    const [width, height] = [80 + 8 * random.int(5), 56 + 8 * random.int(3)];
    return { path: path(i), width, height, bytes: pictureOf(width, height) };
  });
  const people = pictures.flatMap((picture) => Array.from({ length: perPicture }, () => person(picture, skeleton, visibilities, random)));
  return { skeleton, pictures, people };
}

/** A picture of one colour. The encoder takes long to warm up for each: of one size there is one. */
function pictureOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const key = `${width} × ${height}`;
  const bytes = encoded.get(key) ?? jpeg(paint(width, height, () => [width, height, 128]));
  encoded.set(key, bytes);
  return bytes;
}

const encoded = new Map<string, Uint8Array<ArrayBuffer>>();

/** The pictures of a set by path, for `sourceFiles` and `zipOf`. */
export function pictureFiles(set: CommonSet): Record<string, Uint8Array<ArrayBuffer>> {
  return Object.fromEntries(set.pictures.map(({ path, bytes }) => [path, bytes]));
}

/** What is the same in samples and people of a common set: picture, joints, and boxes where asked for; numbers rounded to `digits`. */
export function essence(
  people: readonly Pick<Sample, 'picture' | 'joints' | 'box' | 'headBox'>[],
  { digits = 2, boxes = false, heads = false }: { digits?: number; boxes?: boolean; heads?: boolean } = {},
): unknown[] {
  const round = (value: number) => Math.round(value * 10 ** digits) / 10 ** digits + 0;
  const rounded = ({ x, y, width, height }: Box) => [x, y, width, height].map(round);
  return people.map(({ picture, joints, box, headBox }) => ({
    picture,
    joints: joints.map(({ x, y, visibility }) => [round(x), round(y), visibility]),
    ...(boxes ? { box: rounded(box) } : {}),
    ...(heads ? { headBox: headBox && rounded(headBox) } : {}),
  }));
}

function person(
  { path, width, height }: CommonPicture,
  skeleton: Skeleton,
  visibilities: readonly Visibility[],
  random: Random,
): CommonPerson {
  // Of 1/100 of a pixel, and neither on the edge nor at 0, which some formats take for "not there".
  const within = (low: number, high: number) => Math.round(100 * random.uniform(low, high)) / 100;
  const left = within(2, width / 2 - 10);
  const top = within(2, height / 2 - 10);
  const right = within(width / 2 + 10, width - 2);
  const bottom = within(height / 2 + 10, height - 2);
  const always = random.int(skeleton.joints.length);
  const known: Visibility[] = visibilities.filter((visibility) => visibility > 0);
  const joints = skeleton.joints.map((_, j): LabelledJoint => {
    const visibility = random.pick(j === always || j === (always + 1) % skeleton.joints.length ? known : visibilities);
    const [x, y] = [within(left, right), within(top, bottom)];
    return visibility === 0 ? { x: 0, y: 0, visibility } : { x, y, visibility };
  });
  return {
    picture: path,
    joints,
    box: { x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2 },
    headBox: { x: left, y: top, width: 4 + random.int(8), height: 4 + random.int(8) },
  };
}
