import { assembleDataset, type Person } from './assemble.ts';
import { breather, stopIfCancelled } from './cancel.ts';
import { keypointsKey, type ParsedFile, readPeople } from './cocoPeople.ts';
import { type CocoCategory, type CocoId, categoryOf, idOf, isRecord, readTables } from './cocoRecords.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { understandSkeleton } from './knownSkeletons.ts';
import { baseName, extension } from './paths.ts';
import { indexPictures } from './pictureIndex.ts';
import { createTally } from './report.ts';

const format = 'COCO keypoints';

/** COCO keypoints (Lin et al. 2014; cocodataset.org/#format-data), any skeleton, any number of annotation files. */
export const coco: Reader = {
  format,
  find: annotationFiles,
  read,
};

/**
 * @throws DataError 'bad-annotation' when a file is no COCO keypoints file, 'empty' when nobody is left, 'cancelled'. A bad record is
 * left out and counted.
 */
async function read(
  found: readonly SourceFile[],
  files: readonly SourceFile[],
  { name, decode, progress, signal }: ReadOptions,
): Promise<Dataset> {
  const tally = createTally();
  const pause = breather(signal, name);
  const parsed: ParsedFile[] = [];
  for (const [i, file] of found.entries()) {
    stopIfCancelled(signal, name);
    const tables = await readTables(file);
    const categories = new Map<CocoId, CocoCategory>();
    for (const category of tables.categories.map(categoryOf)) if (category) categories.set(category.id, category);
    if (categories.size > 0) parsed.push({ file, tables, categories });
    else tally.skip('annotation files without keypoints in their categories', file.path);
    progress?.((0.7 * (i + 1)) / found.length);
  }
  const joints = commonKeypoints(parsed);
  if (!joints) {
    throw new DataError('bad-annotation', {
      file: found[0]?.path ?? name,
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
  const skeleton = understandSkeleton({ title: joints.name, joints: joints.keypoints, limbs: joints.limbs });
  const bytes = (path: string) => pictures.get(path)?.bytes();
  return assembleDataset({ format, ...skeleton, people, tally, bytes, advice }, { name, decode });
}

const advice = 'Export it again with keypoints: each annotation needs image_id, category_id, bbox and keypoints.';

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
