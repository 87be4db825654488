import type { DecodePicture } from '../data/dataset.ts';
import type { PiledFile } from '../data/files.ts';
import type { EngineFactory } from '../engine/engine.ts';

/** What a session needs of the machine it runs on. */
export interface Platform {
  /** In the order of choice among those on real hardware. */
  readonly engines: readonly EngineFactory[];
  readonly decode: DecodePicture;
  /** The dataset that comes with the playground. Progress from 0 to 1. */
  builtin(options: {
    readonly progress: (done: number) => void;
    readonly signal: AbortSignal;
  }): Promise<{ readonly name: string; readonly files: readonly PiledFile[] }>;
  /** Milliseconds from some fixed moment. */
  now(): number;
}
