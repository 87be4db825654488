import type { DatasetReport } from '../../data/dataset.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { whole } from '../format.ts';
import css from './Dataset.module.css';

interface Props {
  readonly skipped: DatasetReport['skipped'];
}

/** Why records were left out, with examples, behind a question mark. */
export function SkippedRecords({ skipped }: Props) {
  return (
    <HelpTip about="What was left out, and why">
      <SkippedList skipped={skipped} />
    </HelpTip>
  );
}

export function SkippedList({ skipped }: Props) {
  return (
    <ul className={css.reasons}>
      {skipped.map(({ reason, count, examples }) => (
        <li key={reason}>
          <strong>{whole(count)}</strong> {reason}
          {examples.length > 0 && <span className={css.examples}>{examples.join(', ')}</span>}
        </li>
      ))}
    </ul>
  );
}
