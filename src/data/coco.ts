import type { Sample } from '../pose/sample.ts';
import { type Skeleton, skeletonFromNames } from '../pose/skeleton.ts';
import { breather, stopIfCancelled } from './cancel.ts';
import {
  boxAround,
  boxOf,
  type CocoCategory,
  type CocoId,
  type CocoTables,
  categoryOf,
  idOf,
  isRecord,
  jointsOf,
  readTables,
} from './cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { baseName, extension, folderName } from './paths.ts';
import { indexPictures, type PictureIndex } from './pictureIndex.ts';
import { createTally, reportOn, type Tally } from './report.ts';
import { seededSplit, splitsByName } from './split.ts';

const format = 'COCO keypoints';

/** COCO keypoints (Lin et al. 2014; cocodataset.org/#format-data), any skeleton, any number of annotation files. */
export const coco: Reader = {
  format,
  detect: async (files) => (await annotationFiles(files)).length > 0,
  read,
};

/** A person as a file tells it, before it is known which split the person belongs to. */
type Person = Omit<Sample, 'split'> & { readonly from: string };

interface ParsedFile {
  readonly file: SourceFile;
  readonly tables: CocoTables;
  readonly categories: ReadonlyMap<CocoId, CocoCategory>;
}

/**
 * @throws DataError 'bad-annotation' when a file is no COCO keypoints file, 'empty' when nobody is left, 'cancelled'. A bad record is
 * left out and counted.
 */
async function read(files: readonly SourceFile[], { name, decode, progress, signal }: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pause = breather(signal, name);
  const parsed: ParsedFile[] = [];
  const candidates = await annotationFiles(files);
  for (const [i, file] of candidates.entries()) {
    stopIfCancelled(signal, name);
    const tables = await readTables(file);
    const categories = new Map<CocoId, CocoCategory>();
    for (const category of tables.categories.map(categoryOf)) if (category) categories.set(category.id, category);
    if (categories.size > 0) parsed.push({ file, tables, categories });
    else tally.skip('annotation files without keypoints in their categories', file.path);
    progress?.((0.7 * (i + 1)) / candidates.length);
  }
  const joints = commonKeypoints(parsed);
  if (!joints) {
    throw new DataError('bad-annotation', {
      file: candidates[0]?.path ?? name,
      place: 'categories',
      problem: 'no category lists the names of its keypoints',
      cure: 'Add "keypoints": ["nose", …] to the category, in the order of the annotations.',
    });
  }
  const pictures = indexPictures(files);
  const people: Person[] = [];
  for (const [i, file] of parsed.entries()) {
    await readPeople(file, joints, pictures, tally, people, pause);
    progress?.(0.7 + (0.3 * (i + 1)) / parsed.length);
  }
  const samples = withSplits(people, tally);
  if (samples.length === 0) throw nobody(name, tally);
  return {
    name,
    format,
    skeleton: skeletonOf(joints),
    metric: samples.some((sample) => sample.headBox) ? 'pckh' : 'pck',
    samples,
    report: reportOn(samples, joints.keypoints.length, tally.list()),
    async picture(path) {
      const file = pictures.get(path);
      if (!file) throw new DataError('not-found', { file: path, problem: 'the picture is not in the set', cure: 'Open the set again.' });
      return decode(await file.bytes(), path);
    },
  };
}

/** The JSON files that look like COCO, by how they begin and end; where some are named after keypoints, these alone. */
async function annotationFiles(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  const json = files.filter((file) => extension(file.path) === 'json');
  const named = json.filter((file) => /keypoint/i.test(baseName(file.path)));
  // COCO's own archive holds 900 MB of captions and outlines beside its keypoints, which need not be unpacked for a look.
  // Tools that write one JSON file a picture are other formats: a few are enough to see it.
  for (const file of named.length > 0 ? named : json.slice(0, 50)) if (await looksLikeCoco(file)) found.push(file);
  return found;
}

async function looksLikeCoco(file: SourceFile): Promise<boolean> {
  const look = 65_536;
  const blob = await file.bytes();
  const head = await blob.slice(0, look).text();
  if (!/^\uFEFF?\s*\{/.test(head)) return false;
  const text = blob.size > look ? head + (await blob.slice(Math.max(look, blob.size - look)).text()) : head;
  return ['"images"', '"annotations"', '"categories"', '"image_id"', '"keypoints"'].filter((key) => text.includes(key)).length >= 2;
}

/** The keypoints that most annotations use; null when there are none. */
function commonKeypoints(parsed: readonly ParsedFile[]): CocoCategory | null {
  const votes = new Map<string, { category: CocoCategory; count: number }>();
  for (const { tables, categories } of parsed) {
    for (const category of categories.values()) {
      const key = keypointsKey(category);
      if (!votes.has(key)) votes.set(key, { category, count: 0 });
    }
    for (const annotation of tables.annotations) {
      const id = isRecord(annotation) ? idOf(annotation.category_id) : null;
      const category = id === null ? undefined : categories.get(id);
      if (category) votes.get(keypointsKey(category))!.count++;
    }
  }
  let best: { category: CocoCategory; count: number } | null = null;
  for (const vote of votes.values()) if (!best || vote.count > best.count) best = vote;
  return best?.category ?? null;
}

function keypointsKey(category: CocoCategory): string {
  return JSON.stringify(category.keypoints);
}

function skeletonOf({ name, keypoints, limbs }: CocoCategory): Skeleton {
  return skeletonFromNames(`${name}, ${keypoints.length} joints`, keypoints, limbs);
}

/** Adds the people of one file to `people`; what cannot be used goes to the tally. */
async function readPeople(
  { file, tables, categories }: ParsedFile,
  joints: CocoCategory,
  pictures: PictureIndex,
  tally: Tally,
  people: Person[],
  pause: () => Promise<void>,
): Promise<void> {
  const byImage = new Map<CocoId, SourceFile | null>();
  for (const [i, image] of tables.images.entries()) {
    const id = isRecord(image) ? idOf(image.id) : null;
    const place = `${file.path}, images[${i}]`;
    if (!isRecord(image) || id === null) tally.skip('image records without an id', place);
    else if (byImage.has(id)) tally.skip('image records with the id of another', `${place}, id ${id}`);
    else if (typeof image.file_name !== 'string' || image.file_name === '') tally.skip('image records without a file name', place);
    else {
      const found = pictures.find(image.file_name, file.path);
      byImage.set(id, found);
      if (!found) tally.skip('pictures that are missing, or of which several have the name', `${place}: ${image.file_name.slice(0, 120)}`);
    }
    if (i % 1000 === 0) await pause();
  }
  const key = keypointsKey(joints);
  const seen = new Set<CocoId>();
  for (const [i, annotation] of tables.annotations.entries()) {
    if (i % 1000 === 0) await pause();
    const person = readPerson(annotation, joints, seen, byImage, (id) => {
      const category = categories.get(id);
      return category !== undefined && keypointsKey(category) === key;
    });
    if (typeof person === 'string') tally.skip(person, `${file.path}, annotations[${i}]`);
    else people.push({ ...person, id: person.id || `annotations[${i}]`, from: file.path });
  }
}

/** One person (its `id` still the annotation's, '' without one), or in a few words why it is left out. */
function readPerson(
  annotation: unknown,
  { keypoints }: CocoCategory,
  seen: Set<CocoId>,
  byImage: ReadonlyMap<CocoId, SourceFile | null>,
  isWanted: (category: CocoId) => boolean,
): Omit<Person, 'from'> | string {
  if (!isRecord(annotation)) return 'annotations that are not objects';
  const category = idOf(annotation.category_id);
  if (category === null || !isWanted(category)) return 'annotations of a category without these keypoints';
  if (annotation.iscrowd === 1 || annotation.iscrowd === true) return 'crowds';
  if (annotation.num_keypoints === 0) return 'people without a labelled joint';
  const id = idOf(annotation.id);
  if (id !== null && seen.has(id)) return 'annotations with the id of another';
  const image = idOf(annotation.image_id);
  const picture = image === null ? undefined : byImage.get(image);
  if (picture === undefined) return 'annotations of an image that the file does not list';
  if (picture === null) return 'people whose picture is missing';
  const joints = jointsOf(annotation.keypoints, keypoints.length);
  if (typeof joints === 'string') return `annotations with ${joints}`;
  if (joints.every((joint) => joint.visibility === 0)) return 'people without a labelled joint';
  const box = boxOf(annotation.bbox);
  if (box === 'bad') return 'annotations with a bbox that is not [x, y, width, height] in pixels';
  const headBox = boxOf(annotation.head_box);
  if (id !== null) seen.add(id);
  return {
    id: id === null ? '' : String(id),
    picture: picture.path,
    joints,
    box: box === 'none' ? boxAround(joints) : box,
    headBox: typeof headBox === 'string' ? null : headBox,
  };
}

/** Gives everyone a split and a readable id. A picture that two files put on both sides stays in training: held out must mean unseen. */
function withSplits(people: readonly Person[], tally: Tally): Sample[] {
  const from = [...new Set(people.map((person) => person.from))];
  const byFile = splitsByName(from);
  const pictures = [...new Set(people.map((person) => person.picture))];
  // Folders only: a picture may well be of a train station.
  const byPicture = byFile ? null : splitsByName(pictures.map(folderName));
  const seeded = byFile || byPicture ? null : seededSplit(pictures);
  const fileSplit = new Map(from.map((path, i) => [path, byFile?.[i]]));
  const pictureSplit = seeded ?? new Map(pictures.map((path, i) => [path, byPicture?.[i]]));
  const count = new Map<string, number>();
  const training = new Set<string>();
  for (const { picture, from } of people) {
    count.set(picture, (count.get(picture) ?? 0) + 1);
    if (fileSplit.get(from) === 'train') training.add(picture);
  }
  const ids = new Set<string>();
  const samples: Sample[] = [];
  for (const { from, ...person } of people) {
    const split = fileSplit.get(from) ?? pictureSplit.get(person.picture) ?? 'train';
    const id = count.get(person.picture) === 1 ? person.picture : `${person.picture}#${person.id}`;
    if (split === 'validation' && training.has(person.picture)) tally.skip('people held out whose picture is used for training', id);
    else if (ids.has(id)) tally.skip('people whom two files list', id);
    else {
      ids.add(id);
      samples.push({ ...person, id, split });
    }
  }
  return samples;
}

function nobody(name: string, tally: Tally): DataError {
  const most = [...tally.list()].sort((a, b) => b.count - a.count)[0];
  const missing = most?.reason.includes('picture');
  return new DataError('empty', {
    file: name,
    place: most?.examples[0] ?? '',
    problem: most ? `nobody is left to learn from; ${most.count} left out as ${most.reason}` : 'the annotations hold nobody',
    cure: missing
      ? 'Put the pictures into the same zip or folder as the annotations, under the names in file_name.'
      : 'Export it again with keypoints: each annotation needs image_id, category_id, bbox and keypoints.',
  });
}
