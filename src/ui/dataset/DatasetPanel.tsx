import { CircleAlert } from 'lucide-react';
import type { DatasetSummary } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import { Fact } from '../controls/Fact.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { jointWords, whole } from '../format.ts';
import { useControl, usePlayground, useSession } from '../playground.ts';
import { builtinName } from '../share/draft.ts';
import { LockMark } from '../share/LockMark.tsx';
import css from './Dataset.module.css';
import { DatasetChooser } from './DatasetChooser.tsx';
import { teacherWords } from './FoundSheet.tsx';
import { SkippedRecords } from './SkippedRecords.tsx';

/** What the networks learn from. */
export function DatasetPanel() {
  const dataset = useSession((state) => state.dataset);
  const locked = useControl('dataset') === 'locked';
  const { open } = usePlayground();
  return (
    <section className={css.panel} aria-label="Dataset">
      <Heading title="Dataset">
        <HelpTip about="Datasets">
          <p>
            Rendered People is built in: people from a body model in poses of real motion capture, so that every label is exact. Sources and
            licences are in its <a href="./datasets/README.md">notes</a>.
          </p>
          <p>
            Your own, as a zip, a folder, or the annotation file with its pictures: COCO keypoints, MPII, LSP, YOLO-pose, CVAT, Label
            Studio, labelme, DeepLabCut, SLEAP or a table. Drop them anywhere on the page. Nothing leaves your machine.
          </p>
        </HelpTip>
        {dataset?.name === builtinName && (
          <a className={css.licence} href="./datasets/README.md" target="_blank" rel="noreferrer">
            Licence
          </a>
        )}
      </Heading>
      {dataset ? <Summary dataset={dataset} /> : <p className={css.quiet}>None open yet.</p>}
      {locked ? (
        <LockMark />
      ) : (
        <div className={css.buttons}>
          <DatasetChooser small />
          {dataset && dataset.name !== builtinName && (
            <Button small onClick={() => open({ kind: 'builtin' })}>
              {builtinName}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Summary({ dataset }: { readonly dataset: DatasetSummary }) {
  const { report, skeleton } = dataset;
  const skipped = report.skipped.reduce((sum, reason) => sum + reason.count, 0);
  return (
    <>
      <p className={css.name}>
        {dataset.name} <span className={css.quiet}>{dataset.format}</span>
      </p>
      <dl className={css.facts}>
        <Fact title="People">{whole(report.people)}</Fact>
        <Fact title="To train">{whole(report.train)}</Fact>
        <Fact title="Held out">{whole(report.validation)}</Fact>
        <Fact title="Joints">
          {skeleton.joints.length}
          <HelpTip about="Joints and how often they are labelled">
            <ul className={css.coverage}>
              {skeleton.joints.map((joint, j) => (
                <li key={joint}>
                  <span>{jointWords(joint)}</span>
                  <span>{Math.round(100 * (report.coverage[j] ?? 0))} %</span>
                </li>
              ))}
            </ul>
          </HelpTip>
        </Fact>
      </dl>
      {report.labelsOfTeacher && <p className={css.quiet}>{teacherWords(report.labelsOfTeacher)}</p>}
      {skipped > 0 && (
        <p className={css.skipped}>
          <CircleAlert size={14} aria-hidden />
          {whole(skipped)} left out
          <SkippedRecords skipped={report.skipped} />
        </p>
      )}
    </>
  );
}
