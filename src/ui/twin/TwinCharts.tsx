import { useMemo } from 'react';
import type { TwinCourse, TwinState } from '../../store/twin.ts';
import { LineSample } from '../charts/LineSample.tsx';
import { logAxis } from '../charts/rows.ts';
import { StepChart, shares } from '../charts/StepChart.tsx';
import { StepLine } from '../charts/StepLine.tsx';
import { Heading } from '../controls/Heading.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { percent, short, tidy } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { useInTurn } from '../playground.ts';
import css from './Twin.module.css';

interface Point {
  readonly step: number;
  readonly value: number;
}

interface Spec {
  readonly title: string;
  readonly scale: 'log' | 'linear';
  readonly format: (value: number | undefined) => string;
  readonly points: (course: TwinCourse, bin: number) => Point[];
}

/** Mean of `bin` steps each: single steps hide the difference in their noise. */
const binned = (of: (course: TwinCourse) => readonly number[]) => (course: TwinCourse, bin: number) => {
  const values = of(course);
  return Array.from({ length: Math.floor(values.length / bin) }, (_, i) => {
    const part = values.slice(i * bin, (i + 1) * bin);
    return { step: (i + 1) * bin, value: part.reduce((sum, value) => sum + value, 0) / bin };
  });
};

const specs: readonly Spec[] = [
  { title: 'Heatmap loss', scale: 'log', format: short, points: binned((course) => course.lossMse) },
  { title: 'D on true maps', scale: 'log', format: short, points: binned((course) => course.lossReal) },
  { title: 'D on generated maps', scale: 'log', format: short, points: binned((course) => course.lossFake) },
  {
    title: 'Joints found',
    scale: 'linear',
    format: percent,
    points: ({ evaluations }) => evaluations.map(({ step, pck }) => ({ step, value: pck })),
  },
];

const sides = {
  with: { name: 'with the adversary', colour: 'var(--discriminator)', dash: '' },
  without: { name: 'without', colour: 'var(--generator)', dash: '7 3' },
} as const;

/** Losses and scores of the twins over their steps; a line each seed. */
export function TwinCharts({ state }: { readonly state: TwinState }) {
  return (
    <div className={css.charts}>
      {specs.map((spec) => (
        <TwinChart key={spec.title} spec={spec} courses={state.courses} steps={state.steps} />
      ))}
    </div>
  );
}

function TwinChart({
  spec,
  courses: newest,
  steps,
}: {
  readonly spec: Spec;
  readonly courses: readonly TwinCourse[];
  readonly steps: number;
}) {
  const courses = useInTurn(newest);
  const bin = Math.max(1, Math.round(steps / 40));
  const lines = useMemo(() => courses.map((course) => ({ course, points: spec.points(course, bin) })), [courses, spec, bin]);
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter((value) => value > 0);
  const upright = spec.scale === 'log' ? { ...logAxis(values), tickFormatter: tidy } : { ...shares, domain: [0, 1] as const };
  const last = (side: TwinCourse['side']) => {
    const ends = lines.filter(({ course }) => course.side === side).flatMap(({ points }) => points.at(-1)?.value ?? []);
    return ends.length === 0 ? undefined : ends.reduce((sum, value) => sum + value, 0) / ends.length;
  };
  return (
    <figure className={css.chart}>
      <figcaption className={css.caption}>
        <Heading level={3} title={spec.title}>
          <SavePicture of={`${spec.title}, with and without the adversary`} />
        </Heading>
        <span className={css.values}>
          {(['with', 'without'] as const).map((side) => (
            <span key={side} className={css.value} style={{ color: sides[side].colour }}>
              <LineSample dash={sides[side].dash} />
              {side} <b className={css.number}>{spec.format(last(side))}</b>
            </span>
          ))}
        </span>
        <Hidden>{`${spec.title}: with the adversary ${spec.format(last('with'))}, without ${spec.format(last('without'))}`}</Hidden>
      </figcaption>
      <StepChart
        empty={values.length > 0 ? null : 'Fills as the twins train'}
        range={[0, Math.max(1, steps)]}
        upright={{ ...upright, scale: spec.scale, width: 46 }}
      >
        {lines.map(({ course, points }) => (
          <StepLine
            key={`${course.seed} ${course.side}`}
            rows={points}
            of="value"
            stroke={sides[course.side].colour}
            dash={sides[course.side].dash}
          />
        ))}
      </StepChart>
    </figure>
  );
}
