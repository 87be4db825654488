import { DataError } from '../data/dataset.ts';
import { checkPicture } from '../data/pictureHeader.ts';
import type { NewPicture } from './library.ts';

/** Pictures are stored as they come, but none longer than this: a joint is found no better in more pixels. */
const longest = 1600;

/** The frame of a video as it is now, unmirrored, as a JPEG. */
export async function captureFrame(video: HTMLVideoElement, name: string): Promise<NewPicture> {
  const { videoWidth: width, videoHeight: height } = video;
  return encode(video, name, width, height);
}

/** Reads picture files, upright. What is wrong with the others, a sentence each, is in `unread`. */
export async function readPictures(files: readonly File[]): Promise<{ pictures: NewPicture[]; unread: string[] }> {
  const pictures: NewPicture[] = [];
  const unread: string[] = [];
  for (const file of files) {
    const problem = await problemOfPicture(file);
    if (problem) {
      unread.push(problem);
      continue;
    }
    try {
      pictures.push(await readPicture(file));
    } catch {
      unread.push(`${file.name}: this browser does not decode it`);
    }
  }
  return { pictures, unread };
}

/** Why a file cannot be shown as a picture, told by its header alone, before anything is decoded; null when it may be one. */
export async function problemOfPicture(file: File): Promise<string | null> {
  try {
    await checkPicture(file, file.name);
    return null;
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}

async function readPicture(file: File): Promise<NewPicture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    // JPEGs carry a turn that not every tool respects; drawn anew, they stand upright for all.
    const isPlain = scale === 1 && /\.(png|webp)$/i.test(file.name);
    const name = file.name.replace(/[^\w.\- ]+/g, '_');
    if (isPlain) return { name, bytes: file, width, height };
    return await encode(bitmap, `${name.replace(/\.[^.]*$/, '')}.jpg`, width, height);
  } finally {
    bitmap.close();
  }
}

async function encode(source: CanvasImageSource, name: string, width: number, height: number): Promise<NewPicture> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return { name, bytes: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 }), width, height };
}
