import { isClutter } from '../data/paths.ts';
import { isPicture } from '../data/pictureIndex.ts';

/** What files are when nothing but pictures and videos is among them: a dataset, a zip or a run is something else. */
export interface MediaFiles {
  readonly pictures: readonly File[];
  readonly videos: readonly File[];
}

/** Null when there is anything else among them, or nothing at all. */
export function mediaOf(files: readonly { readonly path: string; readonly file: File }[]): MediaFiles | null {
  const kept = files.filter(({ path }) => !isClutter(path)).map(({ file }) => file);
  const videos = kept.filter(isVideo);
  // Systems do not know the kind of every picture; its name tells then.
  const pictures = kept.filter((file) => !isVideo(file) && (file.type.startsWith('image/') || isPicture(file.name)));
  return kept.length > 0 && pictures.length + videos.length === kept.length ? { pictures, videos } : null;
}

export function isVideo({ type, name }: File): boolean {
  return type.startsWith('video/') || /\.(mp4|m4v|mov|webm|mkv|avi)$/i.test(name);
}
