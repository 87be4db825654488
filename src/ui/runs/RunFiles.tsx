import { FileUp, Save } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../controls/Button.tsx';
import { FileButton } from '../controls/FileButton.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { WorkIcon } from '../controls/WorkIcon.tsx';
import { usePlayground, useSession } from '../playground.ts';
import css from './Runs.module.css';

/** Their curves stay in memory. */
const most = 12;

/** The open run as a file, and runs of files beside it. */
export function RunFiles() {
  const { runs, takeAway } = usePlayground();
  const built = useSession((state) => state.run !== null && state.phase !== 'working');
  const read = useStore(runs.store, ({ records }) => records.filter(({ file }) => file !== undefined).length);
  const [busy, setBusy] = useState<'saving' | 'reading' | null>(null);
  const save = async () => {
    setBusy('saving');
    await takeAway('poseduel');
    setBusy(null);
  };
  const compare = async (files: readonly File[]) => {
    setBusy('reading');
    for (const file of files.slice(0, most - read)) await runs.compare(file);
    setBusy(null);
  };
  return (
    <div className={css.files}>
      <Button small disabled={!built || busy !== null} onClick={() => void save()}>
        <WorkIcon icon={Save} isWorking={busy === 'saving'} />
        {busy === 'saving' ? 'Saving…' : 'Save this run as a file'}
      </Button>
      <FileButton
        small
        multiple
        disabled={busy !== null || read >= most}
        label="Run files to compare"
        accept=".poseduel"
        onFiles={(files) => void compare(files)}
      >
        <WorkIcon icon={FileUp} isWorking={busy === 'reading'} />
        {busy === 'reading' ? 'Reading…' : 'Open a run file to compare…'}
      </FileButton>
      <HelpTip about="Run files">
        <p>
          A run file (.poseduel) holds weights, optimisers, settings, curves and scores, but no pictures. Drop one on the page to go on with
          it; open it here to see only its curves and scores beside yours, with a number like #1. {most} at most.
        </p>
      </HelpTip>
    </div>
  );
}
