import { useCallback } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { LineSample } from '../charts/LineSample.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { jointWords, short } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { usePlayground, useRedraw } from '../playground.ts';
import { Tex } from '../Tex.tsx';
import { type Course, coursesOf, pathOf } from './courses.ts';
import css from './Joints.module.css';

interface Props {
  readonly skeleton: Skeleton;
  /** −1 for all. */
  readonly chosen: number;
  readonly onChoose: (joint: number) => void;
}

const box = { width: 100, height: 30 };

/** L_real and L_fake of each joint over the run, all on one logarithmic scale. */
export function JointCourses({ skeleton, chosen, onChoose }: Props) {
  const { log, charts } = usePlayground();
  const read = useCallback(() => coursesOf(log, skeleton.joints.length), [log, skeleton]);
  const { courses, low, high } = useRedraw(charts, read);
  return (
    <section className={css.courses} aria-label="Losses joint by joint">
      <div className={css.courseHead}>
        <Heading level={3} title="Joint by joint over the run">
          <HelpTip about="Joint by joint over the run">
            <p>What each joint adds to D’s loss on true and on generated heatmaps. All boxes have the same logarithmic scale.</p>
          </HelpTip>
          <SavePicture of="Joint by joint over the run" />
        </Heading>
        <span className={css.real}>
          <LineSample dash="" /> <Tex>{'L_{real}'}</Tex>
        </span>
        <span className={css.generated}>
          <LineSample dash="7 3" /> <Tex>{'L_{fake}'}</Tex>
        </span>
        {courses.length > 0 && (
          <span className={css.faint}>
            {short(low)} … {short(high)}
          </span>
        )}
      </div>
      {courses.length === 0 ? (
        <p className={css.faint}>Fills as soon as training begins.</p>
      ) : (
        <div className={css.courseGrid}>
          {courses.map((course, j) => (
            <button
              key={skeleton.joints[j]}
              type="button"
              className={css.course}
              aria-pressed={j === chosen}
              aria-label={`${jointWords(skeleton.joints[j]!)}: L real ${short(course.real.at(-1))}, L fake ${short(course.fake.at(-1))}`}
              onClick={() => onChoose(j)}
            >
              <Lines course={course} low={low} high={high} />
              <span>{jointWords(skeleton.joints[j]!)}</span>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function Lines({ course, low, high }: { readonly course: Course; readonly low: number; readonly high: number }) {
  const path = (values: readonly number[]) => pathOf(course.steps, values, { low, high }, box);
  return (
    <svg viewBox={`0 0 ${box.width} ${box.height}`} preserveAspectRatio="none" className={css.lines} aria-hidden="true">
      <path d={path(course.real)} stroke="var(--real)" />
      <path d={path(course.fake)} stroke="var(--generated)" strokeDasharray="4 2" />
    </svg>
  );
}
