import type { MetricLog } from './metricLog.ts';

/** What the numbers of the last steps tell; the interface has the words. Ordered from grave to harmless. */
export type Sign = 'convergence-jumped' | 'k-at-one' | 'maps-empty' | 'fake-rising' | 'k-at-zero' | 'warming-up' | 'duelling';

/** Steps looked back on, and steps from which an opinion is worth having. */
const window = 100;
const early = 200;

/** The gravest sign of the last steps; null before the first step. Costs one pass over a few hundred numbers. */
export function readSign(log: MetricLog): Sign | null {
  const n = log.length;
  if (n === 0) return null;
  const mean = (name: Parameters<MetricLog['column']>[0], start: number, end: number) => {
    const part = log.column(name).subarray(Math.max(0, start), end);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  };
  if (n >= early) {
    if (mean('mGlobal', n - 10, n) > 3 * mean('mGlobal', n - 10 - window, n - 10)) return 'convergence-jumped';
    const k = log.column('kT').subarray(n - window);
    if (k.every((value) => value > 0.999)) return 'k-at-one';
    if (mean('peak', n - 10, n) < 0.1) return 'maps-empty';
    const fakeRises = mean('lossFake', n - window / 2, n) > 1.5 * mean('lossFake', n - early, n - window);
    const realStays = mean('lossReal', n - window / 2, n) < 1.2 * mean('lossReal', n - early, n - window);
    if (fakeRises && realStays) return 'fake-rising';
    if (k.every((value) => value < 1e-6)) return 'k-at-zero';
  }
  return log.column('lambdaG')[n - 1] === 0 ? 'warming-up' : 'duelling';
}
