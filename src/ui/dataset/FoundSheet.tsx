import { Check, CircleAlert, PencilRuler } from 'lucide-react';
import { useState } from 'react';
import type { SkeletonOrigin } from '../../data/dataset.ts';
import type { Understanding } from '../../store/session.ts';
import { Button } from '../controls/Button.tsx';
import { Fact } from '../controls/Fact.tsx';
import dialogs from '../dialogs/Dialogs.module.css';
import { Sheet } from '../dialogs/Sheet.tsx';
import { whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import css from './Found.module.css';
import { SkeletonEditor } from './SkeletonEditor.tsx';
import { SkeletonFigure } from './SkeletonFigure.tsx';
import { SkippedList } from './SkippedRecords.tsx';
import { skeletonProblem } from './skeletonEdits.ts';

/** What was understood of files, before anything is used. */
export function FoundSheet() {
  const found = useSession((state) => state.found);
  const { dropFound } = usePlayground();
  return (
    <Sheet name="found" title="This is what was found" onClose={dropFound}>
      {found && <Found key={found.token} found={found} />}
    </Sheet>
  );
}

function Found({ found }: { readonly found: Understanding }) {
  const { dataset, origin, poses } = found;
  const { report } = dataset;
  const { acceptFound, dropFound } = usePlayground();
  const [skeleton, setSkeleton] = useState(dataset.skeleton);
  const [isEditing, setEditing] = useState(origin?.limbs === 'missing' || origin?.pairs === 'missing');
  const problem = skeletonProblem(skeleton);
  const skipped = report.skipped.reduce((sum, reason) => sum + reason.count, 0);
  const labelled = report.coverage.reduce((sum, share) => sum + share, 0) / report.coverage.length;
  return (
    <>
      <p>
        <strong>{dataset.name}</strong>, read as {dataset.format}.
      </p>
      <div className={css.found}>
        <dl className={css.facts}>
          <Fact title="People">{whole(report.people)}</Fact>
          <Fact title="Pictures">{whole(report.pictures)}</Fact>
          <Fact title="To train">{whole(report.train)}</Fact>
          <Fact title="Held out">{whole(report.validation)}</Fact>
          <Fact title="Joints each">{skeleton.joints.length}</Fact>
          <Fact title="Not labelled">{Math.round(100 * (1 - labelled))} %</Fact>
        </dl>
        <figure className={css.portrait}>
          <SkeletonFigure
            skeleton={skeleton}
            mean={poses.mean}
            label={`The mean pose: ${skeleton.joints.length} joints, ${skeleton.limbs.length} bones, ${skeleton.flipPairs.length} pairs of left and right`}
          />
          <figcaption>Mean pose: ● left ■ right ◆ middle</figcaption>
        </figure>
      </div>
      {report.validation === 0 && (
        <p className={css.alert}>
          <CircleAlert size={15} aria-hidden />
          Nobody is held out, so the run will have no scores. Add pictures to have some.
        </p>
      )}
      {report.notes?.map((note) => (
        <p key={note} className={css.note}>
          {note}
        </p>
      ))}
      {report.labelsOfTeacher && <p className={css.note}>{teacherWords(report.labelsOfTeacher)}</p>}
      {skipped > 0 && <LeftOut skipped={report.skipped} count={skipped} />}
      <p className={css.note}>{origin ? originWords(origin) : 'The skeleton is the one of the format.'}</p>
      <Button small aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
        <PencilRuler size={13} aria-hidden />
        {isEditing ? 'Close the skeleton' : 'Correct the skeleton'}
      </Button>
      {isEditing && <SkeletonEditor skeleton={skeleton} onChange={setSkeleton} />}
      {problem && (
        <p className={css.alert} role="alert">
          <CircleAlert size={15} aria-hidden />
          {problem}
        </p>
      )}
      <div className={dialogs.buttons}>
        <Button primary disabled={problem !== null} onClick={() => acceptFound(skeleton === dataset.skeleton ? undefined : skeleton)}>
          <Check size={15} aria-hidden />
          Use it
        </Button>
        <Button onClick={dropFound}>Cancel</Button>
      </div>
    </>
  );
}

function LeftOut({ skipped, count }: { readonly skipped: Understanding['dataset']['report']['skipped']; readonly count: number }) {
  return (
    <details className={css.leftOut}>
      <summary>{whole(count)} left out, and why</summary>
      <SkippedList skipped={skipped} />
    </details>
  );
}

/** What a teacher has put is no truth. */
export function teacherWords(labels: number): string {
  return `${whole(labels)} ${labels === 1 ? 'label is' : 'labels are'} a teacher’s, not a person’s.`;
}

/** Where the skeleton comes from, in a sentence. */
function originWords({ joints, limbs, pairs }: SkeletonOrigin): string {
  const words = {
    file: 'from the files',
    known: 'from a published skeleton with these joints',
    guessed: 'guessed; have a look',
    missing: 'not told; please fill in',
  };
  return `Joint names: ${words[joints]}. Bones: ${words[limbs]}. Left and right: ${words[pairs]}.`;
}
