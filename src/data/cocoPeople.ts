import type { Person } from './assemble.ts';
import { boxAround, boxOf, type CocoCategory, type CocoId, type CocoTables, idOf, isRecord, jointsOf, withOrigins } from './cocoRecords.ts';
import type { SourceFile } from './dataset.ts';
import type { FileIndex } from './pictureIndex.ts';
import type { Tally } from './report.ts';

/** A COCO file with its usable categories. */
export interface ParsedFile {
  readonly file: SourceFile;
  readonly tables: CocoTables;
  readonly categories: ReadonlyMap<CocoId, CocoCategory>;
}

/** The file of each image's id; null when it is missing. */
type Images = ReadonlyMap<CocoId, SourceFile | null>;

/** Why an annotation is left out, and the field that says so. */
interface Refusal {
  readonly reason: string;
  readonly field: string;
}

/** Two categories of the same key have the same skeleton. */
export function keypointsKey(category: CocoCategory): string {
  return JSON.stringify(category.keypoints);
}

/** Adds the people of one file who have these keypoints to `people`; what cannot be used goes to the tally. */
export async function readPeople(
  { file, tables, categories }: ParsedFile,
  keypoints: CocoCategory,
  pictures: FileIndex,
  tally: Tally,
  people: Person[],
  pause: () => Promise<void>,
): Promise<void> {
  const images = await readImages(file, tables.images, pictures, tally, pause);
  const key = keypointsKey(keypoints);
  const wanted = new Set([...categories.values()].filter((category) => keypointsKey(category) === key).map((category) => category.id));
  const count = keypoints.keypoints.length;
  const seen = new Set<CocoId>();
  for (const [i, annotation] of tables.annotations.entries()) {
    if (i % 1000 === 0) await pause();
    const person = readPerson(annotation, count, wanted, seen, images);
    if ('reason' in person) tally.skip(person.reason, `${file.path}, annotations[${i}]${person.field}`);
    else people.push({ ...person, id: person.id || `annotations[${i}]`, from: file.path });
  }
}

async function readImages(
  file: SourceFile,
  records: readonly unknown[],
  pictures: FileIndex,
  tally: Tally,
  pause: () => Promise<void>,
): Promise<Images> {
  const images = new Map<CocoId, SourceFile | null>();
  for (const [i, image] of records.entries()) {
    if (i % 1000 === 0) await pause();
    const id = isRecord(image) ? idOf(image.id) : null;
    const place = `${file.path}, images[${i}]`;
    if (!isRecord(image) || id === null) tally.skip('image records without an id', place);
    else if (images.has(id)) tally.skip('image records with the id of another', `${place}.id: ${String(id).slice(0, 40)}`);
    else if (typeof image.file_name !== 'string' || image.file_name === '') {
      tally.skip('image records without a file name', `${place}.file_name`);
    } else {
      const found = pictures.find(image.file_name, file.path);
      images.set(id, found);
      if (!found) tally.skip('pictures that are missing, or of which several have the name', `${place}: ${image.file_name.slice(0, 120)}`);
    }
  }
  return images;
}

/** One person (`id` '' when the annotation has none), or why it is left out. */
function readPerson(
  annotation: unknown,
  count: number,
  wanted: ReadonlySet<CocoId>,
  seen: Set<CocoId>,
  images: Images,
): Omit<Person, 'from'> | Refusal {
  if (!isRecord(annotation)) return { reason: 'annotations that are not objects', field: '' };
  const category = idOf(annotation.category_id);
  if (category === null || !wanted.has(category)) {
    return { reason: 'annotations of a category without these keypoints', field: '.category_id' };
  }
  if (annotation.iscrowd === 1 || annotation.iscrowd === true) return { reason: 'crowds', field: '' };
  if (annotation.num_keypoints === 0) return nothingLabelled;
  const id = idOf(annotation.id);
  if (id !== null && seen.has(id)) return { reason: 'annotations with the id of another', field: '.id' };
  const image = idOf(annotation.image_id);
  const picture = image === null ? undefined : images.get(image);
  if (picture === undefined) return { reason: 'annotations of an image that the file does not list', field: '.image_id' };
  if (picture === null) return { reason: 'people whose picture is missing', field: '.image_id' };
  const joints = jointsOf(annotation.keypoints, count);
  if (typeof joints === 'string') return { reason: `annotations with ${joints}`, field: '.keypoints' };
  if (joints.every((joint) => joint.visibility === 0)) return nothingLabelled;
  const box = boxOf(annotation.bbox);
  if (box === 'bad') return { reason: 'annotations with a bbox that is not [x, y, width, height] in pixels', field: '.bbox' };
  // An extension of ours and of MPII's converters; a senseless one only costs the person a place in PCKh.
  const headBox = boxOf(annotation.head_box);
  if (id !== null) seen.add(id);
  const { area } = annotation;
  return {
    id: id === null ? '' : String(id),
    picture: picture.path,
    joints: withOrigins(joints, annotation.origins),
    box: box === 'none' ? boxAround(joints) : box,
    headBox: typeof headBox === 'string' ? null : headBox,
    ...(typeof area === 'number' && area > 0 && area < 1e12 ? { area } : {}),
  };
}

const nothingLabelled: Refusal = { reason: 'people without a labelled joint', field: '' };
