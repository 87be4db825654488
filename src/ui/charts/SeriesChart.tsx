import { useCallback } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Prose } from '../controls/Prose.tsx';
import { short, tidy, whole } from '../format.ts';
import { usePlayground, useRedraw } from '../playground.ts';
import { Tex } from '../Tex.tsx';
import css from './Charts.module.css';
import type { ChartSpec } from './charts.ts';
import { LineSample } from './LineSample.tsx';
import { Plot } from './Plot.tsx';
import { chartRows, logAxis, stepTicks } from './rows.ts';

/** Two ends of an axis with no line between. */
const nothing = [{ step: 0 }, { step: 1 }];
const margin = { top: 4, right: 8, bottom: 0, left: 0 };
const linearTicks = [0, 0.5, 1];

/** One chart of the log, drawn when the shared schedule gives it a turn. */
export function SeriesChart({ spec }: { readonly spec: ChartSpec }) {
  const { log, charts } = usePlayground();
  const read = useCallback(() => {
    const rows = chartRows(log, spec);
    const values = rows.flatMap((row) => spec.series.flatMap(({ metric }) => row[metric] ?? []));
    const axis = spec.scale === 'log' ? logAxis(values) : { domain: spec.domain ?? [0, 1], ticks: linearTicks };
    return { rows, axis, last: log.last() };
  }, [log, spec]);
  const { rows, axis, last } = useRedraw(charts, read);
  const words = last
    ? `${spec.title}, after ${whole(last.step + 1)} steps: ${spec.series.map(({ name, metric }) => `${name} ${short(last[metric])}`).join(', ')}`
    : `${spec.title}: no step made yet`;
  return (
    <figure className={css.chart}>
      <figcaption className={css.caption}>
        <Heading level={3} title={spec.title}>
          <HelpTip about={spec.title}>
            <p>
              <Prose>{spec.help}</Prose>
            </p>
            {spec.scale === 'log' && <p>The scale is logarithmic.</p>}
          </HelpTip>
        </Heading>
        <span className={css.values} aria-hidden="true">
          {spec.series.map(({ metric, symbol, colour, dash }) => (
            <span key={metric} className={css.value} style={{ color: colour }}>
              <LineSample dash={dash} />
              <Tex>{symbol}</Tex>
              <span className={css.number}>{short(last?.[metric])}</span>
            </span>
          ))}
        </span>
        <Hidden>{words}</Hidden>
      </figcaption>
      <Plot
        empty={rows.length > 0 ? null : 'Fills as soon as training begins'}
        chart={
          <LineChart data={rows.length > 0 ? rows : nothing} margin={margin} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="step"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={whole}
              ticks={stepTicks(rows[0]?.step ?? 0, rows.at(-1)?.step ?? 1)}
              height={16}
              tickMargin={2}
              tick={tick}
              tickLine={false}
              axisLine={axisLine}
            />
            <YAxis
              scale={spec.scale}
              domain={[axis.domain[0], axis.domain[1]]}
              ticks={[...axis.ticks]}
              tickFormatter={tidy}
              width={40}
              tick={tick}
              tickLine={false}
              axisLine={false}
              interval="preserveStartEnd"
              allowDataOverflow
            />
            {spec.bounds?.map((bound) => (
              <ReferenceLine key={bound} y={bound} stroke="var(--line-strong)" strokeDasharray="4 3" />
            ))}
            {spec.series.map(({ metric, colour, dash }) => (
              <Line
                key={metric}
                dataKey={metric}
                stroke={colour}
                strokeWidth={1.8}
                strokeDasharray={dash}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
                type="linear"
              />
            ))}
          </LineChart>
        }
      />
    </figure>
  );
}

export const tick = { fontSize: 10.5, fill: 'var(--ink-faint)' };
export const axisLine = { stroke: 'var(--line-strong)' };
