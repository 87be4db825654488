import { useMemo } from 'react';
import chartCss from '../charts/Charts.module.css';
import { type ChartSpec, charts } from '../charts/charts.ts';
import { LegendValue } from '../charts/LegendValue.tsx';
import { chartRows, stepRange } from '../charts/rows.ts';
import { scoreRows } from '../charts/ScoreChart.tsx';
import { StepChart, shares } from '../charts/StepChart.tsx';
import { StepLine } from '../charts/StepLine.tsx';
import { boundsOf, linesOf, uprightOf } from '../charts/series.tsx';
import { setScore } from '../charts/setScore.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { percent, short } from '../format.ts';
import { Tex } from '../Tex.tsx';
import css from './Paper.module.css';
import type { RunSheetData } from './runSheet.ts';

/** The run's curves until the moment of the sheet. */
export function PaperCharts({ sheet }: { readonly sheet: RunSheetData }) {
  return (
    <div className={css.charts}>
      {charts.slice(0, 3).map((spec) => (
        <Series key={spec.title} spec={spec} sheet={sheet} />
      ))}
      <Scores sheet={sheet} />
    </div>
  );
}

function Series({ spec, sheet: { curves, steps } }: { readonly spec: ChartSpec; readonly sheet: RunSheetData }) {
  const rows = useMemo(() => chartRows(curves, spec).filter(({ step }) => step <= steps), [curves, spec, steps]);
  const last = curves.rowBefore(steps);
  return (
    <figure className={css.chart}>
      <figcaption className={css.caption}>
        <h3 className={css.part}>{spec.title}</h3>
        <span className={chartCss.values} aria-hidden="true">
          {spec.series.map(({ metric, symbol, colour, dash }) => (
            <LegendValue key={metric} symbol={<Tex>{symbol}</Tex>} colour={colour} dash={dash} value={short(last?.[metric])} />
          ))}
        </span>
        <Hidden>{spec.series.map(({ name, metric }) => `${name} ${short(last?.[metric])}`).join(', ')}</Hidden>
      </figcaption>
      <StepChart empty={null} range={stepRange(rows)} upright={uprightOf(spec, rows)}>
        {boundsOf(spec)}
        {linesOf(spec, rows)}
      </StepChart>
    </figure>
  );
}

function Scores({ sheet: { evaluations, evaluation } }: { readonly sheet: RunSheetData }) {
  const rows = useMemo(() => scoreRows(evaluations), [evaluations]);
  const score = evaluation ? setScore(evaluation) : null;
  const colour = 'var(--generator)';
  return (
    <figure className={css.chart}>
      <figcaption className={css.caption}>
        <h3 className={css.part}>Joints found</h3>
        <span className={chartCss.values} aria-hidden="true">
          <LegendValue symbol="PCK" colour={colour} dash="" value={percent(evaluation?.pck)} />
          {score && <LegendValue symbol={score.symbol} colour={colour} dash="7 3" value={percent(score.value)} />}
        </span>
        <Hidden>{evaluation ? `PCK ${percent(evaluation.pck)}` : 'Not evaluated yet'}</Hidden>
      </figcaption>
      <StepChart
        empty={rows.length > 0 ? null : 'Not evaluated yet'}
        range={stepRange(rows)}
        upright={{ ...shares, domain: [0, 1], width: 40 }}
      >
        <StepLine rows={rows} of="pck" stroke={colour} />
        <StepLine rows={rows} of="score" stroke={colour} dash="7 3" />
      </StepChart>
    </figure>
  );
}
