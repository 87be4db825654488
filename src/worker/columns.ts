import type { StepMetrics } from '../engine/engine.ts';
import type { StepColumns } from './protocol.ts';

/** One step on its way to the page. */
export interface StepRow {
  readonly metrics: StepMetrics;
  readonly lambdaG: number;
  readonly gamma: number;
  readonly milliseconds: number;
  readonly waited: number;
}

/** Rows to columns, so that a message of many steps is a few typed arrays. */
export function toColumns(rows: readonly StepRow[], joints: number): StepColumns {
  const column = (pick: (row: StepRow) => number) => Float32Array.from(rows, pick);
  const byJoint = (pick: (metrics: StepMetrics) => Float32Array) => {
    const all = new Float32Array(rows.length * joints);
    rows.forEach(({ metrics }, i) => {
      all.set(pick(metrics), i * joints);
    });
    return all;
  };
  return {
    count: rows.length,
    joints,
    step: Float64Array.from(rows, (row) => row.metrics.step),
    lossMse: column((row) => row.metrics.lossMse),
    lossReal: column((row) => row.metrics.lossReal),
    lossFake: column((row) => row.metrics.lossFake),
    kT: column((row) => row.metrics.kT),
    lambdaG: column((row) => row.lambdaG),
    gamma: column((row) => row.gamma),
    peak: column((row) => row.metrics.peak),
    energy: column((row) => row.metrics.energy),
    jointReal: byJoint((metrics) => metrics.jointReal),
    jointFake: byJoint((metrics) => metrics.jointFake),
    jointMse: byJoint((metrics) => metrics.jointMse),
    milliseconds: column((row) => row.milliseconds),
    waited: column((row) => row.waited),
  };
}
