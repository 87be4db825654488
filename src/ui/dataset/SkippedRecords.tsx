import type { DatasetReport } from '../../data/dataset.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { whole } from '../format.ts';
import css from './Dataset.module.css';

/** Why records were left out, with examples. */
export function SkippedRecords({ skipped }: { readonly skipped: DatasetReport['skipped'] }) {
  return (
    <HelpTip about="What was left out, and why">
      <ul className={css.reasons}>
        {skipped.map(({ reason, count, examples }) => (
          <li key={reason}>
            <strong>{whole(count)}</strong> {reason}
            {examples.length > 0 && <span className={css.examples}>{examples.join(', ')}</span>}
          </li>
        ))}
      </ul>
    </HelpTip>
  );
}
