import { useMemo } from 'react';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import { runLetter } from '../../store/runNames.ts';
import { shownEvaluation } from '../../store/session.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { percent } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { useInTurn, useSession } from '../playground.ts';
import css from './Charts.module.css';
import { type BarMark, markedBar } from './markedBar.tsx';
import { useOverlaid } from './overlays.ts';
import { Plot } from './Plot.tsx';
import { type PartScore, scoresByPart } from './parts.ts';
import { axis, shares } from './StepChart.tsx';
import { TeacherNote } from './TeacherNote.tsx';

/** One group of bars, and what other runs have there. */
interface Row extends PartScore {
  readonly others: readonly (PartScore & { readonly run: number })[];
}

/** A row that has no bars, so that the axes are there. */
const nothing: Row[] = [{ part: '', left: null, right: null, middle: null, others: [] }];
const margin = { top: 0, right: 16, bottom: 0, left: 0 };

/** Bars that do not move. They have an easing all the same, since recharts builds a curve for each redraw of what has none. */
const still = { isAnimationActive: false, animationEasing: (share: number) => share };

/** PCK of every joint at the last evaluation. */
export function JointScores() {
  const skeleton = useSession((state) => state.dataset?.skeleton);
  const evaluation = useInTurn(useSession(shownEvaluation));
  const overlaid = useOverlaid();
  const rows = useMemo((): Row[] => {
    if (!skeleton || !evaluation) return [];
    const others = overlaid.flatMap(({ id, evaluations }) => {
      const scores = evaluations.at(-1)?.pckByJoint;
      return scores?.length === skeleton.joints.length ? [{ run: id, parts: scoresByPart(skeleton, scores) }] : [];
    });
    return scoresByPart(skeleton, evaluation.pckByJoint).map((row, i) => ({
      ...row,
      others: others.map(({ run, parts }) => ({ ...parts[i]!, run })),
    }));
  }, [skeleton, evaluation, overlaid]);
  return (
    <figure className={`${css.chart} ${css.bars}`}>
      <figcaption className={css.caption}>
        <Heading level={3} title="Joint by joint">
          <HelpTip about="Joint by joint">
            <p>
              The share of each joint that is found ({skeleton && !skeleton.torso ? 'PCK@0.1 of the box' : 'PCK@0.2'}). Full bars are the
              person’s left, outlined bars the right; a mark is what a run drawn beside this one had at its end.
            </p>
          </HelpTip>
          <SavePicture of="Joint by joint" />
        </Heading>
        <TeacherNote of={evaluation} />
        <span className={css.values} aria-hidden="true">
          <span className={css.value}>
            <span className={css.full} /> left, middle
          </span>
          <span className={css.value}>
            <span className={css.outlined} /> right
          </span>
        </span>
        <Hidden>{rows.length > 0 ? rows.map(describe).join('; ') : 'Not evaluated yet'}</Hidden>
      </figcaption>
      <Plot
        empty={rows.length > 0 ? null : 'Fills at the first evaluation'}
        chart={
          <BarChart
            data={rows.length > 0 ? rows : nothing}
            layout="vertical"
            margin={margin}
            barGap={1}
            barCategoryGap="18%"
            accessibilityLayer={false}
          >
            <XAxis {...shares} {...axis} type="number" domain={[0, 1]} height={15} axisLine={false} />
            <YAxis {...axis} type="category" dataKey="part" width={72} interval={0} axisLine={false} />
            <Bar dataKey={leftOf} fill="var(--generator)" shape={leftBar} {...still} />
            <Bar dataKey="right" fill="var(--surface)" stroke="var(--generator)" shape={rightBar} {...still} />
          </BarChart>
        }
      />
    </figure>
  );
}

const leftOf = ({ middle, left }: PartScore) => middle ?? left;
const marks = (row: Row, side: (score: PartScore) => number | null): BarMark[] =>
  row.others.map((other) => ({ run: other.run, value: side(other) }));
const leftBar = markedBar((row: Row) => marks(row, leftOf));
const rightBar = markedBar((row: Row) => marks(row, ({ right }) => right));

function describe({ others, ...own }: Row): string {
  return [scoreText(own), ...others.map((other) => `in run ${runLetter(other.run)} ${scoreText(other)}`)].join(', ');
}

function scoreText({ part, left, right, middle }: PartScore): string {
  return middle === null ? `${part}: left ${percent(left)}, right ${percent(right)}` : `${part}: ${percent(middle)}`;
}
