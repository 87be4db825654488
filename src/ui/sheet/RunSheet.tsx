import { Dialog } from '@base-ui/react/dialog';
import { Printer, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import controls from '../controls/controls.module.css';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { usePlayground, useView } from '../playground.ts';
import css from './RunSheet.module.css';
import { runSheetOf } from './runSheet.ts';

const Paper = lazy(async () => ({ default: (await import('./Paper.tsx')).Paper }));

/** The open run on one page of paper, to print or to hand in. */
export function RunSheet() {
  const { look } = usePlayground();
  const open = useView((view) => view.dialog === 'runSheet');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => look({ dialog: next ? 'runSheet' : 'none' })}>
      <Dialog.Portal data-run-sheet>
        <Dialog.Backdrop className={css.backdrop} />
        <Dialog.Popup className={css.popup}>{open && <Opened />}</Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Opened() {
  const playground = usePlayground();
  // As it is now: paper does not change while one reads it.
  const [sheet] = useState(() => runSheetOf(playground));
  const desk = useRef<HTMLElement>(null);
  return (
    <>
      <div className={css.bar}>
        <Dialog.Title className={css.title}>Run sheet</Dialog.Title>
        {sheet && (
          <>
            <SavePicture of="Run sheet" find={() => desk.current?.querySelector<HTMLElement>('article') ?? null} />
            <Button primary onClick={() => print()}>
              <Printer size={15} aria-hidden />
              Print or PDF
            </Button>
          </>
        )}
        <Dialog.Close className={controls.icon} aria-label="Close">
          <X size={17} aria-hidden />
        </Dialog.Close>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key */}
      <section ref={desk} className={css.desk} tabIndex={0} aria-label="The sheet">
        {sheet ? (
          <Suspense fallback={<p className={css.empty}>Writing the sheet…</p>}>
            <Paper sheet={sheet} />
          </Suspense>
        ) : (
          <p className={css.empty}>
            Nothing to write down yet: this run has not made a step. Press Train, and open the sheet again; it then holds settings, curves,
            heatmaps and scores on one page.
          </p>
        )}
      </section>
    </>
  );
}
