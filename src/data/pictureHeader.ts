import { DataError } from './dataset.ts';

/** What the first bytes of a picture tell. */
export interface PictureHeader {
  readonly format: 'JPEG' | 'PNG' | 'WebP' | 'GIF' | 'BMP' | 'AVIF' | 'TIFF';
  /** In pixels as stored, before the orientation; 0 where the header does not say in a simple way. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number;
}

/** The most pixels of a picture that is decoded: 100 megapixels are 400 MB. */
export const mostPixels = 100e6;

/** How much of a file is looked at; colour profiles and previews may stand before the size. */
const headerBytes = 2 ** 20;

/**
 * Reads a picture's header before anything is decoded.
 * @throws DataError 'bad-picture' when it is no picture, is empty, or has more than `mostPixels`
 */
export async function checkPicture(blob: Blob, name: string): Promise<PictureHeader> {
  const bytes = new Uint8Array(await (blob.size > headerBytes ? blob.slice(0, headerBytes) : blob).arrayBuffer());
  const header = readPictureHeader(bytes);
  if (!header) {
    throw new DataError('bad-picture', {
      file: name,
      problem: bytes.length === 0 ? 'the file is empty' : 'this is not a picture, or its header is broken',
      cure: 'Save it again as JPEG or PNG, or leave it out.',
    });
  }
  if (header.width * header.height > mostPixels) {
    throw new DataError('bad-picture', {
      file: name,
      problem: `${header.width} × ${header.height} pixels are too many; the limit is ${mostPixels / 1e6} megapixels`,
      cure: 'Make it smaller (and scale its annotations), or leave it out.',
    });
  }
  return header;
}

/** The header of a picture from its first bytes; null when they are no picture's. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(view);
    if (text(0, 8) === '\x89PNG\r\n\x1a\n') return sized('PNG', view.getUint32(16), view.getUint32(20));
    if (/^GIF8[79]a/.test(text(0, 6))) return sized('GIF', view.getUint16(6, true), view.getUint16(8, true));
    if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return readWebp(view, text(12, 4));
    if (text(0, 2) === 'BM') return sized('BMP', Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
    if (text(4, 4) === 'ftyp' && /avi[fs]|mif1/.test(text(8, 24))) return readAvif(view, bytes);
    if (text(0, 4) === 'II*\0' || text(0, 4) === 'MM\0*') return unsized('TIFF');
  } catch (error) {
    // A DataView's answer to a header that is cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

function sized(format: PictureHeader['format'], width: number, height: number, orientation = 1): PictureHeader | null {
  return width > 0 && height > 0 ? { format, width, height, orientation } : null;
}

function unsized(format: PictureHeader['format']): PictureHeader {
  return { format, width: 0, height: 0, orientation: 1 };
}

/** Walks the segments to the frame header (ITU T.81, B.2.2), past APP1 with its EXIF. */
function readJpeg(view: DataView): PictureHeader | null {
  let orientation = 1;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Fill bytes, and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xd9 || marker === 0xda) return null;
    else {
      const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
      if (isFrame) return sized('JPEG', view.getUint16(at + 7), view.getUint16(at + 5), orientation);
      if (marker === 0xe1) orientation = exifOrientation(view, at + 4) ?? orientation;
      at += 2 + Math.max(2, view.getUint16(at + 2));
    }
  }
}

/** Tag 0x0112 of the first directory (EXIF 2.3, 4.6.4); null when this is no EXIF. */
function exifOrientation(view: DataView, at: number): number | null {
  if (view.getUint32(at) !== 0x45786966) return null;
  const tiff = at + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  // What a broken directory points to lies outside, and is no reason to refuse the picture.
  if (directory + 2 > view.byteLength) return null;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** The three kinds of WebP (RFC 9649, section 2). */
function readWebp(view: DataView, kind: string): PictureHeader | null {
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (kind === 'VP8X') return sized('WebP', uint24(24) + 1, uint24(27) + 1);
  if (kind === 'VP8 ') return sized('WebP', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (kind !== 'VP8L') return null;
  const bits = view.getUint32(21, true);
  return sized('WebP', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

/** The largest `ispe` property; which of them is the picture's would take all of the boxes. */
function readAvif(view: DataView, bytes: Uint8Array): PictureHeader {
  let width = 0;
  let height = 0;
  for (let at = 12; at + 16 <= Math.min(bytes.length, 65_536); at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const [w, h] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (w * h > width * height) [width, height] = [w, h];
  }
  return { format: 'AVIF', width, height, orientation: 1 };
}
