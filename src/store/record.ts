import { recordNames } from '../method/recordNames.ts';
import type { Evaluation } from '../train/events.ts';
import type { Ask } from '../worker/questions/registry.ts';
import type { MetricLog } from './metricLog.ts';

type RunRecord = Ask<'takeAway'>['record'];

/** A copy of what is known of how the open run went, for the worker to write into a file. */
export function recordOf(log: MetricLog, evaluations: readonly Evaluation[]): RunRecord {
  const columns = Object.fromEntries(recordNames.map((name) => [name, log.column(name).slice()])) as RunRecord['columns'];
  return { step: log.steps().slice(), columns, evaluations };
}
