import type { Box, Point } from '../../pose/point.ts';
import type { LabelledJoint } from '../../pose/sample.ts';
import type { CommonPerson, CommonSet } from '../commonSet.ts';
import { hdf5Of } from '../hdf5Fixture.ts';
import { type MatArrayWriter, matEmpty, matFile, matNumbers, matStruct, matText } from '../mat/matFixture.ts';

/** For tests: a common set as each form of MPII. Boxes are squares of 200 · scale about (cx, cy + 15 · scale), so all can say them. */
export interface MpiiFixturePerson {
  readonly picture: string;
  /** 1-based. */
  readonly joints: readonly LabelledJoint[];
  readonly center: Point<'image'>;
  readonly scale: number;
  readonly headBox: Box;
}

/** A person of a common set in MPII's terms, 1-based, and the box that comes of its centre and scale. */
export function inMpiiTerms({ picture, joints, headBox }: CommonPerson, n: number): MpiiFixturePerson {
  return {
    picture: picture.slice(picture.lastIndexOf('/') + 1),
    joints: joints.map(({ x, y, visibility }) => ({ x: x + 0.5, y: y + 0.5, visibility })),
    center: { x: 30 + n, y: 20 + n },
    scale: 0.25 + n / 16,
    headBox: { ...headBox, x: headBox.x + 0.5, y: headBox.y + 0.5 },
  };
}

const visible: Record<string, MatArrayWriter> = { text: matText('1'), number: matNumbers([1], [1, 1], { type: 'uint8' }), empty: matEmpty };

/** The release: one struct an image, as deep as the real one. `is_visible` of what is visible is a text, a number or empty in turn. */
export function releaseMat(
  people: readonly MpiiFixturePerson[],
  options: { little?: boolean; compressed?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const byImage = new Map<string, MpiiFixturePerson[]>();
  for (const person of people) byImage.set(person.picture, [...(byImage.get(person.picture) ?? []), person]);
  const one = (value: number) => matNumbers([value]);
  const point = ({ x, y, visibility }: LabelledJoint, id: number) => ({
    x: one(x),
    y: one(y),
    id: matNumbers([id], [1, 1], { stored: 'uint8' }),
    is_visible: visibility === 1 ? (id % 2 ? matText('0') : one(0)) : visible[['text', 'number', 'empty'][id % 3]!]!,
  });
  const rect = ({ joints, center, scale, headBox }: MpiiFixturePerson) => ({
    x1: one(headBox.x),
    y1: one(headBox.y),
    x2: one(headBox.x + headBox.width),
    y2: one(headBox.y + headBox.height),
    // In an order of its own, as in the release.
    annopoints: matStruct([
      { point: matStruct(joints.flatMap((joint, id) => (joint.visibility > 0 ? [point(joint, id)] : [])).reverse()) },
    ]),
    scale: one(scale),
    objpos: matStruct([{ x: one(center.x), y: one(center.y) }]),
  });
  const annolist = [...byImage].map(([name, here], i) => ({
    image: matStruct([{ name: matText(name) }]),
    annorect: matStruct(here.map(rect)),
    frame_sec: matEmpty,
    vididx: one(1 + (i >> 1)),
  }));
  const testing = { image: matStruct([{ name: matText('test.jpg') }]), annorect: matEmpty, frame_sec: matEmpty, vididx: matEmpty };
  const release = {
    annolist: matStruct([...annolist, testing]),
    img_train: matNumbers([...annolist.map(() => 1), 0]),
    version: matText('12'),
  };
  return matFile({ RELEASE: matStruct([release]) }, options);
}

/** HRNet's list: what is not labelled is at (-1, -1) with vis 0. */
export function hrnetJson(people: readonly MpiiFixturePerson[]): string {
  return JSON.stringify(
    people.map(({ picture, joints, center, scale }) => ({
      joints_vis: joints.map(({ visibility }) => (visibility > 0 ? 1 : 0)),
      joints: joints.map(({ x, y, visibility }) => (visibility > 0 ? [x, y] : [-1, -1])),
      image: picture,
      scale,
      center: [center.x, center.y],
    })),
  );
}

/** pytorch-pose's list. */
export function pytorchPoseJson(people: readonly MpiiFixturePerson[], isValidation: (n: number) => boolean): string {
  return JSON.stringify(
    people.map(({ picture, joints, center, scale }, n) => ({
      dataset: 'MPI',
      isValidation: isValidation(n) ? 1 : 0,
      img_paths: picture,
      img_width: 100,
      img_height: 60,
      objpos: [center.x, center.y],
      joint_self: joints.map(({ x, y, visibility }) => (visibility > 0 ? [x, y, visibility - 1] : [0, 0, 0])),
      scale_provided: scale,
      joint_others: [],
      numOtherPeople: 0,
    })),
  );
}

/** annot.h5, names as codes filled up with zeros. */
export function annotH5(people: readonly MpiiFixturePerson[], isTraining: (n: number) => boolean): Promise<Uint8Array<ArrayBuffer>> {
  const N = people.length;
  const put = (values: readonly number[], ...shape: number[]) => ({ data: Float64Array.from(values), shape });
  return hdf5Of((root) => {
    const width = 24;
    const codes = people.flatMap(({ picture }) =>
      Array.from({ length: width }, (_, i) => (i < picture.length ? picture.charCodeAt(i) : 0)),
    );
    const joints = people.flatMap((person) => person.joints);
    root.create_dataset({ name: 'imgname', ...put(codes, N, width) });
    root.create_dataset({
      name: 'part',
      ...put(
        joints.flatMap(({ x, y, visibility }) => (visibility ? [x, y] : [0, 0])),
        N,
        16,
        2,
      ),
    });
    root.create_dataset({
      name: 'visible',
      ...put(
        joints.map(({ visibility }) => (visibility === 2 ? 1 : 0)),
        N,
        16,
      ),
    });
    root.create_dataset({
      name: 'center',
      ...put(
        people.flatMap(({ center }) => [center.x, center.y]),
        N,
        2,
      ),
    });
    root.create_dataset({
      name: 'scale',
      ...put(
        people.map(({ scale }) => scale),
        N,
      ),
    });
    root.create_dataset({
      name: 'istrain',
      ...put(
        people.map((_, n) => (isTraining(n) ? 1 : 0)),
        N,
      ),
    });
    root.create_dataset({
      name: 'normalize',
      ...put(
        people.map(({ headBox }) => 0.6 * Math.hypot(headBox.width, headBox.height)),
        N,
      ),
    });
  });
}

/** HRNet's gt_valid.mat, as far as it is read. */
export function gtValidMat(people: readonly MpiiFixturePerson[]): Promise<Uint8Array<ArrayBuffer>> {
  const corners = people.flatMap(({ headBox: { x, y, width, height } }) => [x, x + width, y, y + height]);
  return matFile({ headboxes_src: matNumbers(corners, [2, 2, people.length]) });
}

/** What must come back: the set's people with the boxes that MPII's terms say. */
export function expectedPeople(set: CommonSet): CommonPerson[] {
  return set.people.map((person, n) => {
    const { center, scale } = inMpiiTerms(person, n);
    const side = 200 * scale;
    return { ...person, box: { x: center.x - 0.5 - side / 2, y: center.y - 0.5 + 15 * scale - side / 2, width: side, height: side } };
  });
}
