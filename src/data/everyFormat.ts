import { coco17, lsp14, mpii16, type Skeleton } from '../pose/skeleton.ts';
import type { CommonPerson, CommonSet, CommonSetOptions } from './commonSet.ts';
import { matFile, matNumbers } from './mat/matFixture.ts';
import { annotH5, hrnetJson, inMpiiTerms, pytorchPoseJson, releaseMat } from './mpii/mpiiFixture.ts';
import * as write from './writtenFormats.ts';

/** For tests: one way to write a common set, and what of the set comes back from it. */
export interface WrittenFormat {
  /** The reader's name for it. */
  readonly format: string;
  readonly form: string;
  readonly write: (set: CommonSet) => write.Written | Promise<write.Written>;
  readonly skeletons: readonly Skeleton[];
  /** What the format tells apart. */
  readonly visibilities: NonNullable<CommonSetOptions['visibilities']>;
  /** Whether it has the boxes of a common set. */
  readonly boxes: boolean;
  readonly path?: (i: number) => string;
}

const three = { visibilities: [0, 1, 2, 2], boxes: false } as const;
const two = { visibilities: [0, 2, 2], boxes: false } as const;
const any = { skeletons: [coco17, mpii16] } as const;
const mpii = { ...three, skeletons: [mpii16] } as const;

/** Every format that is understood: a reader without a line here fails the tests. */
export const everyFormat: readonly WrittenFormat[] = [
  { format: 'COCO keypoints', form: 'JSON', write: write.writeCoco, ...any, ...three, boxes: true },
  { ...{ format: 'Leeds Sports Poses', form: 'LSP' }, write: writeLsp, skeletons: [lsp14], ...three, visibilities: [1, 2, 2] },
  {
    ...{ format: 'Leeds Sports Poses', form: 'LSPET' },
    ...{ write: writeLspet, skeletons: [lsp14], ...two },
    path: (i) => `images/im${String(i + 1).padStart(5, '0')}.jpg`,
  },
  { format: 'MPII Human Pose (MATLAB)', form: 'MAT', write: async (set) => ({ 'mpii.mat': await releaseMat(mpiiOf(set)) }), ...mpii },
  {
    ...{ format: 'MPII Human Pose (MATLAB)', form: 'MAT, not packed' },
    ...{ write: async (set) => ({ 'mpii.mat': await releaseMat(mpiiOf(set), { compressed: false }) }), ...mpii },
  },
  {
    ...{ format: 'MPII Human Pose (JSON lists)', form: 'JSON' },
    ...{ write: (set) => ({ 'people.json': hrnetJson(mpiiOf(set)) }), ...two, skeletons: [mpii16] },
  },
  {
    ...{ format: 'MPII Human Pose (mpii_annotations.json)', form: 'JSON' },
    ...{ write: (set) => ({ 'mpii_annotations.json': pytorchPoseJson(mpiiOf(set), (n) => n >= 8) }), ...mpii },
  },
  {
    ...{ format: 'MPII Human Pose (annot.h5)', form: 'HDF5' },
    ...{ write: async (set) => ({ 'annot.h5': await annotH5(mpiiOf(set), (n) => n < 8) }), ...mpii },
  },
  { format: 'YOLO-pose', form: 'text', write: write.writeYolo, ...any, ...three, boxes: true },
  { format: 'CVAT for images', form: 'XML', write: write.writeCvat, ...any, ...three },
  { format: 'Label Studio', form: 'JSON', write: write.writeLabelStudio, ...any, ...two, boxes: true },
  { format: 'labelme', form: 'JSON', write: write.writeLabelme, ...any, ...three },
  { format: 'SLEAP', form: 'HDF5', write: (set) => write.writeSleap(set, false), ...any, ...three },
  { format: 'DeepLabCut', form: 'CSV', write: write.writeDeepLabCut, ...any, ...two },
  { format: 'Table (CSV)', form: 'CSV', write: write.writeCsv, ...any, ...three },
];

const mpiiOf = (set: CommonSet) => set.people.map(inMpiiTerms);

/** [3, 14, n], 1-based; 1 is occluded. */
async function writeLsp(set: CommonSet): Promise<write.Written> {
  const triples = set.people.flatMap(({ joints }) =>
    joints.flatMap(({ x, y, visibility }) => [x + 0.5, y + 0.5, visibility === 1 ? 1 : 0]),
  );
  return { 'joints.mat': await matFile({ joints: matNumbers(triples, [3, 14, set.people.length]) }) };
}

/** [14, 3, n], 1-based; 1 is labelled. */
async function writeLspet(set: CommonSet): Promise<write.Written> {
  const columns = ({ joints }: CommonPerson) => [
    ...joints.map(({ x }) => x + 0.5),
    ...joints.map(({ y }) => y + 0.5),
    ...joints.map(({ visibility }) => (visibility === 0 ? 0 : 1)),
  ];
  return { 'joints.mat': await matFile({ joints: matNumbers(set.people.flatMap(columns), [14, 3, set.people.length]) }) };
}
