import { Download, OctagonAlert, RotateCcw } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { DatasetChooser } from '../dataset/DatasetChooser.tsx';
import { usePlayground, useSession } from '../playground.ts';
import css from './States.module.css';

/** What happened, what to do, and what is left. */
export function FailedState() {
  const { open, restartNow, exportWeights } = usePlayground();
  const failure = useSession((state) => state.failure);
  const built = useSession((state) => state.run !== null);
  return (
    <div className={`${css.failed} ${built ? css.over : css.alone}`} role="alert">
      <h2 className={css.failedTitle}>
        <OctagonAlert size={18} aria-hidden />
        {built ? 'The run has stopped' : 'This did not work'}
      </h2>
      <p>{failure?.message ?? 'The training worker has stopped without saying why.'}</p>
      <p>{failure?.cure ?? 'Restart the run; the settings are kept.'}</p>
      <div className={css.failedButtons}>
        {built ? (
          <>
            <Button primary onClick={restartNow}>
              <RotateCcw size={15} aria-hidden />
              Restart
            </Button>
            <Button onClick={exportWeights}>
              <Download size={15} aria-hidden />
              Download last good weights
            </Button>
          </>
        ) : (
          <>
            <Button primary onClick={() => open({ kind: 'builtin' })}>
              Open Rendered People
            </Button>
            <DatasetChooser />
          </>
        )}
      </div>
      {failure?.stack && (
        <details className={css.details}>
          <summary>For a bug report</summary>
          <pre>{failure.stack}</pre>
        </details>
      )}
    </div>
  );
}
