import type { DecodePicture, SourceFile } from './dataset.ts';
import { checkPicture, readPictureHeader } from './pictureHeader.ts';

/** Enough for nearly every header; profiles and previews may stand before the size. */
const firstLook = 65_536;

/**
 * Width and height of a picture as it is shown, EXIF orientation and all; decoded only where its header does not say.
 * @throws DataError 'bad-picture'
 */
export async function pictureSize(file: SourceFile, decode: DecodePicture): Promise<{ readonly width: number; readonly height: number }> {
  const bytes = new Uint8Array(await (await file.head(firstLook)).arrayBuffer());
  const header = readPictureHeader(bytes) ?? (await checkPicture(await file.bytes(), file.path));
  if (header.width === 0) return decode(await file.bytes(), file.path);
  const isTurned = header.orientation >= 5;
  return isTurned ? { width: header.height, height: header.width } : header;
}
