import type { Box } from '../../pose/point.ts';
import type { LabelledJoint } from '../../pose/sample.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import { assembleDataset, type Person } from '../assemble.ts';
import { breather } from '../cancel.ts';
import { isCoordinate, unlabelled } from '../cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from '../dataset.ts';
import { openMat } from '../mat/mat.ts';
import type { MatStruct } from '../mat/matArray.ts';
import { numberAt, numbersAt, structAt, textAt } from '../mat/matFields.ts';
import { matFilesWith } from '../mat/matFiles.ts';
import { fromOneBased } from '../oneBased.ts';
import { indexPictures } from '../pictureIndex.ts';
import { createTally } from '../report.ts';
import { seededSplit } from '../split.ts';
import { addPerson, badJoint, mpiiFindings, mpiiJoint, scoring } from './mpiiPerson.ts';

const format = 'MPII Human Pose (MATLAB)';

/**
 * The release of MPII (Andriluka et al. 2014): `RELEASE.annolist(i)` with `image.name`, `annorect(r)` and `vididx`. A joint that is not
 * listed is unlabelled; `is_visible` is a text or a number, and 1 where it is empty or absent. Pictures of testing come without
 * joints, so what is held out are whole videos, by a seed.
 */
export const mpiiRelease: Reader = {
  format,
  find: annotationFiles,
  read,
};

function annotationFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  return matFilesWith(files, (variable) => variable.name === 'RELEASE', /mpii[^/]*$/i);
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
    const release = await releaseOf(file);
    const images = structAt(release, 0, 'annolist');
    if (!images) throw wrong(file, 'RELEASE.annolist', 'this is not an array of structs');
    const isTraining = numbersAt(release, 0, 'img_train');
    const found: (Person & { readonly video: number | null; readonly testing: boolean })[] = [];
    for (let i = 0; i < images.count; i++) {
      if (i % 100 === 0) await pause();
      if (i % 1000 === 0) progress?.(i / images.count);
      const rects = structAt(images, i, 'annorect');
      if (!rects) continue;
      const image = textAt(structAt(images, i, 'image'), 0, 'name');
      const here: Person[] = [];
      for (let r = 0; r < rects.count; r++) {
        const id = `${i + 1}.${r + 1}`;
        const place = `${file.path}, annolist(${i + 1}).annorect(${r + 1})`;
        addPerson({ image, ...recordOf(rects, r) }, { id, from: file.path }, place, pictures, tally, here);
      }
      const about = { video: numberAt(images, i, 'vididx'), testing: isTraining[i] === 0 };
      for (const person of here) found.push({ ...person, ...about });
    }
    people.push(...withVideoSplits(found));
  }
  const bytes = (path: string) => pictures.get(path)?.bytes();
  return assembleDataset({ format, ...mpiiFindings, ...scoring(people), people, tally, bytes }, { name, decode });
}

async function releaseOf(file: SourceFile): Promise<MatStruct> {
  const value = await (await openMat(file)).find((variable) => variable.name === 'RELEASE')?.read();
  if (value?.kind !== 'struct' || value.count === 0) throw wrong(file, 'RELEASE', 'this is not a struct');
  return value;
}

function wrong(file: SourceFile, place: string, problem: string): DataError {
  return new DataError('bad-annotation', { file: file.path, place, problem, cure: 'Take the file as it is in the archive of MPII.' });
}

function recordOf(rects: MatStruct, r: number) {
  const position = structAt(rects, r, 'objpos');
  return {
    joints: jointsOf(structAt(structAt(rects, r, 'annopoints'), 0, 'point')),
    center: [numberAt(position, 0, 'x') ?? Number.NaN, numberAt(position, 0, 'y') ?? Number.NaN] as const,
    scale: numberAt(rects, r, 'scale') ?? Number.NaN,
    headBox: headBoxOf(rects, r),
  };
}

function jointsOf(points: MatStruct | null): LabelledJoint[] | string {
  const joints: LabelledJoint[] = mpii16.joints.map(() => unlabelled);
  for (let p = 0; p < (points?.count ?? 0); p++) {
    const id = numberAt(points, p, 'id');
    const joint = mpiiJoint(numberAt(points, p, 'x'), numberAt(points, p, 'y'), numberAt(points, p, 'is_visible') === 0 ? 1 : 2);
    if (!joint) return badJoint;
    if (id === null || joints[id] === undefined) return 'a joint whose id is not 0 to 15';
    joints[id] = joint;
  }
  return joints;
}

function headBoxOf(rects: MatStruct, r: number): Box | null {
  const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((field) => numberAt(rects, r, field));
  if (!isCoordinate(x1) || !isCoordinate(y1) || !isCoordinate(x2) || !isCoordinate(y2)) return null;
  return x2 > x1 && y2 > y1 ? { x: fromOneBased(x1), y: fromOneBased(y1), width: x2 - x1, height: y2 - y1 } : null;
}

/** Where pictures of testing have joints they are held out; else whole videos. */
function withVideoSplits(found: readonly (Person & { readonly video: number | null; readonly testing: boolean })[]): Person[] {
  const hasTests = found.some((person) => person.testing);
  const keyOf = (person: (typeof found)[number]) => `${person.video ?? ''}/${person.picture}`;
  const splits = hasTests || found.every((person) => person.video === null) ? null : seededSplit(found.map(keyOf));
  return found.map((person) => {
    const { video: _, testing, ...rest } = person;
    const split = hasTests ? (testing ? 'validation' : 'train') : splits?.get(keyOf(person));
    return split ? { ...rest, split } : rest;
  });
}
