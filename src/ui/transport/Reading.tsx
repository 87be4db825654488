import { Prose } from '../controls/Prose.tsx';
import { useFindings } from '../findings.ts';
import css from './Transport.module.css';

/** The gravest thing that the detectors see, in a sentence without numbers: it is read out when it changes. */
export function Reading() {
  const finding = useFindings()[0];
  return (
    <p className={css.reading} role="status">
      {finding && (
        <>
          <strong>
            <Prose>{`${finding.title}.`}</Prose>
          </strong>{' '}
          <Prose>{finding.kind === 'note' ? finding.sees : finding.tries}</Prose>
        </>
      )}
    </p>
  );
}
