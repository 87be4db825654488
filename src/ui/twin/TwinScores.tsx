import { spread, type TwinCourse } from '../../store/twin.ts';
import type { Evaluation } from '../../train/events.ts';
import { TeacherNote } from '../charts/TeacherNote.tsx';
import controls from '../controls/controls.module.css';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { fixed, jointWords, percent } from '../format.ts';
import { useSession } from '../playground.ts';
import css from './Twin.module.css';

interface Row {
  readonly title: string;
  readonly of: (evaluation: Evaluation) => number;
}

const overall: readonly Row[] = [
  { title: 'All joints', of: ({ pck }) => pck },
  { title: 'Joints in sight', of: ({ pckVisible }) => pckVisible },
  { title: 'Hidden joints', of: ({ pckOccluded }) => pckOccluded },
];

/** PCK of both at the end: all, visible, hidden, and joint by joint. */
export function TwinScores({ courses }: { readonly courses: readonly TwinCourse[] }) {
  const joints = useSession((state) => state.dataset?.skeleton.joints);
  const byJoint = (joints ?? []).map((name, j): Row => ({ title: jointWords(name), of: ({ pckByJoint }) => pckByJoint[j]! }));
  return (
    <div>
      <Heading title="Joints found at the last score">
        <HelpTip about="Joints found at the last score">
          <p>PCK@0.2 on held-out pictures. With three seeds: the mean, and the range from the lowest to the highest.</p>
        </HelpTip>
      </Heading>
      <TeacherNote of={courses.flatMap(({ evaluations }) => evaluations.at(-1) ?? [])[0]} />
      <div className={css.scroll}>
        <table className={`${controls.figures} ${css.table}`}>
          <thead>
            <tr>
              <th scope="col">
                <span className={css.quiet}>PCK</span>
              </th>
              <th scope="col">With</th>
              <th scope="col">Without</th>
              <th scope="col">With − without</th>
            </tr>
          </thead>
          <tbody>
            {[...overall, ...byJoint].map(({ title, of }, i) => {
              const [heard, deaf] = (['with', 'without'] as const).map((side) => spread(lastOf(courses, side).map(of)));
              const difference = heard && deaf ? Math.round(1000 * (heard.mean - deaf.mean)) / 10 || 0 : undefined;
              return (
                <tr key={title} className={i === overall.length - 1 ? css.lastOverall : undefined}>
                  <th scope="row">{title}</th>
                  <td>
                    <Spread of={heard ?? null} />
                  </td>
                  <td>
                    <Spread of={deaf ?? null} />
                  </td>
                  <td>{difference === undefined ? '–' : `${difference > 0 ? '+' : ''}${fixed(difference, 1)} points`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Spread({ of }: { readonly of: ReturnType<typeof spread> }) {
  if (!of) return '–';
  return (
    <>
      {percent(of.mean)}
      {of.high > of.low && (
        <span className={css.range}>
          {fixed(100 * of.low, 0)} to {fixed(100 * of.high, 0)}
        </span>
      )}
    </>
  );
}

/** The last evaluation that both twins of a seed have, so that equal steps are compared. */
function lastOf(courses: readonly TwinCourse[], side: TwinCourse['side']): Evaluation[] {
  return courses.flatMap((course) => {
    if (course.side !== side) return [];
    const other = courses.find(({ seed, side: its }) => seed === course.seed && its !== side);
    const both = course.evaluations.findLast(({ step }) => other?.evaluations.some((evaluation) => evaluation.step === step));
    return both ?? [];
  });
}
