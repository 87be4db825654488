import type { Box } from '../pose/point.ts';
import type { LabelledJoint } from '../pose/sample.ts';
import { breather } from './cancel.ts';
import { isCoordinate, isRecord, type JsonRecord } from './cocoRecords.ts';
import type { Dataset, Reader, ReadOptions, SourceFile } from './dataset.ts';
import { assembleNamed, type NamedPerson } from './namedPeople.ts';
import { baseName, extension } from './paths.ts';
import { type FileIndex, indexPictures } from './pictureIndex.ts';
import { createTally, type Tally } from './report.ts';
import { readJson } from './textFile.ts';

/** Label Studio's JSON: a list of tasks whose results are points in percent of the picture (labelstud.io/guide/export). */
export const labelStudio: Reader = {
  format: 'Label Studio',
  find: taskFiles,
  read,
};

/** @throws DataError 'bad-annotation', 'empty', 'too-large', 'cancelled' */
async function read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(options.signal, options.name);
  const people: NamedPerson[] = [];
  for (const [i, file] of found.entries()) {
    const root = await readJson(file);
    for (const [k, task] of (Array.isArray(root) ? root : [root]).entries()) {
      await pause();
      people.push(...readTask(task, `${file.path}, [${k}]`, file, pictures, tally));
    }
    options.progress?.((i + 1) / found.length);
  }
  return assembleNamed(
    {
      format: labelStudio.format,
      file: found[0]!.path,
      title: 'person',
      people,
      joints: [],
      tally,
      bytes: (path) => pictures.get(path)?.bytes(),
      advice: 'Export it again from Label Studio as “JSON”, with keypoints, and put the pictures beside it.',
    },
    options,
  );
}

function readTask(task: unknown, place: string, file: SourceFile, pictures: FileIndex, tally: Tally): NamedPerson[] {
  if (!isRecord(task)) {
    tally.skip('tasks that are not objects', place);
    return [];
  }
  // Older exports call annotations completions.
  const annotations = [task.annotations, task.completions].find(Array.isArray)?.filter(isRecord) ?? [];
  const kept = annotations.filter((each) => each.was_cancelled !== true && Array.isArray(each.result) && each.result.some(isKeypoint));
  for (let i = 1; i < kept.length; i++) tally.skip('further annotations of the same picture', `${place}.annotations[${i}]`);
  const results = (kept[0]?.result as unknown[] | undefined)?.filter(isRecord) ?? [];
  const picture = results.length > 0 ? findPicture(task, file.path, pictures) : null;
  const boxes = new Map(results.flatMap((result) => (typeof result.id === 'string' ? [[result.id, boxOf(result)] as const] : [])));
  const people = new Map<string, Map<string, LabelledJoint>>();
  for (const result of results.filter(isKeypoint)) {
    const person = typeof result.parentID === 'string' ? result.parentID : '';
    const joints = people.get(person) ?? new Map<string, LabelledJoint>();
    people.set(person, joints);
    const joint = jointOf(result);
    if (typeof joint === 'string') tally.skip(joint, place);
    else if (joints.has(joint.name)) tally.skip('joints that one person has twice; several people on a picture need parentID', place);
    else joints.set(joint.name, joint);
  }
  return [...people].flatMap(([id, joints], i) => {
    if (!picture) {
      tally.skip('people whose picture is missing, or of which several have the name', place);
      return [];
    }
    return [
      { id: id || `person ${i + 1}`, picture: picture.path, from: file.path, joints: withoutNames(joints), box: boxes.get(id) ?? null },
    ];
  });
}

function withoutNames(joints: ReadonlyMap<string, LabelledJoint>): Map<string, LabelledJoint> {
  return new Map([...joints].map(([name, { x, y, visibility }]) => [name, { x, y, visibility }]));
}

function isKeypoint(value: unknown): value is JsonRecord {
  return isRecord(value) && value.type === 'keypointlabels' && isRecord(value.value);
}

/** The joint of a result: x, y in percent of the original size. */
function jointOf(result: JsonRecord): (LabelledJoint & { readonly name: string }) | string {
  const value = result.value as JsonRecord;
  const [name] = Array.isArray(value.keypointlabels) ? (value.keypointlabels as unknown[]) : [];
  if (typeof name !== 'string' || name === '') return 'points without a label';
  const [x, y] = [scaled(value.x, result.original_width), scaled(value.y, result.original_height)];
  if (x === null || y === null) return 'points whose x, y, original_width or original_height make no sense';
  return { name, x, y, visibility: 2 };
}

function boxOf(result: JsonRecord): Box | null {
  if (!isRecord(result.value) || !String(result.type).startsWith('rectangle')) return null;
  const { value, original_width: w, original_height: h } = result;
  const [x, y, width, height] = [scaled(value.x, w), scaled(value.y, h), scaled(value.width, w), scaled(value.height, h)];
  return x !== null && y !== null && width && height && width > 0 && height > 0 ? { x, y, width, height } : null;
}

function scaled(percent: unknown, size: unknown): number | null {
  if (typeof percent !== 'number' || typeof size !== 'number' || !(size > 0)) return null;
  const pixels = (percent / 100) * size;
  return isCoordinate(pixels) ? pixels : null;
}

/** The picture that a task names: an address of the server it was uploaded to, where it got eight digits before its name. */
function findPicture(task: JsonRecord, from: string, pictures: FileIndex): SourceFile | null {
  const data = isRecord(task.data) ? Object.values(task.data) : [];
  const names = [...data, task.file_upload].filter((name): name is string => typeof name === 'string' && name.length < 2000);
  for (const name of names) {
    // Files that the server found itself are named after `?d=`.
    const path = decoded(/[?&]d=([^&]+)/.exec(name)?.[1] ?? name.replace(/[?#].*$/, ''));
    for (const candidate of [path, baseName(path).replace(/^[0-9a-f]{8}-/, '')]) {
      const picture = candidate === '' ? null : pictures.find(candidate, from);
      if (picture) return picture;
    }
  }
  return null;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that encodes nothing.
    return path;
  }
}

async function taskFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files.filter(({ path }) => extension(path) === 'json').slice(0, 50)) {
    const text = await (await file.head(65_536)).text();
    if (/"(annotations|completions)"\s*:\s*\[/.test(text) && /"result"\s*:\s*\[/.test(text)) found.push(file);
  }
  return found;
}
