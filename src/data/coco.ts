import type { Sample } from '../pose/sample.ts';
import { type Skeleton, skeletonFromNames } from '../pose/skeleton.ts';
import { breather, stopIfCancelled } from './cancel.ts';
import { keypointsKey, type ParsedFile, type Person, readPeople } from './cocoPeople.ts';
import { type CocoCategory, type CocoId, categoryOf, idOf, isRecord, readTables } from './cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { baseName, extension, folderName } from './paths.ts';
import { indexPictures } from './pictureIndex.ts';
import { createTally, reportOn, type Tally } from './report.ts';
import { seededSplit, splitsByName } from './split.ts';

const format = 'COCO keypoints';

/** COCO keypoints (Lin et al. 2014; cocodataset.org/#format-data), any skeleton, any number of annotation files. */
export const coco: Reader = {
  format,
  detect: async (files) => (await annotationFiles(files)).length > 0,
  read,
};

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

/** The JSON files that look like COCO, by how they begin; where some are named after keypoints, these alone. */
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
  const text = await (await file.head(65_536)).text();
  if (!/^\uFEFF?\s*\{/.test(text)) return false;
  // Whichever of the tables comes first, its own name and that of a field of its records are there.
  const keys = ['images', 'annotations', 'categories', 'file_name', 'image_id', 'keypoints'];
  return keys.filter((key) => text.includes(`"${key}"`)).length >= 2;
}

/** The keypoints that most annotations use; null when there are none. */
function commonKeypoints(parsed: readonly ParsedFile[]): CocoCategory | null {
  const votes = new Map<string, { readonly category: CocoCategory; count: number }>();
  for (const { tables, categories } of parsed) {
    const counts = new Map<CocoId, number>();
    for (const annotation of tables.annotations) {
      const id = isRecord(annotation) ? idOf(annotation.category_id) : null;
      if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    for (const category of categories.values()) {
      const vote = votes.get(keypointsKey(category)) ?? { category, count: 0 };
      vote.count += counts.get(category.id) ?? 0;
      votes.set(keypointsKey(category), vote);
    }
  }
  const best = [...votes.values()].reduce<{ category: CocoCategory; count: number } | null>(
    (most, vote) => (most && most.count >= vote.count ? most : vote),
    null,
  );
  return best?.category ?? null;
}

function skeletonOf({ name, keypoints, limbs }: CocoCategory): Skeleton {
  return skeletonFromNames(`${name}, ${keypoints.length} joints`, keypoints, limbs);
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
