import type { Engine } from '../engine/engine.ts';
import type { People } from '../train/people.ts';
import type { SavedRun } from './runFile.ts';

/** What an exporter may draw on. */
export interface ExportSource {
  readonly run: SavedRun;
  /** For predictions: an engine that holds the run's weights, and people to look at. Null where there are no pictures. */
  readonly scene: Scene | null;
  /** From 0 to 1. */
  readonly progress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

export interface Scene {
  readonly engine: Engine;
  readonly people: People;
  /** Whose poses are predicted, as indices into the store of `people`. */
  readonly indices: readonly number[];
}

export interface ExportedFile {
  /** With forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Takes a run somewhere else. A new one is one file and one line in the registry. */
export interface Exporter {
  /** As on the command line. */
  readonly id: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly about: string;
  /** Of the file when there is one; several are packed as a zip. */
  readonly extension: string;
  readonly mime: string;
  /** Whether it makes something of `ExportSource.scene`, and whether it can do without. */
  readonly usesPictures: boolean;
  readonly needsPictures: boolean;
  make(source: ExportSource): Promise<readonly ExportedFile[]>;
}

/** A JSON file that people can read. */
export function jsonFile(path: string, value: unknown): ExportedFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

export function textFile(path: string, text: string): ExportedFile {
  return { path, bytes: new TextEncoder().encode(text) };
}
