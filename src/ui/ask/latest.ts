/**
 * Puts questions as they come, two of them at a time at most: the first may be being answered already; the second waits at the place where
 * it will be answered, so that it needs no second wait there, and gives way to a newer one.
 */
export interface Latest<Ask> {
  submit(ask: Ask): void;
  /** Withdraws what is under way; nothing is told any more. */
  dispose(): void;
}

interface Listener<Ask, Answer> {
  /** @param milliseconds since the question was submitted, the wait for its turn and all */
  readonly onAnswer: (answer: Answer, ask: Ask, milliseconds: number) => void;
  readonly onProblem: (problem: unknown) => void;
}

export function createLatest<Ask, Answer>(
  put: (ask: Ask, signal: AbortSignal) => Promise<Answer>,
  { onAnswer, onProblem }: Listener<Ask, Answer>,
  now: () => number = () => performance.now(),
): Latest<Ask> {
  const over = new AbortController();
  const open: AbortController[] = [];

  async function work(ask: Ask): Promise<void> {
    const since = now();
    const mine = new AbortController();
    open.push(mine);
    const signal = AbortSignal.any([over.signal, mine.signal]);
    try {
      const answer = await put(ask, signal);
      if (!over.signal.aborted) onAnswer(answer, ask, now() - since);
    } catch (problem) {
      if (!signal.aborted) onProblem(problem);
    } finally {
      if (open.includes(mine)) open.splice(open.indexOf(mine), 1);
    }
  }

  return {
    submit(ask) {
      if (open.length > 1) open.pop()!.abort();
      void work(ask);
    },
    dispose: () => over.abort(),
  };
}
