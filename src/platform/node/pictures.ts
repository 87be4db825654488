import { decode } from 'jpeg-js';
import { DataError, type DecodePicture, type RawPicture } from '../../data/dataset.ts';
import { checkPicture } from '../../data/pictureHeader.ts';

/**
 * Decodes JPEG, upright by its EXIF orientation.
 * @throws DataError 'bad-picture'
 */
export const decodePicture: DecodePicture = async (bytes, name) => {
  const { format, orientation, width, height } = await checkPicture(bytes, name);
  if (format !== 'JPEG') throw bad(name, `the command line decodes JPEG only, this is ${format}`);
  try {
    // The decoder takes about 20 bytes a pixel on the way; its own limits would refuse what our check lets pass.
    const options = {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: false,
      maxResolutionInMP: 101,
      maxMemoryUsageInMB: 64 + (width * height * 24) / 1e6,
    } as const;
    const { data, ...size } = decode(new Uint8Array(await bytes.arrayBuffer()), options);
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
    return upright({ ...size, pixels }, orientation);
  } catch (error) {
    throw bad(name, `this JPEG cannot be decoded (${error instanceof Error ? error.message : String(error)})`, error);
  }
};

/** Turns and mirrors a picture as its EXIF orientation (1 to 8) says. */
export function upright(picture: RawPicture, orientation: number): RawPicture {
  if (orientation === 1) return picture;
  const isTurned = orientation >= 5;
  const width = isTurned ? picture.height : picture.width;
  const height = isTurned ? picture.width : picture.height;
  const source = new Uint32Array(picture.pixels.buffer, picture.pixels.byteOffset, picture.width * picture.height);
  const target = new Uint32Array(width * height);
  // In 5 to 8 rows are stored as columns; the other two bits mirror the stored columns and rows.
  const mirrorsX = [2, 3, 7, 8].includes(orientation);
  const mirrorsY = [3, 4, 6, 7].includes(orientation);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = isTurned ? y : x;
      const v = isTurned ? x : y;
      const column = mirrorsX ? picture.width - 1 - u : u;
      const row = mirrorsY ? picture.height - 1 - v : v;
      target[y * width + x] = source[row * picture.width + column]!;
    }
  return { width, height, pixels: new Uint8ClampedArray(target.buffer) };
}

function bad(file: string, problem: string, cause?: unknown): DataError {
  return new DataError('bad-picture', { file, problem, cure: 'Save it again as a baseline JPEG, or leave it out.' }, { cause });
}
