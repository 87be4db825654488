import type { Scene } from '../../export/exporter.ts';
import { packed } from '../../export/pack.ts';
import { exporters } from '../../export/registry.ts';
import type { RunRecord } from '../../train/record.ts';
import type { Desk } from '../desk.ts';
import type { Run } from '../run.ts';
import { savedRunOf } from '../savedRun.ts';
import { type Question, Unanswerable } from './question.ts';

/** A way out of the page, as it is offered. */
export interface WayOut {
  readonly id: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly about: string;
}

interface Ask {
  readonly to: string;
  /** How the run went, joints aside: the page keeps it. */
  readonly record: RunRecord;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A file for the user. */
export interface MadeFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Every way out. */
export const waysOut: Question<null, readonly WayOut[]> = async () => exporters.map(({ id, title, about }) => ({ id, title, about }));

/** The run as a file of another kind; of a run that has failed, its last good state. */
export const takeAway: Question<Ask, MadeFile> = async ({ to, record, now }, { desk, signal }) => {
  const { run } = desk;
  if (!run) throw new Unanswerable('no-run', 'There is no run to export.', 'Open a dataset first.');
  const exporter = exporters.find(({ id }) => id === to);
  if (!exporter) throw new RangeError(`There is no export to ${to}.`);
  if (exporter.needsPictures && desk.hasFailed)
    throw new Unanswerable('no-run', 'Predictions need a run that works.', 'Restart the run, or choose another engine.');
  const { byJoint } = desk.keeper;
  const saved = savedRunOf(run, await run.state(), { ...record, ...(byJoint ? { byJoint } : {}) }, now);
  const progress = desk.tasks.progress('answer', exporter.title);
  const files = await exporter.make({ run: saved, scene: sceneOf(run, desk), progress, signal });
  signal.throwIfAborted();
  const { path, bytes } = await packed(files, exporter, saved);
  return { name: path, mime: exporter.mime, bytes };
};

/** Those held out; everybody where nobody is. */
function sceneOf({ engine, people }: Run, { hasFailed }: Desk): Scene | null {
  if (hasFailed) return null;
  const indices = people.validation.length > 0 ? people.validation : people.train;
  return { engine, people, indices };
}
