import { downsample } from '../../store/downsample.ts';
import type { Curves } from '../../store/metricLog.ts';
import { type ChartSpec, pointLimit } from './charts.ts';

/** What recharts draws: `step`, and a number or a gap for each line. */
export type ChartRow = { readonly step: number } & Readonly<Record<string, number | null>>;

/** The chart's lines, thinned out; logarithmic charts have gaps where a value is not positive. */
export function chartRows(log: Curves, spec: ChartSpec): ChartRow[] {
  const steps = log.steps();
  const lines = spec.series.map(({ metric }) => log.column(metric));
  return Array.from(downsample(steps, lines, pointLimit), (i) => {
    const row: Record<string, number | null> & { step: number } = { step: steps[i]! + 1 };
    spec.series.forEach(({ metric }, l) => {
      const value = lines[l]![i]!;
      row[metric] = Number.isFinite(value) && (spec.scale === 'linear' || value > 0) ? value : null;
    });
    return row;
  });
}

/** The ends of an axis and the places of its numbers. */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Where numbers may stand in a decade, from sparse to dense. */
const places = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7], [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9]];

/** A logarithmic axis about the values, with the sparsest round numbers of which three fit. */
export function logAxis(values: readonly number[]): Axis {
  if (values.length === 0) return { domain: [0.1, 1], ticks: [0.1, 1] };
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (high / low < 1.5) {
    low /= 1.25;
    high *= 1.25;
  }
  const choices = places.map((factors) => ticksBetween(low, high, factors));
  return { domain: [low, high], ticks: choices.find((ticks) => ticks.length >= 3) ?? choices.at(-1)! };
}

function ticksBetween(low: number, high: number, factors: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const factor of factors) {
      const tick = Number(`${factor}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  return ticks;
}

/** The first and the last step of some lines. */
export function stepRange(rows: readonly { readonly step: number }[]): readonly [number, number] {
  if (rows.length === 0) return [0, 1];
  return rows.reduce<[number, number]>(([low, high], { step }) => [Math.min(low, step), Math.max(high, step)], [Infinity, -Infinity]);
}

/** Round numbers of steps between two, about four of them. */
export function stepTicks(first: number, last: number): number[] {
  const rough = Math.max(1, (last - first) / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const distance = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let tick = Math.ceil(first / distance) * distance; tick <= last; tick += distance) ticks.push(tick);
  return ticks;
}
