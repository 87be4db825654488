import type { ComponentProps, ReactNode } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import { whole } from '../format.ts';
import { Plot } from './Plot.tsx';
import { stepTicks } from './rows.ts';

interface Props {
  /** What to say as long as there is nothing to draw; null when there is. */
  readonly empty: string | null;
  /** Of the lines that bring no rows of their own. */
  readonly rows?: readonly { readonly step: number }[];
  /** The ends of the axis of steps. */
  readonly range: readonly [number, number];
  /** What the upright axis has of its own. */
  readonly upright: ComponentProps<typeof YAxis>;
  /** The lines. */
  readonly children: ReactNode;
}

/** Two ends of an axis with no line between. */
const nothing = [{ step: 0 }, { step: 1 }];
const margin = { top: 4, right: 8, bottom: 0, left: 0 };
const axisLine = { stroke: 'var(--line-strong)' };

/** The frame of a chart over the steps: its place, the grid and the axes. */
export function StepChart({ empty, rows = nothing, range: [first, end], upright, children }: Props) {
  return (
    <Plot
      empty={empty}
      chart={
        <LineChart data={rows.length > 0 ? rows : nothing} margin={margin} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="step"
            type="number"
            domain={[first, end]}
            tickFormatter={whole}
            ticks={stepTicks(first, end)}
            height={16}
            {...axis}
            axisLine={axisLine}
          />
          <YAxis {...axis} axisLine={false} {...upright} />
          {children}
        </LineChart>
      }
    />
  );
}

/** An axis with numbers where it is told: recharts is kept from working out its own at each redraw. */
export const axis = { tick: { fontSize: 10.5, fill: 'var(--ink-faint)' }, tickLine: false, niceTicks: 'none' } as const;

/** An axis of shares, in percent. */
export const shares = { ticks: [0, 0.5, 1], tickFormatter: (share: number) => `${100 * share} %` };

/** What does not move. It has an easing all the same, since recharts builds a curve for each redraw of what has none. */
export const still = { isAnimationActive: false, animationEasing: (share: number) => share };

/** A line of the open run. */
export const openLine = { ...still, strokeWidth: 1.8, activeDot: false };

/** A line of a run that is drawn beside the open one. */
export const overlaidLine = { ...openLine, strokeWidth: 1, strokeOpacity: 0.55 };
