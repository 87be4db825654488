import { BlobReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { DataError } from '../data/dataset.ts';
import type { EngineDescription, EngineState } from '../engine/engine.ts';
import { type Config, defaultConfig, settingNames, settingProblem } from '../method/hyperparameters.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { duelOf } from '../train/duel.ts';
import type { RunRecord } from '../train/record.ts';
import { badRun } from './badRun.ts';
import { decodeRecord, encodeRecord } from './recordFile.ts';
import { checkRunDescription, type DatasetName } from './runDescription.ts';
import { fromSafetensors, toSafetensors, weightsMetadata } from './weights.ts';

/**
 * A run in one file, `.poseduel`: a zip of
 * - `weights.safetensors`: weights, running statistics and optimiser slots of both networks, named as in the PyTorch project,
 * - `config.json`: every setting,
 * - `run.json`: step, k_t, energy, engine, dataset and skeleton,
 * - `metrics.safetensors`: one column a number, one row a step; and the evaluations.
 * A run that is read goes on as if it had never been written, bit for bit on the same engine.
 */

export interface SavedRun {
  /** With the live settings as they are now. */
  readonly config: Config;
  readonly state: EngineState;
  readonly skeleton: Skeleton;
  readonly dataset: DatasetName;
  /** What it ran on last; null before its first step. */
  readonly engine: EngineDescription | null;
  readonly record: RunRecord;
  /** When it was written, in milliseconds since 1970. */
  readonly savedAt: number;
}

/** What a run's file says about how the run went, its weights aside. */
export type RunCourse = Pick<SavedRun, 'config' | 'dataset' | 'skeleton' | 'record'>;

/** What a run's file says about it, its weights and numbers aside. */
export interface RunLabel extends Pick<SavedRun, 'config' | 'dataset' | 'savedAt'> {
  readonly step: number;
}

/** Bytes that each part may unpack to. The largest network takes 376 MB with its optimisers. */
const limits = {
  'run.json': 2 ** 20,
  'config.json': 2 ** 18,
  'weights.safetensors': 2 ** 30,
  'metrics.safetensors': 2 ** 28,
} as const;

type PartName = keyof typeof limits;
const partNames = Object.keys(limits) as PartName[];

/** More than all parts together, with room for those of later versions. */
const maxBytes = 2 ** 31;

/** Entries of other names are let pass, for files of later versions; not any number of them. */
const maxEntries = 64;

/** @throws RangeError when k_t or the energy is not finite: such a run cannot go on anywhere */
export async function writeRunFile(run: SavedRun): Promise<Uint8Array<ArrayBuffer>> {
  const { config, state, skeleton, dataset, engine, record, savedAt } = run;
  if (!Number.isFinite(state.kT + state.energy)) throw new RangeError(`k_t is ${state.kT} and the energy ${state.energy}`);
  const description = { format: 'poseduel', version: 1, step: state.step, kT: state.kT, energy: state.energy };
  const text = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const parts: Record<PartName, Uint8Array> = {
    'run.json': text({ ...description, savedAt, engine, dataset, skeleton }),
    'config.json': text(config),
    'weights.safetensors': toSafetensors(duelOf(config, skeleton.joints.length), state, weightsMetadata(config, skeleton), 'everything'),
    'metrics.safetensors': encodeRecord(record, skeleton.joints.length),
  };
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, lastModDate: new Date(savedAt) });
  // Weights are noise to a packer.
  for (const name of partNames)
    await writer.add(name, new Uint8ArrayReader(parts[name]), { level: name === 'weights.safetensors' ? 0 : 6 });
  return (await writer.close()) as Uint8Array<ArrayBuffer>;
}

/**
 * @param file its name, for messages
 * @throws DataError 'bad-run' or 'too-large': what is wrong in which part, and what to do
 */
export async function readRunFile(blob: Blob, file: string): Promise<SavedRun> {
  const parts = await unpack(blob, file, partNames);
  const config = checkConfig(parse(parts['config.json'], 'config.json', file), file);
  const { description, skeleton, ...rest } = checkRunDescription(parse(parts['run.json'], 'run.json', file), file);
  const duel = duelOf(config, skeleton.joints.length);
  const state = { ...fromSafetensors(parts['weights.safetensors'], `${file}, weights.safetensors`, duel), ...description };
  const record = decodeRecord(parts['metrics.safetensors'], `${file}, metrics.safetensors`, skeleton.joints.length);
  return { config, state, skeleton, record, ...rest };
}

/**
 * Reads all but the weights.
 * @throws DataError as `readRunFile`
 */
export async function readRunCourse(blob: Blob, file: string): Promise<RunCourse> {
  const parts = await unpack(blob, file, ['run.json', 'config.json', 'metrics.safetensors']);
  const { dataset, skeleton } = checkRunDescription(parse(parts['run.json'], 'run.json', file), file);
  const record = decodeRecord(parts['metrics.safetensors'], `${file}, metrics.safetensors`, skeleton.joints.length);
  return { config: checkConfig(parse(parts['config.json'], 'config.json', file), file), dataset, skeleton, record };
}

/**
 * Reads two small parts of the file and its directory only.
 * @throws DataError as `readRunFile`
 */
export async function readRunLabel(blob: Blob, file: string): Promise<RunLabel> {
  const parts = await unpack(blob, file, ['run.json', 'config.json']);
  const { description, dataset, savedAt } = checkRunDescription(parse(parts['run.json'], 'run.json', file), file);
  return { step: description.step, config: checkConfig(parse(parts['config.json'], 'config.json', file), file), dataset, savedAt };
}

async function unpack<Name extends PartName>(blob: Blob, file: string, wanted: readonly Name[]): Promise<Record<Name, Uint8Array>> {
  if (blob.size > maxBytes) throw tooLarge(file, '', blob.size, maxBytes);
  const parts: Partial<Record<Name, Uint8Array>> = {};
  const reader = new ZipReader(new BlobReader(blob), { useWebWorkers: false, filenameValidation: 'tolerant' });
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > maxEntries) throw badRun(file, '', `there are more than ${maxEntries} entries in it`);
      const name = wanted.find((known) => known === entry.filename);
      if (!name || entry.directory) continue;
      if (entry.encrypted) throw badRun(file, name, 'the entry is encrypted');
      if (entry.uncompressedSize > limits[name]) throw tooLarge(file, name, entry.uncompressedSize, limits[name]);
      const sink = new Sink(entry.uncompressedSize);
      await entry.getData(sink.stream, { useWebWorkers: false, checkCrc32: true });
      parts[name] = sink.whole();
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw badRun(file, '', `this is not a whole zip archive (${error instanceof Error ? error.message : String(error)})`, { cause: error });
  }
  if (!wanted.some((name) => parts[name]))
    throw badRun(file, '', 'this is a zip, but not a run of PoseDuel', {
      cure: 'If it is a dataset, let its name end in .zip and drop it again.',
    });
  for (const name of wanted) if (!parts[name]) throw badRun(file, name, 'this part is not in the file');
  return parts as Record<Name, Uint8Array>;
}

/** Takes no more bytes than were promised: the directory of an archive may lie. */
class Sink {
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  readonly stream = new WritableStream<Uint8Array>({
    write: (chunk) => {
      if (this.#length + chunk.length > this.#bytes.length) throw new Error('an entry is larger than the directory says');
      this.#bytes.set(chunk, this.#length);
      this.#length += chunk.length;
    },
  });

  whole(): Uint8Array {
    if (this.#length !== this.#bytes.length) throw new Error('an entry is shorter than the directory says');
    return this.#bytes;
  }
}

function parse(bytes: Uint8Array, name: PartName, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw badRun(file, name, 'this is not JSON', { cause: error });
  }
}

/** Settings that a file of another version lacks take their defaults; ones that it has must be good. */
function checkConfig(value: unknown, file: string): Config {
  if (typeof value !== 'object' || value === null) throw badRun(file, 'config.json', 'this is not an object of settings');
  const given = settingNames.filter((name) => Object.hasOwn(value, name));
  const config = { ...defaultConfig, ...Object.fromEntries(given.map((name) => [name, (value as Record<string, unknown>)[name]])) };
  for (const name of given) {
    const problem = settingProblem(name, config[name]);
    if (problem) throw badRun(file, `config.json, ${name}`, problem);
  }
  return config as Config;
}

function tooLarge(file: string, place: PartName | '', size: number, most: number): DataError {
  const [is, limit] = [size, most].map((bytes) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`);
  const cure = 'No run of ours is so large: the file is broken, or not to be trusted.';
  return new DataError('too-large', { file, place, problem: `it ${place ? 'would unpack to' : 'has'} ${is}; the limit is ${limit}`, cure });
}
