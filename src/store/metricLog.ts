import { mGlobal } from '../method/controller.ts';
import { recordNames } from '../method/recordNames.ts';
import type { StepColumns } from '../worker/protocol.ts';

/** The columns of the log. The last three follow from the others: γ L_real, λ_G L_adv and M. */
const columnNames = [...recordNames, 'target', 'adversarial', 'mGlobal'] as const;

const jointColumnNames = ['jointReal', 'jointFake'] as const;

export type MetricName = (typeof columnNames)[number];

/** What of consecutive steps is logged; a number that is not known is NaN. */
type StepNumbers = Omit<StepColumns, 'jointMse'> & Partial<Pick<StepColumns, 'jointMse'>>;

/** All numbers of one step. */
export type MetricRow = Readonly<Record<MetricName, number>> & { readonly step: number };

/** What is logged of every joint. */
export type JointMetric = (typeof jointColumnNames)[number];

/** The curves of a run, as charts read them. */
export interface Curves {
  readonly length: number;
  column(name: MetricName): Float32Array;
  /** [steps, J]: what every joint added to L_real or L_fake. */
  byJoint(name: JointMetric): Float32Array;
  /** The number of each step, 0 for the first. */
  steps(): Float64Array;
  /** The numbers of the last of the first `steps` steps; null when there is none. */
  rowBefore(steps: number): MetricRow | null;
}

/** Every step of a run, one growing typed array a number, outside of React: 60 bytes a step. */
export interface MetricLog extends Curves {
  append(steps: StepNumbers): void;
  /** Forgets what came after `made` steps. */
  rewind(made: number): void;
  clear(): void;
  /** A view of the column's filled part; good until the next `append`. */
  column(name: MetricName): Float32Array;
  /** The curves as they are now. */
  copy(): Curves;
  /** Takes the place of what is there: the first `steps` steps of other curves. */
  load(curves: Curves, steps: number): void;
  last(): MetricRow | null;
  /** Milliseconds of training so far. */
  elapsed(): number;
  /** Calls back after every change; returns the way to stop that. */
  subscribe(listener: () => void): () => void;
}

export function createMetricLog(): MetricLog {
  let capacity = 1024;
  let length = 0;
  let elapsed = 0;
  let step = new Float64Array(capacity);
  const columns = Object.fromEntries(columnNames.map((name) => [name, new Float32Array(capacity)])) as Record<MetricName, Float32Array>;
  /** J of the run. */
  let joints = 0;
  const jointColumns: Record<JointMetric, Float32Array> = { jointReal: new Float32Array(0), jointFake: new Float32Array(0) };
  const listeners = new Set<() => void>();

  function reserve(count: number): void {
    if (count <= capacity) return;
    while (capacity < count) capacity *= 2;
    const grownSteps = new Float64Array(capacity);
    grownSteps.set(step.subarray(0, length));
    step = grownSteps;
    for (const name of columnNames) {
      const grown = new Float32Array(capacity);
      grown.set(columns[name].subarray(0, length));
      columns[name] = grown;
    }
  }

  function reserveJoints(count: number): void {
    joints = count;
    for (const name of jointColumnNames) {
      if (jointColumns[name].length >= capacity * joints) continue;
      const grown = new Float32Array(capacity * joints);
      grown.set(byJoint(name));
      jointColumns[name] = grown;
    }
  }

  /** What came after `made` steps is void. */
  const cut = (made: number) => {
    while (length > 0 && step[length - 1]! >= made) elapsed -= columns.milliseconds[--length]!;
  };
  const byJoint = (name: JointMetric) => jointColumns[name].subarray(0, length * joints);
  const column = (name: MetricName) => columns[name].subarray(0, length);
  const steps = () => step.subarray(0, length);
  const changed = () => {
    for (const listener of listeners) listener();
  };

  return {
    get length() {
      return length;
    },
    append(steps) {
      // An engine that was lost goes on from its last good state: the steps after that one are made again.
      if (steps.count > 0) cut(steps.step[0]!);
      reserve(length + steps.count);
      reserveJoints(steps.joints);
      for (const name of jointColumnNames) jointColumns[name].set(steps[name], length * joints);
      for (let i = 0; i < steps.count; i++, length++) {
        step[length] = steps.step[i]!;
        for (const name of columnNames) columns[name][length] = valueAt(steps, name, i);
        elapsed += steps.milliseconds[i]!;
      }
      changed();
    },
    rewind(made) {
      cut(made);
      changed();
    },
    clear() {
      length = 0;
      elapsed = 0;
      changed();
    },
    column,
    byJoint,
    steps,
    copy() {
      const kept = Object.fromEntries(columnNames.map((name) => [name, column(name).slice()])) as Record<MetricName, Float32Array>;
      const keptJoints = { jointReal: byJoint('jointReal').slice(), jointFake: byJoint('jointFake').slice() };
      const numbers = steps().slice();
      return {
        length: numbers.length,
        column: (name) => kept[name],
        byJoint: (name) => keptJoints[name],
        steps: () => numbers,
        rowBefore: (count) => rowBefore(kept, numbers, count),
      };
    },
    load(curves, count) {
      const end = curves.steps().findLastIndex((number) => number < count) + 1;
      reserve(end);
      length = 0;
      reserveJoints(curves.length > 0 ? curves.byJoint('jointReal').length / curves.length : joints);
      length = end;
      for (const name of jointColumnNames) jointColumns[name].set(curves.byJoint(name).subarray(0, end * joints));
      step.set(curves.steps().subarray(0, end));
      for (const name of columnNames) columns[name].set(curves.column(name).subarray(0, end));
      elapsed = column('milliseconds').reduce((sum, milliseconds) => sum + milliseconds, 0);
      changed();
    },
    rowBefore: (count) => rowBefore(columns, steps(), count),
    last: () => rowBefore(columns, steps(), Number.POSITIVE_INFINITY),
    elapsed: () => elapsed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function rowBefore(columns: Readonly<Record<MetricName, Float32Array>>, steps: Float64Array, count: number): MetricRow | null {
  const index = steps.findLastIndex((number) => number < count);
  if (index < 0) return null;
  const row = Object.fromEntries(columnNames.map((name) => [name, columns[name][index]!])) as Record<MetricName, number>;
  return { ...row, step: steps[index]! };
}

function valueAt(steps: StepNumbers, name: MetricName, i: number): number {
  switch (name) {
    case 'target':
      return steps.gamma[i]! * steps.lossReal[i]!;
    case 'adversarial':
      return steps.lambdaG[i]! * steps.lossFake[i]!;
    case 'mGlobal':
      return mGlobal(steps.lossReal[i]!, steps.lossFake[i]!, steps.gamma[i]!);
    default:
      return steps[name][i]!;
  }
}

/** The share of the last three seconds or so that was spent waiting for pictures; null before the second step. */
export function waitingShare(log: MetricLog): number | null {
  const [milliseconds, waited] = [log.column('milliseconds'), log.column('waited')];
  let spent = 0;
  let idle = 0;
  for (let i = milliseconds.length - 1; i > 0 && spent < 3000; i--) {
    spent += milliseconds[i]!;
    idle += waited[i]!;
  }
  return spent > 0 ? Math.min(1, idle / spent) : null;
}

/** Steps a second over about the last three seconds; null before the second step. */
export function stepsPerSecond(log: MetricLog): number | null {
  const milliseconds = log.column('milliseconds');
  let spent = 0;
  let count = 0;
  for (let i = milliseconds.length - 1; i > 0 && spent < 3000; i--, count++) spent += milliseconds[i]!;
  return spent > 0 ? (1000 * count) / spent : null;
}
