import type { StepMetrics } from '../engine/engine.ts';
import { type RecordName, recordNames } from '../method/recordNames.ts';
import type { StepColumns } from './protocol.ts';

/** One step on its way to the page. */
export interface StepRow extends StepMetrics {
  readonly lambdaG: number;
  readonly gamma: number;
  /** Milliseconds that it took, from the one before. */
  readonly milliseconds: number;
  /** Milliseconds of it in which it waited for its pictures. */
  readonly waited: number;
}

/** Rows to columns, so that a message of many steps is a few typed arrays. */
export function toColumns(rows: readonly StepRow[], joints: number): StepColumns {
  const byJoint = (name: 'jointReal' | 'jointFake' | 'jointMse') => {
    const all = new Float32Array(rows.length * joints);
    rows.forEach((row, i) => {
      all.set(row[name], i * joints);
    });
    return all;
  };
  const columns = recordNames.map((name) => [name, Float32Array.from(rows, (row) => row[name])]);
  return {
    ...(Object.fromEntries(columns) as Record<RecordName, Float32Array>),
    count: rows.length,
    joints,
    step: Float64Array.from(rows, (row) => row.step),
    jointReal: byJoint('jointReal'),
    jointFake: byJoint('jointFake'),
    jointMse: byJoint('jointMse'),
  };
}
