import { DataError, type DecodePicture } from '../../data/dataset.ts';
import { checkPicture, mostPixels } from '../../data/pictureHeader.ts';

/**
 * Decodes what the browser can, upright by its EXIF orientation; runs in a worker as well.
 * @throws DataError 'bad-picture'
 */
export const decodePicture: DecodePicture = async (bytes, name) => {
  const header = await checkPicture(bytes, name);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(bytes, {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    throw bad(name, `the browser cannot decode this ${header.format} (${why})`, error);
  }
  try {
    const { width, height } = bitmap;
    // Where the header did not tell the size, the bitmap does; its copy would double the memory.
    if (width * height > mostPixels) throw bad(name, `${width} × ${height} pixels are too many`);
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw bad(name, 'the browser gives no canvas to decode it on');
    context.drawImage(bitmap, 0, 0);
    return { width, height, pixels: context.getImageData(0, 0, width, height).data };
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw bad(name, `its pixels cannot be read (${error instanceof Error ? error.message : 'unknown'})`, error);
  } finally {
    bitmap.close();
  }
};

function bad(file: string, problem: string, cause?: unknown): DataError {
  return new DataError('bad-picture', { file, problem, cure: 'Save it again as JPEG or PNG, or leave it out.' }, { cause });
}
