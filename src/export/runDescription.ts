import type { DataError } from '../data/dataset.ts';
import type { EngineDescription } from '../engine/engine.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { badRun } from './badRun.ts';

/** Which dataset a run was trained on; the data themselves are not in its file. */
export interface DatasetName {
  readonly name: string;
  readonly format: string;
  /** Of the people that were trained on and held out, see `data/fingerprint.ts`. */
  readonly fingerprint: string;
  readonly train: number;
  readonly validation: number;
  /** The people in neither, since the user has left them out, by their ids. */
  readonly leftOut?: readonly string[];
}

/** What `run.json` says. */
interface RunDescription {
  readonly description: { readonly step: number; readonly kT: number; readonly energy: number };
  readonly savedAt: number;
  readonly engine: EngineDescription | null;
  readonly dataset: DatasetName;
  readonly skeleton: Skeleton;
}

const maxJoints = 256;
const maxText = 1000;
const maxLeftOut = 1e6;

type Fields = Readonly<Record<string, unknown>>;

const shown = (value: unknown) => String(typeof value === 'object' ? typeof value : value).slice(0, 20);

/** @throws DataError 'bad-run' with the field that is wrong */
export function checkRunDescription(value: unknown, file: string): RunDescription {
  const bad = (field: string, problem: string) => badRun(file, `run.json, ${field}`, problem);
  const record = (from: unknown, field: string): Fields => {
    if (typeof from === 'object' && from !== null && !Array.isArray(from)) return from as Fields;
    throw bad(field, 'this is not an object');
  };
  const number = (from: Fields, field: string, { min = 0, max = Number.MAX_SAFE_INTEGER, whole = true } = {}): number => {
    const n = from[field];
    if (typeof n === 'number' && n >= min && n <= max && (!whole || Number.isInteger(n))) return n;
    throw bad(field, `this is not a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
  };
  const text = (from: Fields, field: string): string => {
    const words = from[field];
    if (typeof words === 'string' && words.length <= maxText) return words;
    throw bad(field, `this is not a text of at most ${maxText} letters`);
  };
  const ids = (list: unknown): string[] => {
    const isIds = Array.isArray(list) && list.length <= maxLeftOut && list.every((id) => typeof id === 'string' && id.length <= maxText);
    if (isIds) return list;
    throw bad('dataset.leftOut', `these are not at most ${maxLeftOut} names`);
  };
  const run = record(value, 'all of it');
  if (run.format !== 'poseduel') throw bad('format', 'this is not a run of PoseDuel');
  if (run.version !== 1)
    throw badRun(file, 'run.json, version', `this file is of version ${shown(run.version)}; this PoseDuel reads version 1`, {
      cure: 'Reload the page to get the newest PoseDuel, or save the run again with this one.',
    });
  const dataset = record(run.dataset, 'dataset');
  const engine = run.engine === null ? null : record(run.engine, 'engine');
  return {
    description: {
      step: number(run, 'step'),
      kT: number(run, 'kT', { max: 1, whole: false }),
      energy: number(run, 'energy', { max: 1e12, whole: false }),
    },
    savedAt: number(run, 'savedAt'),
    engine: engine && { id: text(engine, 'id'), title: text(engine, 'title'), hardware: text(engine, 'hardware') },
    dataset: {
      name: text(dataset, 'name'),
      format: text(dataset, 'format'),
      fingerprint: text(dataset, 'fingerprint'),
      train: number(dataset, 'train'),
      validation: number(dataset, 'validation'),
      ...(dataset.leftOut === undefined ? {} : { leftOut: ids(dataset.leftOut) }),
    },
    skeleton: checkSkeleton(record(run.skeleton, 'skeleton'), text, bad),
  };
}

function checkSkeleton(
  value: Fields,
  text: (from: Fields, field: string) => string,
  bad: (field: string, problem: string) => DataError,
): Skeleton {
  const { joints, limbs, flipPairs, torso } = value;
  const isNames = Array.isArray(joints) && joints.every((name) => typeof name === 'string' && name.length <= maxText);
  if (!isNames || joints.length === 0 || joints.length > maxJoints) throw bad('skeleton.joints', `these are not 1 to ${maxJoints} names`);
  const isPair = (pair: unknown): pair is [number, number] =>
    Array.isArray(pair) && pair.length === 2 && pair.every((j) => Number.isInteger(j) && j >= 0 && j < joints.length);
  const pairs = (list: unknown, field: string): [number, number][] => {
    if (Array.isArray(list) && list.length <= maxJoints ** 2 && list.every(isPair)) return list;
    throw bad(`skeleton.${field}`, 'these are not pairs of joints');
  };
  if (torso !== null && !isPair(torso)) throw bad('skeleton.torso', 'this is neither null nor a pair of joints');
  return {
    name: text(value, 'name'),
    joints: joints as string[],
    limbs: pairs(limbs, 'limbs'),
    flipPairs: pairs(flipPairs, 'flipPairs'),
    torso,
  };
}
