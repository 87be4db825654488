import { useEffect, useState } from 'react';
import type { KeptRunSummary } from '../../worker/protocol.ts';
import { usePlayground, useSession } from '../playground.ts';

/** Goes on with a kept run; one that was not trained on the built-in set finds its people among the sets labelled in this browser too. */
export function useGoOn(): (run: KeptRunSummary) => Promise<void> {
  const { goOn } = usePlayground();
  return async ({ key, dataset, isBuiltin }) => goOn(key, isBuiltin ? [] : await (await sets()).setsAsSources(dataset));
}

/** Whether the people of a run seem to be at hand: built in, open, or in a labelled set of that name. */
export function useIsAtHand(run: KeptRunSummary | undefined): boolean {
  const opened = useSession((state) => state.dataset?.name);
  const [names, setNames] = useState<readonly string[]>([]);
  const isKnown = run === undefined || run.isBuiltin || run.dataset === opened;
  useEffect(() => {
    if (isKnown) return;
    let isWanted = true;
    void sets()
      .then((known) => known.setNames())
      .then((found) => isWanted && setNames(found));
    return () => {
      isWanted = false;
    };
  }, [isKnown]);
  return isKnown || names.includes(run.dataset);
}

/** Loaded for runs on files of one's own alone. */
function sets() {
  return import('../label/sources.ts');
}
