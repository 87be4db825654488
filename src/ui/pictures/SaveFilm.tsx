import { FileVideo, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { runLetter } from '../../store/runNames.ts';
import { jointIndex } from '../../store/view.ts';
import { Button } from '../controls/Button.tsx';
import { percent } from '../format.ts';
import { usePlayground } from '../playground.ts';
import { saveFile } from '../saveFile.ts';
import { fileName } from './fileName.ts';
import { film, framesOf } from './film.ts';
import { makeGif } from './gifMaker.ts';

/** Frames of a film at most: some twenty seconds. */
const longest = 120;

/** Keeps the run's moments as an animated GIF. */
export function SaveFilm({ moments, disabled }: { readonly moments: readonly number[]; readonly disabled: boolean }) {
  const { ask, session, view, report } = usePlayground();
  /** The share that is done; null when no film is made. */
  const [share, setShare] = useState<number | null>(null);
  const making = useRef<AbortController | null>(null);
  useEffect(() => () => making.current?.abort(), []);

  const make = async () => {
    const { run, dataset } = session.getState();
    if (!run || !dataset) return;
    const abort = new AbortController();
    making.current = abort;
    const { signal } = abort;
    const steps = framesOf(moments, longest);
    const joint = jointIndex(view.getState().joint, dataset.skeleton.joints);
    setShare(0);
    try {
      const frames = film({ probes: run.probes, skeleton: dataset.skeleton, joint }, steps, (step) => {
        signal.throwIfAborted();
        setShare(steps.indexOf(step) / steps.length);
        return ask('moment', { run: run.id, step }, signal);
      });
      const bytes = await makeGif(frames, signal);
      saveFile({ name: fileName([`film of run ${runLetter(run.id)}`, `to step ${steps.at(-1)}`], 'gif'), mime: 'image/gif', bytes });
    } catch (error) {
      if (!signal.aborted) {
        const message = `The film could not be made: ${error instanceof Error ? error.message : String(error)}.`;
        report({ code: 'unexpected', severity: 'warning', message, cure: 'Try again; moments of long runs are thinned out as they grow.' });
      }
    }
    setShare(null);
  };
  if (share === null)
    return (
      <Button small disabled={disabled} title="Save the film as an animated GIF" onClick={() => void make()}>
        <FileVideo size={14} aria-hidden />
        GIF
      </Button>
    );
  return (
    <Button small aria-label={`Cancel the GIF, ${percent(share)} done`} onClick={() => making.current?.abort()}>
      <X size={14} aria-hidden />
      {Math.round(100 * share)} %
    </Button>
  );
}
