import type { ComponentProps, ReactNode } from 'react';
import { type BaseTickContentProps, CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import { whole } from '../format.ts';
import { Plot } from './Plot.tsx';
import { stepTicks } from './rows.ts';

interface Props {
  /** What to say as long as there is nothing to draw; null when there is. */
  readonly empty: string | null;
  /** The ends of the axis of steps. */
  readonly range: readonly [number, number];
  /** What the upright axis has of its own. */
  readonly upright: ComponentProps<typeof YAxis>;
  /** The lines, and what else stands on the axes. */
  readonly children: ReactNode;
}

/** On the right there is room for half a number of steps. */
const margin = { top: 4, right: 16, bottom: 0, left: 0 };
const axisLine = { stroke: 'var(--line-strong)' };

/**
 * The frame of a chart over the steps: its place, the grid and the axes. `allowDataOverflow` is recharts' word for axes that have the
 * ends they are given: the lines are drawn by `StepLine`, so there are no data to find ends in.
 */
export function StepChart({ empty, range: [first, end], upright, children }: Props) {
  return (
    <Plot
      empty={empty}
      chart={
        <LineChart margin={margin} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="step"
            type="number"
            domain={[first, end]}
            allowDataOverflow
            tickFormatter={whole}
            ticks={stepTicks(first, end)}
            height={16}
            {...axis}
            interval={0}
            axisLine={axisLine}
          />
          <YAxis {...axis} axisLine={false} allowDataOverflow {...upright} />
          {children}
        </LineChart>
      }
    />
  );
}

/** An axis with its texts where it is told: recharts is kept from working out its own and from measuring each at each redraw. */
export const axis = { tick: AxisText, tickLine: false, niceTicks: 'none' } as const;

function AxisText({ x, y, textAnchor, payload, index, tickFormatter }: BaseTickContentProps) {
  return (
    <text x={x} y={y} dy={textAnchor === 'middle' ? '0.71em' : '0.355em'} textAnchor={textAnchor} fontSize={10.5} fill="var(--ink-faint)">
      {tickFormatter ? tickFormatter(payload.value, index) : payload.value}
    </text>
  );
}

/** An axis of shares, in percent. */
export const shares = { interval: 0, ticks: [0, 0.5, 1], tickFormatter: (share: number) => `${100 * share} %` };
