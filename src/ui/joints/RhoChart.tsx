import { useDeferredValue } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { LineSample } from '../charts/LineSample.tsx';
import { Plot } from '../charts/Plot.tsx';
import { stepTicks } from '../charts/rows.ts';
import { axisLine, tick } from '../charts/SeriesChart.tsx';
import { Heading } from '../controls/Heading.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { fixed, whole } from '../format.ts';
import { useSession } from '../playground.ts';
import css from './Joints.module.css';

const nothing = [{ step: 0 }, { step: 1 }];
const margin = { top: 4, right: 8, bottom: 0, left: 0 };

/** ρ of D's objection and of G's doubt with the true error, at every evaluation of the run. */
export function RhoChart() {
  const evaluations = useDeferredValue(useSession((state) => state.evaluations));
  const gap = (value: number) => (Number.isNaN(value) ? null : value);
  const rows = evaluations.map(({ step, rhoComment, rhoConfidence }) => ({ step, comment: gap(rhoComment), doubt: gap(rhoConfidence) }));
  const last = evaluations.at(-1);
  return (
    <figure className={css.rhoChart}>
      <figcaption className={css.courseHead}>
        <Heading level={3} title="Honesty over the run, ρ" />
        <span className={css.rhoD}>
          <LineSample dash="" /> D objects {fixed(last?.rhoComment, 2)}
        </span>
        <span className={css.rhoG}>
          <LineSample dash="7 3" /> G doubts {fixed(last?.rhoConfidence, 2)}
        </span>
        <Hidden>
          {last
            ? `After ${whole(last.step)} steps: rho of D’s objection ${fixed(last.rhoComment, 2)}, of G’s doubt ${fixed(last.rhoConfidence, 2)}`
            : 'Not evaluated yet'}
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
              domain={['dataMin', 'dataMax']}
              tickFormatter={whole}
              ticks={stepTicks(rows[0]?.step ?? 0, rows.at(-1)?.step ?? 1)}
              height={16}
              tickMargin={2}
              tick={tick}
              tickLine={false}
              axisLine={axisLine}
            />
            <YAxis domain={[-0.5, 1]} ticks={[-0.5, 0, 0.5, 1]} width={34} tick={tick} tickLine={false} axisLine={false} />
            <ReferenceLine y={0} stroke="var(--line-strong)" strokeDasharray="4 3" />
            <Line dataKey="comment" stroke="var(--discriminator)" strokeWidth={1.8} dot={rows.length < 2} isAnimationActive={false} />
            <Line
              dataKey="doubt"
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
