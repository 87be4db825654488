import { useDeferredValue, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { downsample } from '../../store/downsample.ts';
import { canTrain, shownEvaluation } from '../../store/session.ts';
import type { Evaluation } from '../../train/events.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { percent, whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import css from './Charts.module.css';
import { pointLimit } from './charts.ts';
import { LineSample } from './LineSample.tsx';
import { letterAtEnd, useOverlaid } from './overlays.tsx';
import { Plot } from './Plot.tsx';
import { stepRange, stepTicks } from './rows.ts';
import { axisLine, tick } from './SeriesChart.tsx';
import { setScore } from './setScore.ts';

/** Two ends of an axis with no line between. */
const nothing = [{ step: 0 }, { step: 1 }];
const margin = { top: 4, right: 8, bottom: 0, left: 0 };

/** PCK on held-out pictures over the run. */
export function ScoreChart() {
  // Deferred, as in the other charts: rendered in slices.
  const evaluations = useDeferredValue(useSession((state) => state.evaluations));
  const able = useSession(canTrain);
  const { evaluate } = usePlayground();
  const rows = useMemo(() => thin(evaluations), [evaluations]);
  const others = useOverlaid();
  const overlays = useMemo(() => others.map((record) => ({ record, rows: thin(record.evaluations) })), [others]);
  const cursor = useSession((state) => state.lookedBackTo);
  const last = useSession(shownEvaluation);
  const [first, end] = stepRange([rows, ...overlays.map((overlay) => overlay.rows)].flat());
  const score = last ? setScore(last) : null;
  return (
    <figure className={css.chart}>
      <figcaption className={css.caption}>
        <Heading level={3} title="Joints found">
          <HelpTip about="Joints found">
            <p>PCK@0.2: the share of joints in held-out pictures that are predicted within a fifth of the torso’s length. {score?.about}</p>
            {last && (
              <p>
                {whole(last.pictures)} pictures after step {whole(last.step)}; area under the PCK curve {percent(last.auc)}
                {last.oksAp !== null && `; AP of OKS ${percent(last.oksAp)}`}.
              </p>
            )}
          </HelpTip>
          <button type="button" className={css.evaluate} disabled={!able} aria-keyshortcuts="E" onClick={evaluate}>
            Evaluate now
          </button>
        </Heading>
        {last && last.labelsOfTeacher > 0 && (
          <p className={css.teacher}>
            Scored against a teacher’s labels ({whole(last.labelsOfTeacher)} of {whole(last.labels)})
          </p>
        )}
        <span className={css.values} aria-hidden="true">
          <Value symbol="PCK" dash="" value={last?.pck} />
          {score && <Value symbol={score.symbol} dash="7 3" value={score.value} />}
        </span>
        <Hidden>
          {last
            ? `Joints found after ${whole(last.step)} steps, in ${last.pictures} held-out pictures: PCK ${percent(last.pck)}${score ? `, ${score.symbol} ${percent(score.value)}` : ''}`
            : 'Joints found: not evaluated yet'}
        </Hidden>
      </figcaption>
      <Plot
        empty={rows.length > 0 ? null : 'Fills at the first evaluation'}
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
              domain={[0, 1]}
              ticks={shares}
              tickFormatter={(share) => `${100 * share} %`}
              width={40}
              tick={tick}
              tickLine={false}
              axisLine={false}
            />
            {cursor !== null && rows.length > 0 && <ReferenceLine x={cursor} stroke="var(--ink)" ifOverflow="hidden" />}
            {overlays.map(({ record, rows: others }) => (
              <Line
                key={record.id}
                data={others}
                dataKey="pck"
                stroke="var(--generator)"
                strokeOpacity={0.55}
                strokeWidth={1}
                dot={others.length < 2}
                isAnimationActive={false}
                label={letterAtEnd(record.id, others.length)}
              />
            ))}
            <Line dataKey="pck" stroke="var(--generator)" strokeWidth={1.8} dot={rows.length < 2} isAnimationActive={false} />
            <Line
              dataKey="score"
              stroke="var(--generator)"
              strokeWidth={1.8}
              strokeDasharray="7 3"
              dot={rows.length < 2}
              isAnimationActive={false}
            />
          </LineChart>
        }
      />
    </figure>
  );
}

const shares = [0, 0.5, 1];

function Value({ symbol, dash, value }: { readonly symbol: string; readonly dash: string; readonly value: number | null | undefined }) {
  return (
    <span className={css.value} style={{ color: 'var(--generator)' }}>
      <LineSample dash={dash} />
      {symbol}
      <span className={css.number}>{percent(value)}</span>
    </span>
  );
}

function thin(evaluations: readonly Evaluation[]) {
  const kept = downsample(
    evaluations.map((evaluation) => evaluation.step),
    [evaluations.map((evaluation) => evaluation.pck)],
    pointLimit,
  );
  return Array.from(kept, (i) => ({
    step: evaluations[i]!.step,
    pck: number(evaluations[i]!.pck),
    score: number(setScore(evaluations[i]!)?.value),
  }));
}

/** What a chart leaves out as null. */
function number(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
