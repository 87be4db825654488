import type { Evaluation } from '../train/events.ts';
import type { Ask } from '../worker/questions/registry.ts';
import type { MetricLog } from './metricLog.ts';

type RunRecord = Ask<'takeAway'>['record'];

/** A copy of what is known of how the open run went, for the worker to write into a file. */
export function recordOf(log: MetricLog, evaluations: readonly Evaluation[]): RunRecord {
  const column = (name: keyof RunRecord['columns']) => log.column(name).slice();
  return {
    step: log.steps().slice(),
    columns: {
      lossMse: column('lossMse'),
      lossReal: column('lossReal'),
      lossFake: column('lossFake'),
      kT: column('kT'),
      lambdaG: column('lambdaG'),
      gamma: column('gamma'),
      peak: column('peak'),
      energy: column('energy'),
      milliseconds: column('milliseconds'),
      waited: column('waited'),
    },
    evaluations,
  };
}
