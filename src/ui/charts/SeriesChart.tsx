import { useCallback, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Prose } from '../controls/Prose.tsx';
import { short, tidy, whole } from '../format.ts';
import { usePlayground, useRedraw, useSession } from '../playground.ts';
import { Tex } from '../Tex.tsx';
import css from './Charts.module.css';
import type { ChartSpec } from './charts.ts';
import { LineSample } from './LineSample.tsx';
import { letterAtEnd, useOverlaid } from './overlays.tsx';
import { Plot } from './Plot.tsx';
import { chartRows, logAxis, stepRange, stepTicks } from './rows.ts';

/** Two ends of an axis with no line between. */
const nothing = [{ step: 0 }, { step: 1 }];
const margin = { top: 4, right: 8, bottom: 0, left: 0 };
const linearTicks = [0, 0.5, 1];

/** One chart of the log, drawn when the shared schedule gives it a turn. */
export function SeriesChart({ spec }: { readonly spec: ChartSpec }) {
  const { log, charts } = usePlayground();
  const read = useCallback(() => {
    const rows = chartRows(log, spec);
    return { rows, newest: log.last() };
  }, [log, spec]);
  const { rows, newest } = useRedraw(charts, read);
  const others = useOverlaid();
  const overlays = useMemo(() => others.map((record) => ({ record, rows: chartRows(record.curves, spec) })), [others, spec]);
  const cursor = useSession((state) => state.lookedBackTo);
  const last = cursor === null ? newest : log.rowBefore(cursor);
  const drawn = [rows, ...overlays.map((overlay) => overlay.rows)].flat();
  const values = drawn.flatMap((row) => spec.series.flatMap(({ metric }) => row[metric] ?? []));
  const axis = spec.scale === 'log' ? logAxis(values) : { domain: spec.domain ?? [0, 1], ticks: linearTicks };
  const [first, end] = stepRange(drawn);
  const words = last
    ? `${spec.title}, after ${whole(last.step + 1)} steps: ${spec.series.map(({ name, metric }) => `${name} ${short(last[metric])}`).join(', ')}`
    : `${spec.title}: no step made yet`;
  return (
    <figure className={css.chart} aria-label={spec.title}>
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
              domain={[first, end]}
              tickFormatter={whole}
              ticks={stepTicks(first, end)}
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
            {cursor !== null && <ReferenceLine x={cursor} stroke="var(--ink)" />}
            {overlays.flatMap(({ record, rows: others }) =>
              spec.series.map(({ metric, colour, dash }, i) => (
                <Line
                  key={`${record.id} ${metric}`}
                  data={others}
                  dataKey={metric}
                  stroke={colour}
                  strokeOpacity={0.55}
                  strokeWidth={1}
                  strokeDasharray={dash}
                  dot={false}
                  activeDot={false}
                  isAnimationActive={false}
                  label={i === 0 ? letterAtEnd(record.id, others.length) : undefined}
                />
              )),
            )}
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
