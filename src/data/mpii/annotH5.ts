import type { Box } from '../../pose/point.ts';
import type { LabelledJoint, Split } from '../../pose/sample.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import { assembleDataset, type Person } from '../assemble.ts';
import { breather } from '../cancel.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from '../dataset.ts';
import { type Hdf5, openHdf5 } from '../hdf5.ts';
import { extension } from '../paths.ts';
import { indexPictures } from '../pictureIndex.ts';
import { createTally } from '../report.ts';
import { addPerson, badJoint, mpiiFindings, mpiiJoint, scoring } from './mpiiPerson.ts';

const format = 'MPII Human Pose (annot.h5)';
const J = mpii16.joints.length;
const [neck, headTop] = [mpii16.joints.indexOf('upper_neck'), mpii16.joints.indexOf('head_top')];

/** MPII as Newell et al. (2016) packed it for training: one row a person, a joint at (0, 0) or left of it is unlabelled. */
export const mpiiH5: Reader = {
  format,
  find: annotationFiles,
  read,
};

async function annotationFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files.filter(({ path }) => ['h5', 'hdf5'].includes(extension(path))).slice(0, 20)) {
    try {
      const h5 = await openHdf5(file);
      if (['imgname', 'part', 'center', 'scale'].every((name) => h5.has(name))) found.push(file);
      h5.close();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      // By its name alone, so that opening it again tells the user why.
      if (/(^|\/)annot\.h5$/.test(file.path)) found.push(file);
    }
  }
  return found;
}

/** @throws DataError 'bad-annotation', 'too-large', 'empty' when nobody is left, 'cancelled' */
async function read(
  found: readonly SourceFile[],
  files: readonly SourceFile[],
  { name, decode, progress, signal }: ReadOptions,
): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(signal, name);
  const people: Person[] = [];
  for (const file of found) {
    const h5 = await openHdf5(file);
    const rows = rowsOf(h5, file.path);
    h5.close();
    for (let n = 0; n < rows.count; n++) {
      if (n % 1000 === 0) {
        await pause();
        progress?.(n / rows.count);
      }
      const split: Split | null = rows.isTraining && (rows.isTraining[n] === 0 ? 'validation' : 'train');
      const person = { id: String(n), from: file.path, ...(split ? { split } : {}) };
      addPerson(rows.record(n), person, `${file.path}, row ${n}`, pictures, tally, people);
    }
  }
  const bytes = (path: string) => pictures.get(path)?.bytes();
  return assembleDataset({ format, ...mpiiFindings, ...scoring(people), people, tally, bytes }, { name, decode });
}

/** The datasets of the file, row by row. */
function rowsOf(h5: Hdf5, file: string) {
  const part = h5.numbers('part');
  const count = part.shape[0] ?? 0;
  const expect = (name: string, shape: readonly number[], found: readonly number[]) => {
    if (shape.length === found.length && shape.every((n, i) => n === found[i])) return;
    throw new DataError('bad-annotation', {
      file,
      place: name,
      problem: `this is ${found.join(' × ')} and not ${shape.join(' × ')} values`,
      cure: 'Make the file anew from the release of MPII.',
    });
  };
  expect('part', [count, J, 2], part.shape);
  const column = (name: string, ...shape: number[]): Float64Array => {
    const found = h5.numbers(name);
    expect(name, [count, ...shape], found.shape);
    return found.values;
  };
  const optional = (name: string, ...shape: number[]) => (h5.has(name) ? column(name, ...shape) : null);
  const names = imageNames(h5);
  expect('imgname', [count], [names.length]);
  const center = column('center', 2);
  const scale = column('scale');
  const headLength = optional('normalize');
  const visible = optional('visible', J);
  return {
    count,
    isTraining: optional('istrain'),
    record(n: number) {
      const joints = jointsOf(part.values.subarray(2 * J * n), visible?.subarray(J * n));
      const headBox = headLength && typeof joints !== 'string' ? headBoxOf(headLength[n]!, joints) : null;
      return { image: names[n]!, joints, center: [center[2 * n]!, center[2 * n + 1]!] as const, scale: scale[n]!, headBox };
    },
  };
}

/** Texts, or rows of character codes that zeros fill up. */
function imageNames(h5: Hdf5): string[] {
  try {
    return h5.strings('imgname');
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
  }
  const { shape, values } = h5.numbers('imgname');
  const width = shape[1] ?? 0;
  return Array.from({ length: width > 0 ? (shape[0] ?? 0) : 0 }, (_, n) => {
    const codes = values.subarray(n * width, (n + 1) * width).filter((code) => code >= 32 && code < 0x10000);
    return String.fromCharCode(...codes.subarray(0, 1024)).trim();
  });
}

function jointsOf(part: Float64Array, visible: Float64Array | undefined): LabelledJoint[] | string {
  const joints: LabelledJoint[] = [];
  for (let j = 0; j < J; j++) {
    const [x, y] = [part[2 * j]!, part[2 * j + 1]!];
    const isThere = !(x <= 0 && y <= 0);
    const joint = mpiiJoint(x, y, isThere ? (visible?.[j] === 0 ? 1 : 2) : 0);
    if (!joint) return badJoint;
    joints.push(joint);
  }
  return joints;
}

/** The file tells a head's length, 0.6 · the diagonal of its box, but not where the box is: a square of that diagonal, on the head. */
function headBoxOf(length: number, joints: readonly LabelledJoint[]): Box | null {
  const ends = [joints[neck]!, joints[headTop]!].filter((joint) => joint.visibility > 0);
  if (!(length > 0 && length < 1e6) || ends.length === 0) return null;
  const side = length / 0.6 / Math.SQRT2;
  const middle = (axis: 'x' | 'y') => ends.reduce((sum, joint) => sum + joint[axis], 0) / ends.length;
  return { x: middle('x') - side / 2, y: middle('y') - side / 2, width: side, height: side };
}
