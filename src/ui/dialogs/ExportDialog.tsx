import { Download, Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Answer } from '../../worker/questions/registry.ts';
import { Button } from '../controls/Button.tsx';
import { FileButton } from '../controls/FileButton.tsx';
import { WorkIcon } from '../controls/WorkIcon.tsx';
import { usePlayground, useView } from '../playground.ts';
import css from './ExportDialog.module.css';
import { Sheet } from './Sheet.tsx';

/** Every way out of the page with a line on what it is for, and the way in for weights. */
export function ExportDialog() {
  const open = useView((view) => view.dialog === 'export');
  return (
    <Sheet name="export" title="Take the models away">
      {open && <WaysOut />}
      {open && <WayIn />}
    </Sheet>
  );
}

function WaysOut() {
  const { ask, takeAway } = usePlayground();
  const [ways, setWays] = useState<Answer<'waysOut'>>([]);
  const [busy, setBusy] = useState<string | null>(null);
  useEffect(() => {
    let isShown = true;
    ask('waysOut', null).then(
      (answer) => isShown && setWays(answer),
      () => {},
    );
    return () => {
      isShown = false;
    };
  }, [ask]);
  const take = async (id: string) => {
    setBusy(id);
    await takeAway(id);
    setBusy(null);
  };
  return (
    <ul className={css.ways} aria-label="Export">
      {ways.map(({ id, title, about }) => (
        <li key={id} className={css.way}>
          <div className={css.words}>
            <h3 className={css.title}>{title}</h3>
            <p className={css.about}>{about}</p>
          </div>
          <Button small disabled={busy !== null} aria-label={`Export: ${title}`} onClick={() => void take(id)}>
            <WorkIcon icon={Download} isWorking={busy === id} />
            {busy === id ? 'Making…' : 'Export'}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function WayIn() {
  const { bringIn, look } = usePlayground();
  const [isBusy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    await bringIn(file);
    setBusy(false);
    // What did not fit is told beside the run.
    look({ dialog: 'none' });
  };
  return (
    <div className={`${css.way} ${css.in}`}>
      <div className={css.words}>
        <h3 className={css.title}>Import weights</h3>
        <p className={css.about}>
          A safetensors file from here, or a checkpoint of the PyTorch project: a new run begins with its weights. Size and joints have to
          be those of this run.
        </p>
      </div>
      <FileButton small disabled={isBusy} label="File of weights" accept=".safetensors" onFiles={([file]) => void take(file)}>
        <Upload size={14} aria-hidden />
        {isBusy ? 'Reading…' : 'Choose file'}
      </FileButton>
    </div>
  );
}
