import { useMemo } from 'react';
import { ReferenceLine } from 'recharts';
import { downsample } from '../../store/downsample.ts';
import { runLetter } from '../../store/runNames.ts';
import { canTrain, shownEvaluation } from '../../store/session.ts';
import type { Evaluation } from '../../train/events.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { percent, whole } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { useInTurn, usePlayground, useSession } from '../playground.ts';
import css from './Charts.module.css';
import { pointLimit } from './charts.ts';
import { LegendValue } from './LegendValue.tsx';
import { useOverlaid } from './overlays.ts';
import { stepRange } from './rows.ts';
import { StepChart, shares } from './StepChart.tsx';
import { StepLine } from './StepLine.tsx';
import { setScore } from './setScore.ts';
import { TeacherNote } from './TeacherNote.tsx';

const colour = 'var(--generator)';

/** PCK on held-out pictures over the run. */
export function ScoreChart() {
  const { evaluate } = usePlayground();
  const evaluations = useInTurn(useSession((state) => state.evaluations));
  const able = useSession(canTrain);
  const rows = useMemo(() => scoreRows(evaluations), [evaluations]);
  const others = useOverlaid();
  const overlays = useMemo(() => others.map((record) => ({ record, rows: scoreRows(record.evaluations) })), [others]);
  const cursor = useSession((state) => state.lookedBackTo);
  const last = useSession(shownEvaluation);
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
          <SavePicture of="Joints found" />
          <button type="button" data-picture="no" className={css.evaluate} disabled={!able} aria-keyshortcuts="E" onClick={evaluate}>
            Evaluate now
          </button>
        </Heading>
        <TeacherNote of={last} />
        <span className={css.values} aria-hidden="true">
          <LegendValue symbol="PCK" colour={colour} dash="" value={percent(last?.pck)} />
          {score && <LegendValue symbol={score.symbol} colour={colour} dash="7 3" value={percent(score.value)} />}
        </span>
        <Hidden>
          {last
            ? `Joints found after ${whole(last.step)} steps, in ${last.pictures} held-out pictures: PCK ${percent(last.pck)}${score ? `, ${score.symbol} ${percent(score.value)}` : ''}`
            : 'Joints found: not evaluated yet'}
        </Hidden>
      </figcaption>
      <StepChart
        empty={rows.length > 0 ? null : 'Fills at the first evaluation'}
        range={stepRange([rows, ...overlays.map((overlay) => overlay.rows)].flat())}
        upright={{ ...shares, domain: [0, 1], width: 40 }}
      >
        {cursor !== null && rows.length > 0 && <ReferenceLine x={cursor} stroke="var(--ink)" ifOverflow="hidden" />}
        {overlays.map(({ record, rows: others }) => (
          <StepLine beside key={record.id} rows={others} of="pck" stroke={colour} letter={runLetter(record.id)} />
        ))}
        <StepLine rows={rows} of="pck" stroke={colour} />
        <StepLine rows={rows} of="score" stroke={colour} dash="7 3" />
      </StepChart>
    </figure>
  );
}

/** PCK and the set's own score over the steps, thinned out. */
export function scoreRows(evaluations: readonly Evaluation[]) {
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
