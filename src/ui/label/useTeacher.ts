import { useRef, useState } from 'react';
import { propose } from '../../label/edit.ts';
import { progressOf } from '../../label/labelSet.ts';
import { defaultThreshold, type Finding, proposalsFor } from '../../label/teacher.ts';
import { usePlayground } from '../playground.ts';
import { library, teacher } from './library.ts';

export interface Teaching {
  /** Null when the teacher rests. */
  readonly busy: { readonly done: number; readonly of: number } | null;
  readonly threshold: number;
  /** Of the last picture. */
  readonly last: Finding | null;
  /** Looks at pictures of the open set, by id, and proposes the joints of one of the people there. */
  readonly ask: (ids: readonly string[], person?: number) => Promise<void>;
  /** Looks at all pictures without a label. */
  readonly askForAll: () => Promise<void>;
  readonly stop: () => void;
  readonly setThreshold: (threshold: number) => void;
}

/** The teacher at work on the open set. */
export function useTeacher(): Teaching {
  const { report } = usePlayground();
  const [busy, setBusy] = useState<Teaching['busy']>(null);
  const [threshold, setThresholdNow] = useState(defaultThreshold);
  const [last, setLast] = useState<Finding | null>(null);
  /** What was found, so that another threshold needs no other look. */
  const found = useRef(new Map<string, { readonly person: number; readonly finding: Finding }>());
  const isStopped = useRef(false);

  const apply = (ids: readonly string[], above: number, gesture: string | null) =>
    library.edit(
      (set) =>
        ids.reduce((now, id) => {
          const picture = now.pictures.findIndex((each) => each.id === id);
          const known = found.current.get(id);
          if (picture < 0 || !known) return now;
          return propose(now, { picture, person: known.person }, proposalsFor(now.skeleton, known.finding.joints, above));
        }, set),
      gesture,
    );

  const ask = async (ids: readonly string[], person = 0) => {
    if (busy) return;
    isStopped.current = false;
    try {
      for (const [done, id] of ids.entries()) {
        if (isStopped.current) break;
        setBusy({ done, of: ids.length });
        const finding = await teacher.find(await library.picture(id));
        found.current.set(id, { person, finding });
        setLast(finding);
        apply([id], threshold, ids.length > 1 ? `teacher ${ids[0]}` : null);
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report({ code: 'unexpected', severity: 'error', message, cure: 'Label by hand, or try again; nothing was lost.' });
    } finally {
      setBusy(null);
    }
  };
  return {
    busy,
    threshold,
    last,
    ask,
    askForAll: () => ask(library.set?.pictures.filter((picture) => progressOf(picture) === 'none').map(({ id }) => id) ?? []),
    stop() {
      isStopped.current = true;
    },
    setThreshold(next) {
      setThresholdNow(next);
      apply([...found.current.keys()], next, 'threshold');
    },
  };
}
