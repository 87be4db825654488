import { useDeferredValue, useMemo } from 'react';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import { shownEvaluation } from '../../store/session.ts';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { percent } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { useSession } from '../playground.ts';
import css from './Charts.module.css';
import { Plot } from './Plot.tsx';
import { type PartScore, scoresByPart } from './parts.ts';
import { shares, tick } from './StepChart.tsx';

/** A row that has no bars, so that the axes are there. */
const nothing: PartScore[] = [{ part: '', left: null, right: null, middle: null }];
const margin = { top: 0, right: 8, bottom: 0, left: 0 };

/** PCK of every joint at the last evaluation. */
export function JointScores() {
  const skeleton = useSession((state) => state.dataset?.skeleton);
  const evaluation = useDeferredValue(useSession(shownEvaluation));
  const rows = useMemo(() => (skeleton && evaluation ? scoresByPart(skeleton, evaluation.pckByJoint) : []), [skeleton, evaluation]);
  return (
    <figure className={`${css.chart} ${css.bars}`}>
      <figcaption className={css.caption}>
        <Heading level={3} title="Joint by joint">
          <HelpTip about="Joint by joint">
            <p>
              The share of each joint that is found ({skeleton && !skeleton.torso ? 'PCK@0.1 of the box' : 'PCK@0.2'}). Full bars are the
              person’s left, outlined bars the right.
            </p>
          </HelpTip>
          <SavePicture of="Joint by joint" />
        </Heading>
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
            <XAxis {...shares} type="number" domain={[0, 1]} height={15} tick={tick} tickLine={false} axisLine={false} />
            <YAxis type="category" dataKey="part" width={72} interval={0} tick={tick} tickLine={false} axisLine={false} />
            <Bar dataKey={(row: PartScore) => row.middle ?? row.left} fill="var(--generator)" isAnimationActive={false} />
            <Bar dataKey="right" fill="var(--surface)" stroke="var(--generator)" isAnimationActive={false} />
          </BarChart>
        }
      />
    </figure>
  );
}

function describe({ part, left, right, middle }: PartScore): string {
  return middle === null ? `${part}: left ${percent(left)}, right ${percent(right)}` : `${part}: ${percent(middle)}`;
}
