import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js';
import type { Box } from '../pose/point.ts';
import type { LabelJoint, LabelSet } from './labelSet.ts';

/** Where the annotations stand in the zip. Named so that readers find it first, and without a word that would mean a split. */
const annotationFile = 'annotations/person_keypoints.json';

/** How much wider than its joints a person's box is, each way: the joints lie inside of the body. */
const boxMargin = 0.1;

/** A file of a set, by its path from the top. */
interface SetFile {
  readonly path: string;
  readonly file: Blob;
}

/**
 * A set as the files of a COCO set: `annotations/person_keypoints.json` and `images/…`, which any tool reads. One field more than COCO's:
 * `origins`, a word a joint, which says whose label it is. People without a label are left out; their pictures are not.
 * @param picture gives the bytes of a picture by its id
 */
export async function cocoFiles(set: LabelSet, picture: (id: string) => Promise<Blob>): Promise<SetFile[]> {
  const tables = new Blob([JSON.stringify(cocoTables(set))], { type: 'application/json' });
  const files: SetFile[] = [{ path: annotationFile, file: tables }];
  for (const { id, name } of set.pictures) files.push({ path: `images/${name}`, file: await picture(id) });
  return files;
}

/** The same as one zip. */
export async function cocoZip(set: LabelSet, picture: (id: string) => Promise<Blob>, signal?: AbortSignal): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  for (const { path, file } of await cocoFiles(set, picture)) {
    signal?.throwIfAborted();
    // Pictures are packed already.
    await zip.add(path, new BlobReader(file), path === annotationFile ? {} : { level: 0 });
  }
  return zip.close();
}

/** The tables of the annotation file. */
function cocoTables(set: LabelSet) {
  const { skeleton } = set;
  const people = set.pictures.flatMap(({ people, ...picture }, i) =>
    people
      .filter(({ joints }) => joints.some(({ visibility }) => visibility > 0))
      .map(({ joints }) => ({ joints, picture, image: i + 1, box: boxOf(joints, picture.width, picture.height) })),
  );
  return {
    info: { description: set.name, version: String(set.version), contributor: 'Labelled in PoseDuel' },
    licenses: [],
    categories: [
      {
        id: 1,
        name: 'person',
        supercategory: 'person',
        keypoints: skeleton.joints,
        skeleton: skeleton.limbs.map(([a, b]) => [a + 1, b + 1]),
      },
    ],
    images: set.pictures.map(({ name, width, height }, i) => ({ id: i + 1, file_name: name, width, height })),
    annotations: people.map(({ joints, image, box }, i) => ({
      id: i + 1,
      image_id: image,
      category_id: 1,
      iscrowd: 0,
      bbox: [box.x, box.y, box.width, box.height],
      area: box.width * box.height,
      num_keypoints: joints.filter(({ visibility }) => visibility > 0).length,
      keypoints: joints.flatMap(({ x, y, visibility }) => (visibility > 0 ? [x, y, visibility] : [0, 0, 0])),
      origins: joints.map(({ origin }) => origin),
    })),
  };
}

/** The box around labelled joints, wider by a margin, within the picture. */
export function boxOf(joints: readonly LabelJoint[], width: number, height: number): Box {
  const seen = joints.filter(({ visibility }) => visibility > 0);
  const xs = seen.map(({ x }) => x);
  const ys = seen.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = Math.max(1, boxMargin * Math.max(right - left, bottom - top));
  const [x, y] = [Math.max(0, left - margin), Math.max(0, top - margin)];
  return { x, y, width: Math.min(width, right + margin) - x, height: Math.min(height, bottom + margin) - y };
}
