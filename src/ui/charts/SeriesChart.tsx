import { useCallback, useMemo } from 'react';
import { ReferenceLine } from 'recharts';
import { runLetter } from '../../store/runNames.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Prose } from '../controls/Prose.tsx';
import { short, whole } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { usePlayground, useRedraw, useSession } from '../playground.ts';
import { Tex } from '../Tex.tsx';
import css from './Charts.module.css';
import type { ChartSpec } from './charts.ts';
import { LegendValue } from './LegendValue.tsx';
import { useOverlaid } from './overlays.ts';
import { chartRows, stepRange } from './rows.ts';
import { StepChart } from './StepChart.tsx';
import { StepLine } from './StepLine.tsx';
import { boundsOf, linesOf, uprightOf } from './series.tsx';

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
          <SavePicture of={spec.title} />
        </Heading>
        <span className={css.values} aria-hidden="true">
          {spec.series.map(({ metric, symbol, colour, dash }) => (
            <LegendValue key={metric} symbol={<Tex>{symbol}</Tex>} colour={colour} dash={dash} value={short(last?.[metric])} />
          ))}
        </span>
        <Hidden>{words}</Hidden>
      </figcaption>
      <StepChart
        empty={rows.length > 0 ? null : 'Fills as soon as training begins'}
        range={stepRange(drawn)}
        upright={uprightOf(spec, drawn)}
      >
        {boundsOf(spec)}
        {cursor !== null && <ReferenceLine x={cursor} stroke="var(--ink)" />}
        {overlays.flatMap(({ record, rows: others }) =>
          spec.series.map(({ metric, colour, dash }, i) => (
            <StepLine
              beside
              key={`${record.id} ${metric}`}
              rows={others}
              of={metric}
              stroke={colour}
              dash={dash}
              letter={i === 0 ? runLetter(record.id) : undefined}
            />
          )),
        )}
        {linesOf(spec, rows)}
      </StepChart>
    </figure>
  );
}
