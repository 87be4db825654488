import type { RecordName } from '../../method/recordNames.ts';
import type { Evaluation } from '../../train/events.ts';
import type { Exporter } from '../exporter.ts';
import { double, encode, type Field, float, integer, message, text } from '../protobuf.ts';
import type { SavedRun } from '../runFile.ts';
import { encodeRecords } from './records.ts';

export const tensorboard: Exporter = {
  id: 'tensorboard',
  title: 'Metrics for TensorBoard',
  about: 'Every step and every evaluation as an event file: put it into a folder and start TensorBoard there.',
  extension: 'tfevents',
  mime: 'application/octet-stream',
  usesPictures: false,
  needsPictures: false,
  async make({ run }) {
    const begin = run.savedAt / 1000 - secondsOf(run).at(-1)!;
    // TensorBoard knows such files by the first part of their names.
    return [{ path: `events.out.tfevents.${Math.floor(begin)}.poseduel`, bytes: encodeRecords(events(run, begin)) }];
  },
};

/** What a number is called on the board; those that it does not need are left out. */
const tags: Partial<Record<RecordName, string>> = {
  lossMse: 'loss/mse',
  lossReal: 'loss/real',
  lossFake: 'loss/fake',
  kT: 'duel/k_t',
  lambdaG: 'duel/lambda_g',
  gamma: 'duel/gamma',
  peak: 'duel/peak',
  energy: 'duel/energy',
  milliseconds: 'time/milliseconds',
};

const scoreTags = {
  pck: 'evaluation/pck',
  pckh: 'evaluation/pckh',
  oks: 'evaluation/oks',
  oksAp: 'evaluation/oks_ap',
  pckBox: 'evaluation/pck_box',
  auc: 'evaluation/auc',
  rhoComment: 'evaluation/rho_comment',
  rhoConfidence: 'evaluation/rho_confidence',
  rhoTogether: 'evaluation/rho_together',
  lossReal: 'evaluation/loss_real',
  lossFake: 'evaluation/loss_fake',
} as const satisfies Partial<Record<keyof Evaluation, string>>;

/** Seconds of training before each step, and after the last. */
function secondsOf({ record }: SavedRun): number[] {
  const seconds = [0];
  for (const milliseconds of record.columns.milliseconds) seconds.push(seconds.at(-1)! + milliseconds / 1000);
  return seconds;
}

/** All events in the order of their steps, as `tensorflow.Event` messages. */
function events(run: SavedRun, begin: number): Uint8Array<ArrayBuffer>[] {
  const { step, columns, evaluations } = run.record;
  const seconds = secondsOf(run);
  const records = [encode(double(1, begin), text(3, 'brain.Event:2'))];
  let next = 0;
  const evaluationsBefore = (made: number, time: number) => {
    for (; next < evaluations.length && evaluations[next]!.step <= made; next++)
      records.push(event(time, evaluations[next]!.step, scoresOf(run, evaluations[next]!)));
  };
  for (let i = 0; i < step.length; i++) {
    const values = Object.entries(tags).map(([name, tag]): [string, number] => [tag, columns[name as RecordName][i]!]);
    evaluationsBefore(step[i]!, begin + seconds[i]!);
    records.push(event(begin + seconds[i + 1]!, step[i]!, values));
  }
  evaluationsBefore(Number.POSITIVE_INFINITY, begin + seconds.at(-1)!);
  return records;
}

function scoresOf({ skeleton }: SavedRun, evaluation: Evaluation): [string, number][] {
  const scores = Object.entries(scoreTags).map(([name, tag]): [string, number] => [
    tag,
    evaluation[name as keyof typeof scoreTags] ?? Number.NaN,
  ]);
  const joints = skeleton.joints.map((joint, j): [string, number] => [`pck/${joint}`, evaluation.pckByJoint[j]!]);
  return [...scores, ...joints].filter(([, value]) => !Number.isNaN(value));
}

function event(time: number, step: number, values: readonly [string, number][]): Uint8Array<ArrayBuffer> {
  const summary = values.map(([tag, value]): Field => message(1, text(1, tag), float(2, value)));
  return encode(double(1, time), integer(2, step), message(5, ...summary));
}
