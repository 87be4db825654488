import { isRecord } from './cocoRecords.ts';
import type { SourceFile } from './dataset.ts';
import type { Hdf5 } from './hdf5.ts';
import type { FileIndex } from './pictureIndex.ts';
import { parsed } from './sleapSkeleton.ts';
import type { PlaceOfFrame, VideoFrames } from './videoFrames.ts';

export type PictureOfFrame = (video: number, frame: number) => Promise<PlaceOfFrame>;

/** Where pictures may be: beside the file, in it (they go to `inside`), or frames of videos. */
export interface PicturePlaces {
  readonly pictures: FileIndex;
  readonly inside: Map<string, Blob>;
  readonly frames: VideoFrames;
}

/** What the frames of a file's videos look like. */
export function readSleapVideos(h5: Hdf5, file: SourceFile, { pictures, inside, frames }: PicturePlaces): PictureOfFrame {
  const videos = h5.has('videos_json') ? h5.strings('videos_json').map((text, v) => videoOf(text, v)) : [];
  const rows = videos.map(({ dataset }) => (h5.has(dataset) ? rowsOf(h5, dataset) : null));
  return async (video, frame) => {
    const row = rows[video]?.get(frame);
    if (row !== undefined) {
      // Named like the pictures of one video, so that a split keeps them together.
      const path = `${file.path}/video ${video}/${frame}`;
      // Copied out, so that the file itself need not stay open.
      if (!inside.has(path)) inside.set(path, new Blob([h5.bytes(videos[video]!.dataset, row)]));
      return { path };
    }
    const { names = [], file: name } = videos[video] ?? {};
    if (name) return frames.place(name, file.path, frame);
    const picture = names[frame] === undefined ? null : pictures.find(names[frame], file.path);
    return picture ? { path: picture.path } : { reason: 'animals whose picture is missing' };
  };
}

/** Where a video's frames are: pictures by name, a dataset of this file, or a video file. */
function videoOf(text: string, v: number): { readonly dataset: string; readonly names: readonly string[]; readonly file: string | null } {
  const video = parsed(text);
  const backend = isRecord(video?.backend) ? video.backend : {};
  const told = [backend.filenames, backend.filename, video?.filename];
  const names = told.find(Array.isArray) ?? [];
  // A package names itself as the file.
  const file = told.find((name) => typeof name === 'string' && name !== '.' && !/\.(slp|h5|hdf5)$/i.test(name));
  return {
    dataset: typeof backend.dataset === 'string' ? backend.dataset : `video${v}/video`,
    names: names.map((name) => (typeof name === 'string' ? name : '')),
    file: names.length === 0 && typeof file === 'string' ? file : null,
  };
}

/** The row of each frame in a dataset of encoded pictures. */
function rowsOf(h5: Hdf5, dataset: string): Map<number, number> | null {
  const format = h5.attribute(dataset, 'format');
  if (format !== undefined && !/png|jpe?g/i.test(String(format))) return null;
  const numbers = dataset.replace(/\/?video$/, '/frame_numbers');
  return h5.has(numbers) ? new Map(Array.from(h5.numbers(numbers).values, (frame, row) => [frame, row])) : null;
}
