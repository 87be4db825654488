import { History, Play, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { keptToOffer } from '../../store/session.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import { ago } from './ago.ts';
import css from './GoOnBar.module.css';
import { useGoOn, useIsAtHand } from './useGoOn.ts';

/** Offers the newest run of an earlier visit. */
export function GoOnBar() {
  const { discard } = usePlayground();
  const goOn = useGoOn();
  const [run] = useSession(useShallow(keptToOffer));
  const isReady = useIsAtHand(run);
  const working = useSession((state) => state.phase === 'working');
  const [laterKey, setLater] = useState<string | null>(null);
  if (!run || run.key === laterKey) return null;
  return (
    <section className={css.bar} aria-label="Run of an earlier visit">
      <History size={15} className={css.icon} aria-hidden />
      <p className={css.text}>
        Your run of “{run.preset}” on {run.dataset} stopped at step {whole(run.step)}, {ago(run.savedAt, Date.now())}.
        {!isReady && ` To go on, first open ${run.dataset} again.`}
      </p>
      <span className={css.buttons}>
        <Button small disabled={working || !isReady} onClick={() => void goOn(run)}>
          <Play size={14} aria-hidden />
          Go on
        </Button>
        <Button small disabled={working} onClick={() => discard(run.key)}>
          <Trash2 size={14} aria-hidden />
          Discard
        </Button>
        <IconButton label="Later: it stays under Runs" onClick={() => setLater(run.key)}>
          <X size={15} aria-hidden />
        </IconButton>
      </span>
    </section>
  );
}
