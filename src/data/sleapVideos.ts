import { isRecord } from './cocoRecords.ts';
import type { SourceFile } from './dataset.ts';
import type { Hdf5 } from './hdf5.ts';
import type { PictureIndex } from './pictureIndex.ts';
import { parsed } from './sleapSkeleton.ts';

/** The path of the picture of a frame; null when it is in a video file, or missing. */
export type PictureOfFrame = (video: number, frame: number) => string | null;

/** What the frames of a file's videos look like: pictures that are in it, which go to `inside`, or beside it. */
export function readSleapVideos(h5: Hdf5, file: SourceFile, pictures: PictureIndex, inside: Map<string, Blob>): PictureOfFrame {
  const videos = h5.has('videos_json') ? h5.strings('videos_json').map((text, v) => videoOf(text, v)) : [];
  const rows = videos.map(({ dataset }) => (h5.has(dataset) ? rowsOf(h5, dataset) : null));
  return (video, frame) => {
    const row = rows[video]?.get(frame);
    if (row !== undefined) {
      // Named like the pictures of one video, so that a split keeps them together.
      const path = `${file.path}/video ${video}/${frame}`;
      // Copied out, so that the file itself need not stay open.
      if (!inside.has(path)) inside.set(path, new Blob([h5.bytes(videos[video]!.dataset, row)]));
      return path;
    }
    const name = videos[video]?.names[frame];
    return name === undefined ? null : (pictures.find(name, file.path)?.path ?? null);
  };
}

/** Where a video's frames are: pictures by name, or a dataset of this file. */
function videoOf(text: string, v: number): { readonly dataset: string; readonly names: readonly string[] } {
  const video = parsed(text);
  const backend = isRecord(video?.backend) ? video.backend : {};
  const names = [backend.filenames, backend.filename, video?.filename].find(Array.isArray) ?? [];
  return {
    dataset: typeof backend.dataset === 'string' ? backend.dataset : `video${v}/video`,
    names: names.map((name) => (typeof name === 'string' ? name : '')),
  };
}

/** The row of each frame in a dataset of encoded pictures. */
function rowsOf(h5: Hdf5, dataset: string): Map<number, number> | null {
  const format = h5.attribute(dataset, 'format');
  if (format !== undefined && !/png|jpe?g/i.test(String(format))) return null;
  const numbers = dataset.replace(/\/?video$/, '/frame_numbers');
  return h5.has(numbers) ? new Map(Array.from(h5.numbers(numbers).values, (frame, row) => [frame, row])) : null;
}
