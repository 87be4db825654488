import { Undo2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { whole } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import css from './Check.module.css';
import { CropGrid } from './CropGrid.tsx';
import { CropLoader } from './cropLoader.ts';
import { type FilterName, filtered, filterNames, filters, type Overview } from './filters.ts';
import { PersonPanel } from './PersonPanel.tsx';
import { StatisticsPanel } from './StatisticsPanel.tsx';

/** The open set, person by person: what is labelled, what looks wrong, and what is left out. */
export function CheckPanel() {
  const { ask } = usePlayground();
  const dataset = useSession((state) => state.dataset);
  const run = useSession((state) => state.run);
  const [overview, setOverview] = useState<Overview | null>(null);
  const [filter, setFilter] = useState<FilterName>('all');
  const [selected, setSelected] = useState(0);
  // A new run may be of another set, or of another size of crops.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a loader is of one run
  const loader = useMemo(() => new CropLoader(ask), [ask, run]);
  const look = useCallback(
    // Without a run there is nothing to look at; the next one brings an effect.
    () => ask('people', null).then(setOverview, () => setOverview(null)),
    [ask],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what there is changes with the run
  useEffect(() => void look(), [look, run]);
  const indices = useMemo(() => (overview ? filtered(overview, filter) : []), [overview, filter]);
  if (!dataset || !run || !overview) return <WaitingState />;

  const shown = indices.includes(selected) ? selected : (indices[0] ?? -1);
  const step = (by: number) => {
    const place = indices.indexOf(shown) + by;
    if (place >= 0 && place < indices.length) setSelected(indices[place]!);
  };
  const out = filtered(overview, 'out');
  const takeAllBack = async () => {
    await ask('leaveOut', { indices: out, out: false });
    await look();
  };
  return (
    <div className={css.check}>
      <div className={css.main}>
        <div className={css.filters} role="toolbar" aria-label="Whom to show">
          {filterNames.map((name) => (
            <button
              key={name}
              type="button"
              className={css.filter}
              aria-pressed={name === filter}
              title={filters[name].about}
              onClick={() => setFilter(name)}
            >
              {filters[name].title} <span className={css.count}>{whole(filtered(overview, name).length)}</span>
            </button>
          ))}
        </div>
        {out.length > 0 && (
          <p className={css.out} role="status">
            {whole(out.length)} left out, from the next restart on.
            <Button small onClick={() => void takeAllBack()}>
              <Undo2 size={13} aria-hidden />
              Take all back
            </Button>
          </p>
        )}
        {indices.length > 0 ? (
          <CropGrid {...{ indices, overview, loader }} skeleton={dataset.skeleton} selected={shown} onSelect={setSelected} />
        ) : (
          <p className={css.nobody}>Nobody here. {filters[filter].about}</p>
        )}
      </div>
      {shown >= 0 && (
        <PersonPanel index={shown} {...{ overview, loader }} skeleton={dataset.skeleton} onStep={step} onChanged={() => void look()} />
      )}
      <StatisticsPanel overview={overview} skeleton={dataset.skeleton} coverage={dataset.report.coverage} />
    </div>
  );
}
