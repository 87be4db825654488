import type { Box } from '../pose/point.ts';
import type { LabelledJoint } from '../pose/sample.ts';
import { breather } from './cancel.ts';
import { isCoordinate, isRecord, type JsonRecord } from './cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { assembleNamed, type NamedPerson } from './namedPeople.ts';
import { extension, folderName } from './paths.ts';
import { indexPictures } from './pictureIndex.ts';
import { createTally, type Tally } from './report.ts';
import { readJson } from './textFile.ts';

/** labelme: a JSON file a picture, a point a joint, its group_id a person (github.com/wkentaro/labelme). */
export const labelme: Reader = {
  format: 'labelme',
  find: jsonFiles,
  read,
};

/** @throws DataError 'empty', 'too-large', 'cancelled'; a file that is no labelme file is left out and counted */
async function read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(options.signal, options.name);
  const people: NamedPerson[] = [];
  /** Files that hold their picture themselves, by the name that it then gets. */
  const inside = new Map<string, SourceFile>();
  for (const [i, file] of found.entries()) {
    await pause();
    const root = await rootOf(file);
    if (!root) {
      tally.skip('JSON files that are not labelme’s', file.path);
      continue;
    }
    const beside = typeof root.imagePath === 'string' ? pictures.find(root.imagePath, file.path) : null;
    const hasOwn = !beside && typeof root.imageData === 'string' && root.imageData.length > 0;
    if (hasOwn) inside.set(file.path, file);
    const picture = beside?.path ?? (hasOwn ? file.path : null);
    people.push(...readShapes(root.shapes, picture, file, tally));
    options.progress?.((i + 1) / found.length);
  }
  return assembleNamed(
    {
      format: labelme.format,
      file: found[0]!.path,
      title: 'person',
      people,
      joints: [],
      tally,
      bytes: (path) => pictures.get(path)?.bytes() ?? (inside.has(path) ? ownPicture(inside.get(path)!) : undefined),
      advice: 'Label joints as points in labelme, with the same group_id for all joints of a person.',
    },
    options,
  );
}

async function rootOf(file: SourceFile): Promise<(JsonRecord & { readonly shapes: readonly unknown[] }) | null> {
  const root = await readJson(file, 200e6).catch((error: unknown) => {
    if (error instanceof DataError && error.code === 'bad-annotation') return null;
    throw error;
  });
  return isRecord(root) && Array.isArray(root.shapes) ? { ...root, shapes: root.shapes } : null;
}

function readShapes(shapes: readonly unknown[], picture: string | null, file: SourceFile, tally: Tally): NamedPerson[] {
  const people = new Map<string, { joints: Map<string, LabelledJoint>; box: Box | null }>();
  for (const [i, shape] of shapes.entries()) {
    const place = `${file.path}, shapes[${i}]`;
    if (!isRecord(shape)) {
      tally.skip('shapes that are not objects', place);
      continue;
    }
    const group = shape.group_id;
    const id = typeof group === 'number' || typeof group === 'string' ? String(group) : '';
    const person = people.get(id) ?? { joints: new Map<string, LabelledJoint>(), box: null };
    people.set(id, person);
    const points = pointsOf(shape.points);
    if (shape.shape_type === 'rectangle' && points?.length === 2) person.box = boxBetween(points[0]!, points[1]!);
    else if (shape.shape_type !== 'point') tally.skip('shapes that are no points', place);
    else if (typeof shape.label !== 'string' || shape.label === '') tally.skip('points without a label', place);
    else if (points?.length !== 1) tally.skip('points that are not [x, y] in pixels', place);
    else if (person.joints.has(shape.label))
      tally.skip('joints that one person has twice; several people on a picture need group_id', place);
    else person.joints.set(shape.label, { ...points[0]!, visibility: isOccluded(shape) ? 1 : 2 });
  }
  const labelled = [...people].filter(([, { joints }]) => joints.size > 0);
  if (!picture) {
    for (const _ of labelled) tally.skip('people whose picture is missing, or of which several have the name', file.path);
    return [];
  }
  // The folder alone may speak of a split: a picture may well be of a train station.
  const from = `${folderName(file.path)}/`;
  return labelled.map(([id, { joints, box }]) => ({ id: id || 'alone', picture, from, joints, box }));
}

function pointsOf(value: unknown): { x: number; y: number }[] | null {
  if (!Array.isArray(value) || value.length > 2) return null;
  const points = value.map((pair) =>
    Array.isArray(pair) && isCoordinate(pair[0]) && isCoordinate(pair[1]) ? { x: pair[0], y: pair[1] } : null,
  );
  return points.every((point) => point !== null) ? points : null;
}

function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box | null {
  const [width, height] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  return width > 0 && height > 0 ? { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width, height } : null;
}

/** A flag of a name like “occluded” or “hidden”, which every user names as they like. */
function isOccluded(shape: JsonRecord): boolean {
  return isRecord(shape.flags) && Object.entries(shape.flags).some(([name, on]) => on === true && /occlu|hidden|invisible/i.test(name));
}

/** The picture that labelme put into its file, as base64. */
async function ownPicture(file: SourceFile): Promise<Blob> {
  const root = await rootOf(file);
  try {
    return new Blob([Uint8Array.from(atob(String(root?.imageData)), (char) => char.charCodeAt(0))]);
  } catch (cause) {
    const cure = 'Put the picture beside the file.';
    throw new DataError('bad-picture', { file: file.path, place: 'imageData', problem: 'this is not base64', cure }, { cause });
  }
}

/** All JSON files, where one of the first is labelme's. */
async function jsonFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const json = files.filter((file) => extension(file.path) === 'json');
  for (const file of json.slice(0, 20)) if (await looksLikeLabelme(file)) return json;
  return [];
}

async function looksLikeLabelme(file: SourceFile): Promise<boolean> {
  const text = await (await file.head(65_536)).text();
  return /"shapes"\s*:/.test(text) && /"(imagePath|shape_type|flags)"\s*:/.test(text);
}
