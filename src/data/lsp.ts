import type { LabelledJoint } from '../pose/sample.ts';
import { lsp14 } from '../pose/skeleton.ts';
import { assembleDataset, type Person } from './assemble.ts';
import { breather } from './cancel.ts';
import { boxAround, isCoordinate, unlabelled } from './cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { type MatVariable, openMat } from './mat/mat.ts';
import { matFilesWith } from './mat/matFiles.ts';
import { fromOneBased } from './oneBased.ts';
import { type FileIndex, indexPictures } from './pictureIndex.ts';
import { createTally, type Tally } from './report.ts';

const format = 'Leeds Sports Poses';
const J = lsp14.joints.length;

/**
 * Leeds Sports Poses and its extended training set (Johnson and Everingham 2010, 2011), alone or together. The orientation of `joints`
 * tells them apart: LSP is [3, 14, n] and its third value is 1 where a joint is occluded; LSPET is [14, 3, n] and its third value is 1
 * where a joint is labelled. Coordinates are 1-based. LSP's first 1000 are for training, the rest for testing; LSPET is all training.
 */
export const lsp: Reader = {
  format,
  find: annotationFiles,
  read,
};

function annotationFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  return matFilesWith(files, (variable) => layoutOf(variable) !== null, /joints[^/]*$/i);
}

/** How the joints of a file are laid out: the strides of coordinate, joint and person in column-major order. */
interface Layout {
  readonly set: 'LSP' | 'LSPET';
  readonly strides: readonly [coordinate: number, joint: number];
  readonly count: number;
}

function layoutOf({ name, shape }: MatVariable): Layout | null {
  const [rows, columns, count = 1] = shape;
  if (name !== 'joints' || shape.length > 3) return null;
  if (rows === 3 && columns === J) return { set: 'LSP', strides: [1, 3], count };
  if (rows === J && columns === 3) return { set: 'LSPET', strides: [J, 1], count };
  return null;
}

/** @throws DataError 'bad-annotation' when a file is no whole MAT file, 'empty' when nobody is left, 'cancelled' */
async function read(
  found: readonly SourceFile[],
  files: readonly SourceFile[],
  { name, decode, progress, signal }: ReadOptions,
): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const people: Person[] = [];
  const pause = breather(signal, name);
  for (const [i, file] of found.entries()) {
    await pause();
    people.push(...(await peopleIn(file, pictures, tally)));
    progress?.((i + 1) / found.length);
  }
  const origin = { joints: 'known', limbs: 'known', pairs: 'known' } as const;
  const bytes = (path: string) => pictures.get(path)?.bytes();
  return assembleDataset({ format, skeleton: lsp14, origin, people, tally, bytes, metric: 'pck', advice }, { name, decode });
}

const advice = 'Take joints.mat and the folder images as they are in the archive of the set.';

async function peopleIn(file: SourceFile, pictures: FileIndex, tally: Tally): Promise<Person[]> {
  const variable = (await openMat(file)).find((each) => layoutOf(each) !== null);
  const layout = variable && layoutOf(variable);
  const value = await variable?.read();
  if (!layout || value?.kind !== 'numbers') {
    throw new DataError('bad-annotation', { file: file.path, place: 'joints', problem: 'this is not an array of numbers', cure: advice });
  }
  const people: Person[] = [];
  for (let n = 0; n < layout.count; n++) {
    const place = `${file.path}, joints(:,:,${n + 1})`;
    const picture = pictureOf(layout, n, file, pictures);
    const joints = jointsOf(value.values, layout, n);
    if (!picture) tally.skip('people whose picture is missing', place);
    else if (!joints) tally.skip('people with a joint that is not a number of pixels', place);
    else if (joints.every((joint) => joint.visibility === 0)) tally.skip('people without a labelled joint', place);
    else {
      const person = { id: String(n + 1), picture: picture.path, joints, box: boxAround(joints), headBox: null, from: file.path };
      people.push({ ...person, split: layout.set === 'LSP' && n >= 1000 ? 'validation' : 'train' });
    }
  }
  return people;
}

/** Person n of LSP is in `images/im0001.jpg` and so on, of LSPET in `images/im00001.jpg`. */
function pictureOf({ set }: Layout, n: number, { path }: SourceFile, pictures: FileIndex): SourceFile | null {
  const stem = `images/im${String(n + 1).padStart(set === 'LSP' ? 4 : 5, '0')}`;
  return pictures.find(`${stem}.jpg`, path) ?? pictures.find(`${stem}.png`, path);
}

function jointsOf(values: Float64Array, { set, strides }: Layout, n: number): LabelledJoint[] | null {
  const joints: LabelledJoint[] = [];
  for (let j = 0; j < J; j++) {
    const at = 3 * J * n + strides[1] * j;
    const [x, y, flag] = [values[at]!, values[at + strides[0]]!, values[at + 2 * strides[0]]!];
    // An unlabelled joint of LSPET has a place that means nothing.
    if (set === 'LSPET' && !(flag > 0.5)) joints.push(unlabelled);
    else if (!isCoordinate(x) || !isCoordinate(y)) return null;
    else joints.push({ x: fromOneBased(x), y: fromOneBased(y), visibility: set === 'LSP' && flag > 0.5 ? 1 : 2 });
  }
  return joints;
}
