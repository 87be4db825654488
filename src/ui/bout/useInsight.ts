import { startTransition, useEffect, useState } from 'react';
import type { Answer, Ask } from '../../worker/questions/registry.ts';
import { usePlayground, useSession } from '../playground.ts';

export type Insight = Answer<'inspect'>;

/** The share of the training time that looking inside may take. */
const share = 0.03;

/**
 * Looks inside the networks again with every preview, as long as the component is there; less often where looking is slow.
 * @param question must be stable
 */
export function useInsight(question: Ask<'inspect'> | null): { readonly insight: Insight | null; readonly problem: string | null } {
  const { ask, session } = usePlayground();
  const run = useSession((state) => state.runNumber);
  const [found, setFound] = useState<{ readonly insight: Insight | null; readonly problem: string | null; readonly of: unknown }>({
    ...{ insight: null, problem: null, of: null },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run is asked anew
  useEffect(() => {
    if (!question) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let [isAsking, isStale, nextAt] = [false, false, 0];
    const look = async () => {
      clearTimeout(timer);
      isStale = isAsking;
      if (isAsking || abort.signal.aborted) return;
      const wait = nextAt - performance.now();
      if (wait > 0) {
        timer = setTimeout(look, wait);
        return;
      }
      isAsking = true;
      const show = (part: Partial<typeof found>) =>
        startTransition(() =>
          setFound((before) => ({ insight: before.of === question ? before.insight : null, problem: null, ...part, of: question })),
        );
      try {
        const insight = await ask('inspect', question, abort.signal);
        nextAt = performance.now() + insight.cost / share;
        if (!abort.signal.aborted) show({ insight });
      } catch (error) {
        if (!abort.signal.aborted) show({ problem: error instanceof Error ? error.message : String(error) });
      }
      isAsking = false;
      if (isStale) void look();
    };
    void look();
    const stop = session.subscribe((state, before) => {
      if (state.livePreview !== before.livePreview) void look();
    });
    return () => {
      stop();
      clearTimeout(timer);
      abort.abort();
    };
  }, [ask, session, question, run]);
  return found.of === question ? found : { insight: null, problem: null };
}
