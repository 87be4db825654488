import { Download, RotateCcw } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { clock, whole } from '../format.ts';
import { usePlayground, useView } from '../playground.ts';
import css from './Dialogs.module.css';
import { Sheet } from './Sheet.tsx';

/** Asked when a restart would throw away much: weights that are too large to be kept among the moments. */
export function RestartDialog() {
  const { log, look, restartNow, exportWeights } = usePlayground();
  const open = useView((view) => view.dialog === 'restart');
  return (
    <Sheet name="restart" title="Start again from step 0?">
      {open && (
        <p>
          The weights of {whole(log.length)} steps, {clock(log.elapsed())} of training, will be gone: they are too large for the memory of
          moments. The curves and the settings stay.
        </p>
      )}
      <div className={css.buttons}>
        <Button
          primary
          onClick={() => {
            look({ dialog: 'none' });
            restartNow();
          }}
        >
          <RotateCcw size={15} aria-hidden />
          Start again
        </Button>
        <Button onClick={exportWeights}>
          <Download size={15} aria-hidden />
          Download the weights first
        </Button>
        <Button onClick={() => look({ dialog: 'none' })}>Keep training</Button>
      </div>
    </Sheet>
  );
}
