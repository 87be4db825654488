import type { NewPicture } from './library.ts';

/** What browsers show; a file of another kind is left out and named. */
const isPicture = /\.(jpe?g|png|webp|avif|gif|bmp)$/i;

/** Pictures are stored as they come, but none longer than this: a joint is found no better in more pixels. */
const longest = 1600;

/** The frame of a video as it is now, unmirrored, as a JPEG. */
export async function captureFrame(video: HTMLVideoElement, name: string): Promise<NewPicture> {
  const { videoWidth: width, videoHeight: height } = video;
  return encode(video, name, width, height);
}

/** Reads picture files, upright. Those that do not decode are in `unread`. */
export async function readPictures(files: readonly File[]): Promise<{ pictures: NewPicture[]; unread: string[] }> {
  const pictures: NewPicture[] = [];
  const unread: string[] = [];
  for (const file of files) {
    try {
      if (!isPicture.test(file.name) && !file.type.startsWith('image/')) throw new TypeError('no picture');
      pictures.push(await readPicture(file));
    } catch {
      unread.push(file.name);
    }
  }
  return { pictures, unread };
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
