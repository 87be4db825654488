import { runLetter } from '../../store/runNames.ts';
import { setScore } from '../charts/setScore.ts';
import { TeacherNote } from '../charts/TeacherNote.tsx';
import controls from '../controls/controls.module.css';
import { Prose } from '../controls/Prose.tsx';
import { clock, fixed, jointWords, percent, short, whole } from '../format.ts';
import css from './Paper.module.css';
import { PaperCharts } from './PaperCharts.tsx';
import { PaperPictures } from './PaperPictures.tsx';
import { machineWords, type RunSheetData, settingsInWords } from './runSheet.ts';
import { spanWords } from './sightings.ts';
import { useSightings } from './useSightings.ts';

/** One page of A4 or letter paper, in light colours, since paper is white. */
export function Paper({ sheet }: { readonly sheet: RunSheetData }) {
  const { run, dataset, steps, elapsed, engine } = sheet;
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <article className={css.paper} data-theme="light">
      <header className={css.head}>
        <h2 className={css.title}>
          Run {runLetter(run.id)} after {whole(steps)} steps
        </h2>
        <p>PoseDuel, {day}</p>
      </header>
      <p className={css.soft}>
        {dataset.name}, {whole(dataset.report.people)} people, {dataset.skeleton.joints.length} joints. {clock(elapsed)} of training on{' '}
        {engine}; {machineWords(navigator)}.
        {run.origin && ` It branched off run ${runLetter(run.origin.run)} at step ${whole(run.origin.step)}.`}
      </p>
      <Figures sheet={sheet} />
      <PaperCharts sheet={sheet} />
      <PaperPictures sheet={sheet} />
      <div className={css.columns}>
        <Joints sheet={sheet} />
        <Detectors sheet={sheet} />
      </div>
      <Settings sheet={sheet} />
    </article>
  );
}

function Figures({ sheet: { curves, steps, evaluation } }: { readonly sheet: RunSheetData }) {
  const last = curves.rowBefore(steps)!;
  const score = evaluation ? setScore(evaluation) : null;
  const figures: readonly (readonly [id: string, title: string, value: string])[] = [
    ['pck', 'PCK', percent(evaluation?.pck)],
    ...(score ? [['score', score.symbol, percent(score.value)] as const] : []),
    ['rhoComment', 'ρ of D’s objection', fixed(evaluation?.rhoComment, 2)],
    ['rhoConfidence', 'ρ of G’s doubt', fixed(evaluation?.rhoConfidence, 2)],
    ['lossMse', 'L_MSE', short(last.lossMse)],
    ['lossReal', 'L_real', short(last.lossReal)],
    ['lossFake', 'L_fake', short(last.lossFake)],
    ['kT', 'k_t', short(last.kT)],
    ['mGlobal', 'M', short(last.mGlobal)],
  ];
  return (
    <>
      <dl className={css.figures}>
        {figures.map(([id, title, value]) => (
          <div key={id}>
            <dt>
              <Prose>{title}</Prose>
            </dt>
            <dd data-number={id}>{value}</dd>
          </div>
        ))}
      </dl>
      <TeacherNote of={evaluation} />
    </>
  );
}

function Joints({ sheet: { dataset, evaluation } }: { readonly sheet: RunSheetData }) {
  const { joints } = dataset.skeleton;
  if (!evaluation)
    return (
      <section>
        <h3 className={css.part}>Joint by joint</h3>
        <p>Not evaluated yet.</p>
      </section>
    );
  const half = Math.ceil(joints.length / 2);
  return (
    <section>
      <h3 className={css.part}>
        Joint by joint
        <span className={css.soft}>
          {' '}
          {whole(evaluation.pictures)} held-out pictures after {whole(evaluation.step)} steps
        </span>
      </h3>
      <div className={css.tables}>
        {[joints.slice(0, half), joints.slice(half)].map((part, i) => (
          <table key={part[0]} className={`${controls.figures} ${css.table}`}>
            <thead>
              <tr>
                <th scope="col">Joint</th>
                <th scope="col">Found</th>
                <th scope="col">
                  D objects, <i>s</i>
                </th>
              </tr>
            </thead>
            <tbody>
              {part.map((name, j) => (
                <tr key={name}>
                  <th scope="row">{jointWords(name)}</th>
                  <td>{percent(evaluation.pckByJoint[i * half + j])}</td>
                  <td>{fixed(evaluation.commentByJoint[i * half + j], 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  );
}

function Detectors({ sheet }: { readonly sheet: RunSheetData }) {
  const sightings = useSightings(sheet);
  return (
    <section aria-busy={sightings === null}>
      <h3 className={css.part}>What the detectors saw</h3>
      {sightings === null && <p>Looking through the run…</p>}
      <ul className={css.sightings}>
        {sightings?.map((sighting) => (
          <li key={sighting.finding.id} data-sighting={sighting.finding.id}>
            <strong>
              <Prose>{sighting.finding.title}</Prose>
            </strong>{' '}
            <span className={css.soft}>{spanWords(sighting)}.</span> <Prose>{sighting.finding.sees}</Prose>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Settings({ sheet: { config } }: { readonly sheet: RunSheetData }) {
  const { changed, usual } = settingsInWords(config);
  return (
    <section>
      <h3 className={css.part}>Settings</h3>
      <p>
        <strong>Changed: </strong>
        <Prose>{changed.length > 0 ? changed.join(', ') : 'none'}</Prose>. <strong>As usual: </strong>
        <Prose>{usual.join(', ')}</Prose>.
      </p>
    </section>
  );
}
