import type { Box } from '../../pose/point.ts';
import type { LabelledJoint } from '../../pose/sample.ts';
import { mpii16 } from '../../pose/skeleton.ts';
import { assembleDataset, type Person } from '../assemble.ts';
import { breather } from '../cancel.ts';
import { isRecord, type JsonRecord } from '../cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from '../dataset.ts';
import { baseName, extension } from '../paths.ts';
import { indexPictures } from '../pictureIndex.ts';
import { createTally } from '../report.ts';
import { readJson } from '../textFile.ts';
import { headBoxesBeside } from './headBoxes.ts';
import { addPerson, badJoint, type MpiiRecord, mpiiFindings, mpiiJoint, scoring } from './mpiiPerson.ts';

/** A list of records, one a person: what its fields are called is all in which the forms differ. */
interface Form {
  readonly format: string;
  /** Fields that tell the form. */
  readonly keys: readonly string[];
  record(fields: JsonRecord): Omit<MpiiRecord, 'headBox'>;
  readonly split: (fields: JsonRecord) => Person['split'];
}

/** MPII as HRNet (Sun et al. 2019) and others after it have it: train.json, valid.json. `joints_vis` is 1 where a joint is labelled. */
export const mpiiHrnet = reader({
  format: 'MPII Human Pose (JSON lists)',
  keys: ['joints_vis', 'joints', 'center', 'scale'],
  record: ({ image, joints, joints_vis, center, scale }) => ({
    image: String(image),
    joints: jointsOf(joints, (j) => (Array.isArray(joints_vis) && joints_vis[j] ? 2 : 0)),
    center: pointOf(center),
    scale: numberOf(scale),
  }),
  split: () => undefined,
});

/** MPII as pytorch-pose has it, mpii_annotations.json: joints are [x, y, visible], and at (0, 0) where they are unlabelled. */
export const mpiiPytorchPose = reader({
  format: 'MPII Human Pose (mpii_annotations.json)',
  keys: ['joint_self', 'img_paths', 'isValidation'],
  record: ({ img_paths, joint_self, objpos, scale_provided }) => ({
    image: String(img_paths),
    joints: jointsOf(joint_self, (_, [x, y, visible]) => (numberOf(x) <= 0 && numberOf(y) <= 0 ? 0 : visible === 0 ? 1 : 2)),
    center: pointOf(objpos),
    scale: numberOf(scale_provided),
  }),
  split: ({ isValidation }) => (isValidation ? 'validation' : 'train'),
});

function reader(form: Form): Reader {
  return {
    format: form.format,
    find: (files) => annotationFiles(form, files),
    read: (found, files, options) => read(form, found, files, options),
  };
}

async function annotationFiles({ keys }: Form, files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files.filter(({ path }) => extension(path) === 'json').slice(0, 50)) {
    const text = await (await file.head(8192)).text();
    if (/^\uFEFF?\s*\[/.test(text) && keys.every((key) => text.includes(`"${key}"`))) found.push(file);
  }
  // trainval.json holds both of the others once more.
  const parts = found.filter(({ path }) => !/^train_?val/i.test(baseName(path)));
  return parts.length > 0 ? parts : found;
}

/** @throws DataError 'bad-annotation', 'too-large', 'empty' when nobody is left, 'cancelled' */
async function read(
  form: Form,
  found: readonly SourceFile[],
  files: readonly SourceFile[],
  { name, decode, progress, signal }: ReadOptions,
): Promise<Dataset> {
  const { format } = form;
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(signal, name);
  const people: Person[] = [];
  const notes: string[] = [];
  for (const [f, file] of found.entries()) {
    const list = await readJson(file);
    if (!Array.isArray(list)) {
      throw new DataError('bad-annotation', { file: file.path, problem: 'this is not a list of people', cure: mpiiFindings.advice });
    }
    const heads = await headBoxesBeside(file, list.length, files, notes);
    for (const [i, fields] of list.entries()) {
      if (i % 1000 === 0) await pause();
      const place = `${file.path}, [${i}]`;
      if (!isRecord(fields)) tally.skip('records that are not objects', place);
      else add(form, fields, heads?.[i] ?? null, { id: String(i), from: file.path }, place);
    }
    progress?.((f + 1) / found.length);
  }
  function add(form: Form, fields: JsonRecord, headBox: Box | null, rest: Pick<Person, 'id' | 'from'>, place: string): void {
    const split = form.split(fields);
    addPerson({ ...form.record(fields), headBox }, split ? { ...rest, split } : rest, place, pictures, tally, people);
  }
  const bytes = (path: string) => pictures.get(path)?.bytes();
  const score = scoring(people);
  const all = [...notes, ...(score.notes ?? [])];
  return assembleDataset({ format, ...mpiiFindings, ...score, notes: all, people, tally, bytes }, { name, decode });
}

function jointsOf(value: unknown, visibility: (j: number, joint: readonly unknown[]) => 0 | 1 | 2): LabelledJoint[] | string {
  if (!Array.isArray(value) || value.length !== mpii16.joints.length) return 'joints that are not 16';
  const joints: LabelledJoint[] = [];
  for (const [j, point] of value.entries()) {
    const joint = Array.isArray(point) ? mpiiJoint(point[0], point[1], visibility(j, point)) : null;
    if (!joint) return badJoint;
    joints.push(joint);
  }
  return joints;
}

function pointOf(value: unknown): readonly [number, number] {
  return Array.isArray(value) ? [numberOf(value[0]), numberOf(value[1])] : [Number.NaN, Number.NaN];
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
