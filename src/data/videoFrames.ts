import type { RawPicture, SourceFile } from './dataset.ts';
import { DataError } from './dataset.ts';
import { extension } from './paths.ts';
import { indexFiles } from './pictureIndex.ts';

/** A video whose frames are decoded one at a time, when asked for. */
export interface Video {
  readonly frames: number;
  /** Counted from 0 in the order in which they are shown. */
  frame(index: number): Promise<RawPicture>;
}

/** Opens a video; platforms bring their own, where they can. @throws DataError when it cannot be decoded */
export type OpenVideo = (bytes: Blob, name: string) => Promise<Video>;

const kinds = new Set(['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'mpg', 'mpeg', 'wmv']);

/** Where the picture of a frame is to be had, or why it is not, as a report says it. */
export type PlaceOfFrame = { readonly path: string } | { readonly reason: string };

/** Pictures that are frames of the videos among files. */
export class VideoFrames {
  readonly #files: ReturnType<typeof indexFiles>;
  readonly #open: OpenVideo | undefined;
  /** By path; why not, where one cannot be decoded. */
  readonly #videos = new Map<string, Promise<Video | { readonly reason: string }>>();
  readonly #frames = new Map<string, { readonly video: Video; readonly index: number }>();

  constructor(files: readonly SourceFile[], open: OpenVideo | undefined) {
    this.#files = indexFiles(files, (path) => kinds.has(extension(path)));
    this.#open = open;
  }

  /** Frame `index` of the video that `name` means when `from` says it; a name without an ending means a video of any kind. */
  async place(name: string, from: string, index: number): Promise<PlaceOfFrame> {
    const names = kinds.has(extension(name)) ? [name] : [...kinds].map((kind) => `${name}.${kind}`);
    const file = names.map((each) => this.#files.find(each, from)).find((found) => found !== null);
    if (!file) return { reason: 'animals whose picture is in a video that is not among the files' };
    const opening = this.#videos.get(file.path) ?? this.#opened(file);
    this.#videos.set(file.path, opening);
    const video = await opening;
    if ('reason' in video) return video;
    if (!Number.isInteger(index) || index < 0 || index >= video.frames)
      return { reason: 'animals of a frame that the video does not have' };
    // As in a folder of the video's name, so that a split keeps them together.
    const path = `${file.path}/${index}`;
    this.#frames.set(path, { video, index });
    return { path };
  }

  /** The picture at a path that `place` gave; null for any other. */
  picture(path: string): Promise<RawPicture> | null {
    const frame = this.#frames.get(path);
    return frame ? frame.video.frame(frame.index) : null;
  }

  async #opened(file: SourceFile): Promise<Video | { readonly reason: string }> {
    if (!this.#open) return { reason: 'animals in a video, which only the page decodes' };
    try {
      return await this.#open(await file.bytes(), file.path);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return { reason: `animals in a video that cannot be decoded: ${error.message}` };
    }
  }
}
