import { FileText, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { runLetter, runNames } from '../../store/runNames.ts';
import type { RunRecord } from '../../store/runs.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Panel } from '../controls/Panel.tsx';
import { Prose } from '../controls/Prose.tsx';
import { bytes, percent, whole } from '../format.ts';
import { KeptPictures } from '../keep/KeptPictures.tsx';
import { KeptRuns } from '../keep/KeptRuns.tsx';
import { usePlayground, useRedraw, useSession } from '../playground.ts';
import { Budget } from './Budget.tsx';
import { RunFiles } from './RunFiles.tsx';
import css from './Runs.module.css';

/** All runs of this page: compare, go back to, delete. */
export function RunsView() {
  const { runs, look } = usePlayground();
  const records = useStore(runs.store, (state) => state.records);
  const open = useStore(runs.store, (state) => state.open);
  const spent = useSession((state) => state.history?.bytes ?? 0);
  const budget = useSession((state) => state.history?.budget ?? 0);
  const names = useMemo(() => runNames(records), [records]);
  return (
    <Panel label="Runs" className={css.panel}>
      <div className={css.head}>
        <Heading title="Runs">
          <HelpTip about="Runs">
            <p>
              Every new run and every branch is listed here, named by the settings in which it differs from the others. A run that is ticked
              is drawn into the charts as thin lines with its letter.
            </p>
            <p>The list and the moments live in this page; where each run stands is kept in the browser, see below.</p>
          </HelpTip>
        </Heading>
        <Button small disabled={records.length === 0} onClick={() => look({ dialog: 'runSheet' })}>
          <FileText size={14} aria-hidden />
          Sheet of the open run
        </Button>
        <div className={css.budget}>
          <Budget about="memory for moments" spent={spent} budget={budget} onChange={runs.setBudget} />
          <HelpTip about="Memory for moments">
            <p>
              A moment holds all weights, the optimisers’ memory and the heatmaps of the watched pictures. When the memory is used up, the
              run that takes most is thinned out: its beginning and its present stay dense, the middle gets gaps.
            </p>
          </HelpTip>
        </div>
      </div>
      {records.length === 0 ? (
        <p className={css.empty}>There is no run yet.</p>
      ) : (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Steps</th>
                <th scope="col">Joints found</th>
                <th scope="col">Moments</th>
                <th scope="col">In charts</th>
                <th scope="col">
                  <span className={css.last}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <RunRow key={record.id} record={record} name={names.get(record.id) ?? ''} isOpen={record.id === open} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <RunFiles />
      <KeptRuns />
      <KeptPictures />
    </Panel>
  );
}

function RunRow({ record, name, isOpen }: { readonly record: RunRecord; readonly name: string; readonly isOpen: boolean }) {
  const { runs, log, numbers } = usePlayground();
  const present = useRedraw(numbers, () => log.length);
  const ownLast = useSession((state) => state.evaluations.at(-1));
  const kept = useSession((state) => state.history?.runs.find(({ id }) => id === record.id));
  const working = useSession((state) => state.phase === 'working');
  const steps = isOpen ? present : record.curves.length;
  const last = isOpen ? ownLast : record.evaluations.at(-1);
  const letter = runLetter(record.id);
  const moments = kept?.steps.length ?? 0;
  const isOfFile = record.file !== undefined;
  return (
    <tr className={isOpen ? css.open : undefined}>
      <th scope="row">
        <span className={css.name}>
          <span className={css.letter}>{letter}</span>
          <span>
            <Prose>{name}</Prose>
            <span className={css.small}>{isOpen ? 'open' : isOfFile ? `${record.file}, on ${record.dataset}` : record.dataset}</span>
          </span>
        </span>
      </th>
      <td>{whole(steps)}</td>
      <td>
        {percent(last?.pck)}
        {last && last.labelsOfTeacher > 0 && <span className={css.small}>by a teacher’s labels</span>}
      </td>
      <td>
        {isOfFile ? 'none' : moments}
        {!isOfFile && <span className={css.small}>{bytes(kept?.bytes ?? 0)}</span>}
      </td>
      <td>
        <input
          type="checkbox"
          className={css.check}
          aria-label={`Draw run ${letter} into the charts`}
          checked={isOpen || record.overlaid}
          disabled={isOpen}
          onChange={(event) => runs.overlay(record.id, event.target.checked)}
        />
      </td>
      <td>
        <span className={css.actions}>
          {!isOfFile && (
            <Button
              small
              disabled={isOpen || working || moments === 0}
              aria-label={`Go back to run ${letter}`}
              onClick={() => runs.returnTo(record.id)}
            >
              Go back to it
            </Button>
          )}
          <IconButton label={`Delete run ${letter}`} disabled={isOpen || (working && !isOfFile)} onClick={() => runs.forget(record.id)}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        </span>
      </td>
    </tr>
  );
}
