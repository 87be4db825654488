import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinName } from '../../data/builtin.ts';
import type { Dataset } from '../../data/dataset.ts';
import { openDataset } from '../../data/registry.ts';
import { openPath } from './files.ts';
import { decodePicture } from './pictures.ts';

const builtin = resolve(dirname(fileURLToPath(import.meta.url)), '../../../public/datasets/rendered-people.zip');

/** Told of a task that goes from 0 to 1. */
export type Progress = (title: string, done: number) => void;

/** Reads the annotations of the pictures that were asked for; the built-in ones without a path. */
export async function openTrainData(data: string | null, progress: Progress, signal: AbortSignal): Promise<Dataset> {
  const title = data === null ? 'Reading the built-in pictures' : `Reading ${data}`;
  const files = await openPath(data ?? builtin, signal);
  const name = data === null ? builtinName : basename(data);
  return openDataset(files, { name, decode: decodePicture, progress: (done) => progress(title, done), signal });
}
