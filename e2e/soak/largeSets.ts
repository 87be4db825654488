import { createWriteStream } from 'node:fs';
import { link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { TextReader, Uint8ArrayReader, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { decodeJpeg, jpeg } from '../../src/data/cocoFixture.ts';
import type { RawPicture } from '../../src/data/dataset.ts';
import { releaseMat } from '../../src/data/mpii/mpiiFixture.ts';
import type { Visibility } from '../../src/pose/sample.ts';
import { coco17 } from '../../src/pose/skeleton.ts';

/** Sets as large as the published ones, of pictures of 640 × 480 pixels on which the built-in people stand in rows. */

const [columns, rows, tile] = [4, 3, 160];
/** Different pictures; all others are copies of them. */
const originals = 24;

interface Standing {
  /** [16, 3], in MPII's order, in pixels of the large picture. */
  readonly joints: readonly number[];
  readonly box: readonly number[];
  readonly head: readonly number[];
}

interface Crowd {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly people: readonly Standing[];
}

/** Large pictures, each with twelve of the built-in people. */
export async function crowds(): Promise<Crowd[]> {
  const zip = new ZipReader(new Uint8ArrayReader(await readFile('public/datasets/rendered-people.zip')), { useWebWorkers: false });
  const entries = new Map((await zip.getEntries()).flatMap((entry) => (entry.directory ? [] : [[entry.filename, entry] as const])));
  const bytesOf = async (name: string) => new Uint8Array(await entries.get(name)!.arrayBuffer());
  const { annotations } = JSON.parse(new TextDecoder().decode(await bytesOf('annotations/person_keypoints_train.json')));
  const made: Crowd[] = [];
  for (let c = 0; c < originals; c++) {
    const large = { width: columns * tile, height: rows * tile, pixels: new Uint8ClampedArray(columns * tile * rows * tile * 4) };
    const people: Standing[] = [];
    for (let n = 0; n < columns * rows; n++) {
      const { image_id, keypoints, bbox, head_box } = annotations[c * columns * rows + n];
      const name = `train/${String(image_id).padStart(6, '0')}.jpg`;
      const [dx, dy] = [(n % columns) * tile, Math.floor(n / columns) * tile];
      paste(await decodeJpeg(new Blob([await bytesOf(name)]), name), large, dx, dy);
      const moved = ([x, y, ...rest]: number[]) => [x! + dx, y! + dy, ...rest];
      people.push({
        joints: Array.from({ length: 16 }, (_, j) => j).flatMap((j) => {
          const [x, y, v] = keypoints.slice(3 * j, 3 * j + 3);
          return v > 0 ? moved([x, y, v]) : [0, 0, 0];
        }),
        box: moved(bbox),
        head: moved(head_box),
      });
    }
    made.push({ bytes: jpeg(large, 90), people });
  }
  await zip.close();
  return made;
}

function paste(picture: RawPicture, into: RawPicture, dx: number, dy: number): void {
  for (let y = 0; y < picture.height; y++) {
    const row = picture.pixels.subarray(4 * y * picture.width, 4 * (y + 1) * picture.width);
    into.pixels.set(row, 4 * ((y + dy) * into.width + dx));
  }
}

/** COCO's joints that MPII's have: the nose stands for the head, eyes and ears are not labelled. */
const fromMpii: readonly (number | null)[] = [9, null, null, null, null, 13, 12, 14, 11, 15, 10, 3, 2, 4, 1, 5, 0];

/** A polygon as long as those in COCO's files. */
const outline = Array.from({ length: 46 }, (_, i) => (100 + 7.31 * i).toFixed(2)).join(',');

/**
 * Writes a zip in COCO's form: two people in each picture, one in twenty pictures held out, and in the file for training as many people
 * without keypoints as it takes to make it `jsonBytes` long.
 */
export async function writeLargeCoco(path: string, people: number, jsonBytes: number, from: readonly Crowd[]): Promise<void> {
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)) as WritableStream<Uint8Array>, { useWebWorkers: false, level: 0 });
  const parts = { train: [] as string[], val: [] as string[] };
  const images = { train: [] as string[], val: [] as string[] };
  let written = 0;
  const annotation = (id: number, image: number, box: readonly number[], keypoints: readonly number[], count: number) => {
    const text = `{"segmentation":[[${outline}]],"num_keypoints":${count},"area":${(box[2]! * box[3]! * 0.6).toFixed(4)},"iscrowd":0,"keypoints":[${keypoints}],"image_id":${image},"bbox":[${box}],"category_id":1,"id":${id}}`;
    written += text.length;
    return text;
  };
  for (let i = 0; 2 * i < people; i++) {
    const part = i % 20 === 19 ? 'val' : 'train';
    const name = `${String(i + 1).padStart(12, '0')}.jpg`;
    const crowd = from[i % from.length]!;
    images[part].push(`{"license":1,"file_name":"${name}","height":${rows * tile},"width":${columns * tile},"id":${i + 1}}`);
    for (let p = 0; p < 2 && 2 * i + p < people; p++) {
      const { joints, box } = crowd.people[(i + 7 * p) % crowd.people.length]!;
      const keypoints = fromMpii.flatMap((j) => (j === null ? [0, 0, 0] : joints.slice(3 * j, 3 * j + 3)));
      const count = keypoints.filter((v, k) => k % 3 === 2 && v > 0).length;
      parts[part].push(annotation(2 * i + p + 1, i + 1, box, keypoints, count));
    }
    await zip.add(`${part}2017/${name}`, new Uint8ArrayReader(crowd.bytes));
  }
  const nobody = Array.from({ length: 51 }, () => 0);
  for (let id = people + 1; written < jsonBytes; id++) parts.train.push(annotation(id, 1 + (id % 19), [10, 20, 30, 40], nobody, 0));
  const limbs = JSON.stringify(coco17.limbs.map(([a, b]) => [a + 1, b + 1]));
  for (const part of ['train', 'val'] as const) {
    const categories = `[{"id":1,"name":"person","keypoints":${JSON.stringify(coco17.joints)},"skeleton":${limbs}}]`;
    const text = `{"images":[${images[part]}],"annotations":[${parts[part]}],"categories":${categories}}`;
    await zip.add(`annotations/person_keypoints_${part}2017.json`, new TextReader(text), { level: 6 });
  }
  await zip.close();
}

/** Writes a folder like MPII's: the release file, and a picture for each person under a name of its own. */
export async function writeLargeMpii(folder: string, people: number, from: readonly Crowd[]): Promise<void> {
  await mkdir(join(folder, 'images'), { recursive: true });
  for (const [c, { bytes }] of from.entries()) await writeFile(join(folder, `original-${c}`), bytes);
  const records = [];
  for (let n = 0; n < people; n++) {
    const picture = `${String(n + 1).padStart(9, '0')}.jpg`;
    const c = n % from.length;
    await link(join(folder, `original-${c}`), join(folder, 'images', picture));
    const standing = from[c]!.people;
    const { joints, box, head } = standing[Math.floor(n / from.length) % standing.length]!;
    const [x, y, width, height] = box as [number, number, number, number];
    const scale = Math.max(width, height) / 200;
    records.push({
      picture,
      joints: Array.from({ length: 16 }, (_, j) => ({
        x: joints[3 * j]! + 0.5,
        y: joints[3 * j + 1]! + 0.5,
        visibility: joints[3 * j + 2] as Visibility,
      })),
      center: { x: x + width / 2, y: y + height / 2 - 15 * scale },
      scale,
      headBox: { x: head[0]!, y: head[1]!, width: head[2]!, height: head[3]! },
    });
  }
  await writeFile(join(folder, 'mpii_human_pose_v1_u12_1.mat'), await releaseMat(records));
}
