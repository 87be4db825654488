import { Trash2 } from 'lucide-react';
import type { KeptRunSummary } from '../../worker/protocol.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { bytes, whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import { Budget } from '../runs/Budget.tsx';
import css from '../runs/Runs.module.css';
import { ago } from './ago.ts';
import { KeptSection } from './KeptSection.tsx';
import { useGoOn } from './useGoOn.ts';

/** What outlives the page: kept runs, and the room they may take. */
export function KeptRuns() {
  const { setKeepBudget } = usePlayground();
  const kept = useSession((state) => state.kept);
  if (!kept) return null;
  return (
    <KeptSection
      title="Kept in this browser"
      help={
        <>
          <p>
            While a run trains, its weights, curves and scores are written to {kept.place} now and then, when you pause and when the page is
            hidden. After the page was closed the run goes on from there, with the very numbers it would have had.
          </p>
          <p>When the room is used up, the oldest run that is not open makes way. Clearing the browser’s data clears these too.</p>
        </>
      }
      tools={<Budget about="room for kept runs" spent={kept.bytes} budget={kept.budget} onChange={setKeepBudget} />}
    >
      {kept.runs.map((run) => (
        <KeptRow key={run.key} run={run} />
      ))}
    </KeptSection>
  );
}

function KeptRow({ run }: { readonly run: KeptRunSummary }) {
  const { discard } = usePlayground();
  const goOn = useGoOn();
  const working = useSession((state) => state.phase === 'working');
  const isFree = run.run === null && !run.isElsewhere;
  const where = run.isElsewhere ? 'open in another tab' : isFree ? ago(run.savedAt, Date.now()) : 'of this page';
  const name = `${run.preset} on ${run.dataset}, step ${whole(run.step)}`;
  return (
    <li className={css.keptRow}>
      <span>
        {name}
        <span className={css.small}>
          {where} · {bytes(run.bytes)}
        </span>
      </span>
      {isFree && (
        <span className={css.actions}>
          <Button small disabled={working} aria-label={`Go on with ${name}`} onClick={() => void goOn(run)}>
            Go on
          </Button>
          <IconButton label={`Discard ${name}`} disabled={working} onClick={() => discard(run.key)}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        </span>
      )}
    </li>
  );
}
