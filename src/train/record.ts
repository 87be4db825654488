import type { StepMetrics } from '../engine/engine.ts';
import { type RecordName, recordNames } from '../method/recordNames.ts';
import type { Evaluation } from './events.ts';
import { type JointRecord, JointRecorder } from './jointRecord.ts';

/** The single numbers of an evaluation; those by joint stand beside them. */
export const scoreNames = [
  'step',
  'pictures',
  'labels',
  'labelsOfTeacher',
  'pck',
  'pckVisible',
  'pckOccluded',
  'pckh',
  'oks',
  'oksAp',
  'pckBox',
  'auc',
  'rhoComment',
  'rhoConfidence',
  'rhoTogether',
  'lossReal',
  'lossFake',
] as const satisfies readonly (keyof Evaluation)[];

/** What is known of how a run went. */
export interface RunRecord {
  /** The number of each step, 0 for the first; it grows from row to row. */
  readonly step: Float64Array;
  /** As long as `step`, each. */
  readonly columns: Readonly<Record<RecordName, Float32Array>>;
  readonly evaluations: readonly Evaluation[];
  /** Absent where nobody has written it down. */
  readonly byJoint?: JointRecord;
}

/** All numbers of one step. */
export type RecordRow = Readonly<Record<RecordName, number>> & { readonly step: number };

/** The same by joint, [J] each. */
type JointRow = Pick<StepMetrics, 'jointReal' | 'jointFake'>;

/** A record that grows: 48 bytes a step, and by joint a bounded part. */
export class Recorder {
  #length = 0;
  #step = new Float64Array(1024);
  #columns = columnsOf(() => new Float32Array(1024));
  #evaluations: Evaluation[] = [];
  readonly #byJoint: JointRecorder;

  /** @param before how the run went until now */
  constructor(before?: RunRecord) {
    this.#byJoint = new JointRecorder(before?.byJoint);
    if (!before) return;
    this.#length = before.step.length;
    this.#step = before.step.slice();
    this.#columns = columnsOf((name) => before.columns[name].slice());
    this.#evaluations = [...before.evaluations];
  }

  /** A step that is made again, by a run that went back to its last good state, takes the place of the one before and of all after it. */
  add(row: RecordRow & JointRow): void {
    this.rewind(row.step);
    if (this.#length === this.#step.length) this.#grow();
    this.#step[this.#length] = row.step;
    for (const name of recordNames) this.#columns[name][this.#length] = row[name];
    this.#length++;
    this.#byJoint.add(row);
  }

  evaluated(evaluation: Evaluation): void {
    this.#evaluations = [...this.#evaluations.filter(({ step }) => step < evaluation.step), evaluation];
  }

  /** Forgets what came after `made` steps. */
  rewind(made: number): void {
    this.#byJoint.rewind(made);
    while (this.#length > 0 && this.#step[this.#length - 1]! >= made) this.#length--;
    if (this.#evaluations.some(({ step }) => step > made)) this.#evaluations = this.#evaluations.filter(({ step }) => step <= made);
  }

  /** A copy of all there is. */
  take(): RunRecord {
    return {
      step: this.#step.slice(0, this.#length),
      columns: columnsOf((name) => this.#columns[name].slice(0, this.#length)),
      evaluations: this.#evaluations,
      byJoint: this.#byJoint.take(),
    };
  }

  #grow(): void {
    const capacity = Math.max(1024, 2 * this.#length);
    const step = new Float64Array(capacity);
    step.set(this.#step);
    this.#step = step;
    const before = this.#columns;
    this.#columns = columnsOf((name) => {
      const column = new Float32Array(capacity);
      column.set(before[name]);
      return column;
    });
  }
}

function columnsOf(make: (name: RecordName) => Float32Array): Record<RecordName, Float32Array> {
  return Object.fromEntries(recordNames.map((name) => [name, make(name)])) as Record<RecordName, Float32Array>;
}
