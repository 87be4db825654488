import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { decode, encode } from 'jpeg-js';
import { mpii16 } from '../pose/skeleton.ts';
import { DataError, type DecodePicture, type RawPicture, type SourceFile } from './dataset.ts';
import { fileOf } from './files.ts';

/** For tests: sets that they write themselves. */

export type Json = { [key: string]: unknown };

/** A picture of one colour, or of a colour for each pixel. */
export function paint(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): RawPicture {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set([...colour(x, y), 255], (y * width + x) * 4);
  return { width, height, pixels };
}

export function jpeg(picture: RawPicture, quality = 95): Uint8Array<ArrayBuffer> {
  const { width, height, pixels } = picture;
  return Uint8Array.from(encode({ width, height, data: pixels }, quality).data);
}

/** A JPEG with an EXIF orientation (1 to 8): an APP1 segment with a big-endian TIFF directory of one entry. */
export function withOrientation(picture: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const segment = [0xff, 0xe1, 0, 2 + exif.length + tiff.length, ...exif, ...tiff];
  return Uint8Array.from([...picture.subarray(0, 2), ...segment, ...picture.subarray(2)]);
}

export const decodeJpeg: DecodePicture = async (bytes, name) => {
  try {
    const { width, height, data } = decode(new Uint8Array(await bytes.arrayBuffer()), { useTArray: true });
    return { width, height, pixels: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
  } catch (error) {
    throw new DataError('bad-picture', { file: name, problem: String(error), cure: 'leave it out' }, { cause: error });
  }
};

/** Files from texts and bytes by path. */
export function sourceFiles(contents: Readonly<Record<string, string | Uint8Array<ArrayBuffer> | Json>>): SourceFile[] {
  return Object.entries(contents).map(([path, content]) => {
    return fileOf(path, new Blob([content instanceof Uint8Array || typeof content === 'string' ? content : JSON.stringify(content)]));
  });
}

/** A zip of texts and bytes by path; level 0 stores. */
export async function zipOf(contents: Readonly<Record<string, string | Uint8Array>>, level = 6): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false, level });
  for (const [path, content] of Object.entries(contents)) {
    await writer.add(path, new Uint8ArrayReader(typeof content === 'string' ? new TextEncoder().encode(content) : content));
  }
  return writer.close();
}

/** A COCO file: one person a picture in MPII order, joint j at (10 + j, 20 + 2j), all visible. */
export function cocoJson(names: readonly string[], extra: Json = {}): { images: Json[]; annotations: Json[]; categories: Json[] } {
  return {
    images: names.map((file_name, i) => ({ id: i + 1, file_name, width: 64, height: 64 })),
    annotations: names.map((_, i) => ({
      id: i + 1,
      image_id: i + 1,
      category_id: 1,
      bbox: [8, 16, 20, 40],
      num_keypoints: 16,
      iscrowd: 0,
      keypoints: mpii16.joints.flatMap((_, j) => [10 + j, 20 + 2 * j, 2]),
      ...extra,
    })),
    categories: [{ id: 1, name: 'person', keypoints: mpii16.joints, skeleton: [] }],
  };
}
