import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DataError } from '../../data/dataset.ts';
import { fingerprint } from '../../data/fingerprint.ts';
import { openPictureStore, storeSize } from '../../data/pictures.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import type { Scene } from '../../export/exporter.ts';
import { readRunFile, type SavedRun } from '../../export/runFile.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { presets } from '../../network/presets.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { duelOf } from '../../train/duel.ts';
import { type People, peopleOf } from '../../train/people.ts';
import { openBlob } from './files.ts';
import { openTrainData, type Progress } from './trainData.ts';
import { nodeWasm } from './wasm.ts';

/** Bytes of pictures held in memory; what is beyond is decoded anew in every epoch. */
const memory = 2 ** 31;

/** @throws DataError */
export async function openRun(path: string): Promise<SavedRun> {
  return readRunFile(await openBlob(path), basename(path));
}

/**
 * The people of a dataset, cut for the networks of `config`.
 * @param skeleton of the run that they are for; any, without one
 * @throws DataError when its joints are not those of the set
 */
export async function openPeople(
  data: string | null,
  config: Config,
  progress: Progress,
  signal: AbortSignal,
  skeleton?: Skeleton,
): Promise<People> {
  const dataset = await openTrainData(data, progress, signal);
  if (skeleton && skeleton.joints.join() !== dataset.skeleton.joints.join()) {
    const shown = (joints: readonly string[]) => `${joints.length} joints (${joints.slice(0, 3).join(', ')}, …)`;
    throw new DataError('bad-annotation', {
      file: dataset.name,
      problem: `the set has ${shown(dataset.skeleton.joints)}, the run was trained on ${shown(skeleton.joints)}`,
      cure: 'Give a set with the joints of the run, in the same order.',
    });
  }
  const title = `Decoding ${dataset.report.pictures.toLocaleString('en')} pictures`;
  const store = await openPictureStore(dataset, {
    size: storeSize(presets[config.preset].input),
    memory,
    first: Number.POSITIVE_INFINITY,
    progress: (done) => progress(title, done),
    signal,
  });
  return peopleOf(dataset, store);
}

/** Which dataset people are from, for the file of a run. */
export function datasetNameOf({ dataset, store, train, validation }: People): SavedRun['dataset'] {
  const { name, format, skeleton } = dataset;
  return { name, format, fingerprint: fingerprint(skeleton, store.samples), train: train.length, validation: validation.length };
}

/** A run's networks with pictures in front of them. Give it back with `engine.dispose()`. */
export async function openScene(
  run: SavedRun,
  people: People,
  { threads, all, signal }: { readonly threads: number; readonly all: boolean; readonly signal: AbortSignal },
): Promise<Scene> {
  const duel = duelOf(run.config, run.skeleton.joints.length);
  const engine = await wasmFactory(nodeWasm(threads)).create(duel, run.state, { signal });
  const everybody = people.store.samples.map((_, i) => i);
  return { engine, people, indices: all || people.validation.length === 0 ? everybody : people.validation };
}

/** Writes beside, then swaps: an end in the middle leaves the file before. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
