import { ReferenceLine } from 'recharts';
import { LineSample } from '../charts/LineSample.tsx';
import { stepRange } from '../charts/rows.ts';
import { StepChart } from '../charts/StepChart.tsx';
import { StepLine } from '../charts/StepLine.tsx';
import { TeacherNote } from '../charts/TeacherNote.tsx';
import { Heading } from '../controls/Heading.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { fixed, whole } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { useInTurn, useSession } from '../playground.ts';
import css from './Joints.module.css';

const upright = { domain: [-0.5, 1], ticks: [-0.5, 0, 0.5, 1], width: 34 };

/** ρ of D's objection, of G's doubt and of both together with the true error, at every evaluation of the run. */
export function RhoChart() {
  const evaluations = useInTurn(useSession((state) => state.evaluations));
  const gap = (value: number) => (Number.isNaN(value) ? null : value);
  const rows = evaluations.map(({ step, rhoComment, rhoConfidence, rhoTogether }) => ({
    step,
    comment: gap(rhoComment),
    doubt: gap(rhoConfidence),
    both: gap(rhoTogether),
  }));
  const last = evaluations.at(-1);
  return (
    <figure className={css.rhoChart}>
      <figcaption className={css.courseHead}>
        <Heading level={3} title="Honesty over the run, ρ">
          <SavePicture of="Honesty over the run" />
        </Heading>
        <TeacherNote of={last} />
        <span className={css.rhoD}>
          <LineSample dash="" /> D objects {fixed(last?.rhoComment, 2)}
        </span>
        <span className={css.rhoG}>
          <LineSample dash="7 3" /> G doubts {fixed(last?.rhoConfidence, 2)}
        </span>
        <span className={css.rhoBoth}>
          <LineSample dash="2 3" /> both {fixed(last?.rhoTogether, 2)}
        </span>
        <Hidden>
          {last
            ? `After ${whole(last.step)} steps: rho of D’s objection ${fixed(last.rhoComment, 2)}, of G’s doubt ${fixed(last.rhoConfidence, 2)}, of both together ${fixed(last.rhoTogether, 2)}`
            : 'Not evaluated yet'}
        </Hidden>
      </figcaption>
      <StepChart empty={rows.length > 0 ? null : 'Fills at the first evaluation'} range={stepRange(rows)} upright={upright}>
        <ReferenceLine y={0} stroke="var(--line-strong)" strokeDasharray="4 3" />
        <StepLine rows={rows} of="comment" stroke="var(--discriminator)" />
        <StepLine rows={rows} of="doubt" stroke="var(--generator)" dash="7 3" />
        <StepLine rows={rows} of="both" stroke="var(--ink-soft)" dash="2 3" />
      </StepChart>
    </figure>
  );
}
