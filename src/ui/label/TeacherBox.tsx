import { WandSparkles } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import css from './Label.module.css';
import type { Teaching } from './useTeacher.ts';

/** The teacher, how sure it has to be, and how it gets on. */
export function TeacherBox({ teaching, onAsk }: { readonly teaching: Teaching; readonly onAsk: () => void }) {
  const { busy, threshold, last, askForAll, stop, setThreshold } = teaching;
  return (
    <div className={css.teacher}>
      <div className={css.buttons}>
        <Button small disabled={busy !== null} onClick={onAsk} aria-keyshortcuts="T">
          <WandSparkles size={14} aria-hidden />
          Ask the teacher
        </Button>
        {busy ? (
          <Button small onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button small onClick={() => void askForAll()}>
            For all
          </Button>
        )}
        <HelpTip about="The teacher">
          <p>
            MoveNet Lightning, a network that others trained, proposes where the joints are. It is loaded (5 MB) when it is first asked, and
            looks at the pictures here, on your machine. “For all” goes through the pictures without a label.
          </p>
          <p>
            Its labels stay marked as the teacher’s until you confirm or move them, in the exported file too, and scores against them say
            so.
          </p>
        </HelpTip>
      </div>
      <label className={css.threshold}>
        At least {threshold.toFixed(2)} sure
        <input
          type="range"
          min={0.05}
          max={0.9}
          step={0.05}
          value={threshold}
          onChange={(event) => setThreshold(Number(event.target.value))}
        />
      </label>
      <p className={css.quiet} role="status">
        {busy
          ? `Looking at picture ${busy.done + 1} of ${busy.of}…`
          : last
            ? `${Math.round(last.milliseconds)} ms for the last picture (${last.backend})`
            : 'Less sure joints stay without a label.'}
      </p>
    </div>
  );
}
