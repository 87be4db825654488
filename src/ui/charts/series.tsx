import type { ComponentProps } from 'react';
import { ReferenceLine, type YAxis } from 'recharts';
import { tidy } from '../format.ts';
import type { ChartSpec } from './charts.ts';
import { type ChartRow, logAxis } from './rows.ts';
import { StepLine } from './StepLine.tsx';

// The parts of a chart of the log.

const linearTicks = [0, 0.5, 1];

/** The upright axis about some rows. */
export function uprightOf(spec: ChartSpec, rows: readonly ChartRow[]): ComponentProps<typeof YAxis> {
  const values = rows.flatMap((row) => spec.series.flatMap(({ metric }) => row[metric] ?? []));
  const { domain, ticks } = spec.scale === 'log' ? logAxis(values) : { domain: spec.domain ?? [0, 1], ticks: linearTicks };
  return {
    scale: spec.scale,
    domain: [domain[0], domain[1]],
    ticks,
    tickFormatter: tidy,
    width: 40,
    interval: 'preserveStartEnd',
  };
}

/** Where the values may not go beyond. */
export function boundsOf({ bounds }: ChartSpec) {
  return bounds?.map((bound) => <ReferenceLine key={bound} y={bound} stroke="var(--line-strong)" strokeDasharray="4 3" />);
}

/** The lines of a run. */
export function linesOf({ series }: ChartSpec, rows: readonly ChartRow[]) {
  return series.map(({ metric, colour, dash }) => <StepLine key={metric} rows={rows} of={metric} stroke={colour} dash={dash} />);
}
