import type { Sample } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import type { OpenVideo } from './videoFrames.ts';

/** A decoded picture: RGBA, [height, width, 4]. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** Decodes the bytes of a picture file; platforms bring their own. Throws a `DataError` when the bytes are not a picture. */
export type DecodePicture = (bytes: Blob, name: string) => Promise<RawPicture>;

/**
 * What a dataset is scored by beside PCK@0.2 of the torso, which all have: `pck` nothing else (LSP), `pckh` PCKh@0.5 (MPII), `oks` COCO's
 * similarity, `pckBox` PCK@0.1 of the person's box.
 */
export type Metric = 'pck' | 'pckh' | 'oks' | 'pckBox';

/** People in pictures, lazily decoded, readable again and again. */
export interface Dataset {
  readonly name: string;
  /** e.g. "COCO keypoints". */
  readonly format: string;
  readonly skeleton: Skeleton;
  /** Where the skeleton's parts come from; absent where the format itself fixes them. */
  readonly skeletonOrigin?: SkeletonOrigin;
  readonly metric: Metric;
  readonly samples: readonly Sample[];
  /** What the reader understood and what it left out, for the user to see. */
  readonly report: DatasetReport;
  /** Changes with any of the files that it was read from; absent where these are not known. */
  readonly stamp?: string;
  /** The picture that `Sample.picture` names. */
  picture(name: string): Promise<RawPicture>;
}

/** `file`: the files say so. `known`: a published skeleton with these names. `guessed`: from names or order. `missing`: nobody knows. */
type Origin = 'file' | 'known' | 'guessed' | 'missing';

/** Where each part of a skeleton comes from; what is not from the file may be put right by hand. */
export interface SkeletonOrigin {
  readonly joints: Origin;
  readonly limbs: Origin;
  readonly pairs: Origin;
}

export interface DatasetReport {
  readonly pictures: number;
  readonly people: number;
  readonly train: number;
  readonly validation: number;
  /** Records left out, with the reason and how many; a few examples each. */
  readonly skipped: readonly { readonly reason: string; readonly count: number; readonly examples: readonly string[] }[];
  /** What the user should know of how the files were understood, in whole sentences. */
  readonly notes?: readonly string[];
  /** Labels that a teacher has put and no person has seen; absent where there are none. */
  readonly labelsOfTeacher?: number;
  /** Labelled share of each joint, in the skeleton's order. */
  readonly coverage: readonly number[];
}

/** A named file to read from: a zip's entry, a file of a folder, a dropped file. */
export interface SourceFile {
  /** Path with forward slashes, without a leading one. */
  readonly path: string;
  readonly size: number;
  /** Another number for other bytes: a zip's check sum, a file's date. */
  readonly stamp?: number;
  bytes(): Promise<Blob>;
  /** At most the first `length` bytes; cheap where `bytes` is not. */
  head(length: number): Promise<Blob>;
}

/** Why a dataset or a part of it cannot be read: which file, where in it, and what to do. */
export class DataError extends Error {
  readonly code: DataErrorCode;
  readonly file: string;
  /** The record within the file, e.g. `annotations[12].keypoints`. */
  readonly place: string;
  readonly cure: string;
  constructor(
    code: DataErrorCode,
    { file, place = '', problem, cure }: { file: string; place?: string; problem: string; cure: string },
    options?: ErrorOptions,
  ) {
    super(`${file}${place ? `, ${place}` : ''}: ${problem}`, options);
    this.name = 'DataError';
    this.code = code;
    this.file = file;
    this.place = place;
    this.cure = cure;
  }
}

export type DataErrorCode =
  | 'not-found'
  | 'bad-zip'
  | 'too-large'
  | 'unknown-format'
  | 'bad-annotation'
  | 'bad-picture'
  | 'bad-run'
  | 'empty'
  | 'cancelled';

/** Reads one format. A new format is one file and one line in `data/registry.ts`. */
export interface Reader {
  readonly format: string;
  /** The annotation files of this format among files, none when they are of another; cheap, looks at paths and little else. */
  find(files: readonly SourceFile[]): Promise<readonly SourceFile[]>;
  /** @param found what `find` gave for these files, one at least */
  read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset>;
}

export interface ReadOptions {
  readonly name: string;
  readonly decode: DecodePicture;
  /** Absent where videos cannot be decoded. */
  readonly openVideo?: OpenVideo;
  /** From 0 to 1. */
  readonly progress?: (done: number) => void;
  readonly signal?: AbortSignal;
}
