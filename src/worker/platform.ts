import type { DecodePicture } from '../data/dataset.ts';
import type { PiledFile } from '../data/files.ts';
import type { OpenVideo } from '../data/videoFrames.ts';
import type { EngineFactory } from '../engine/engine.ts';
import type { PrivateFiles } from './keep/privateFiles.ts';
import type { SquareFolder } from './keep/squareFolder.ts';

/** What a session needs of the machine it runs on. */
export interface Platform {
  /** In the order of choice among those on real hardware. */
  readonly engines: readonly EngineFactory[];
  readonly decode: DecodePicture;
  readonly openVideo?: OpenVideo;
  /** Where runs are kept; absent where nothing can be. Rejects when the browser does not let the page. */
  privateFiles?(): Promise<PrivateFiles>;
  /** Where the squares of datasets are kept; as `privateFiles`. */
  squareFolder?(): Promise<SquareFolder>;
  readonly builtinName: string;
  /** The dataset that comes with the playground. Progress from 0 to 1. */
  builtin(options: {
    readonly progress: (done: number) => void;
    readonly signal: AbortSignal;
  }): Promise<{ readonly name: string; readonly files: readonly PiledFile[] }>;
  /** Milliseconds from some fixed moment. */
  now(): number;
}
