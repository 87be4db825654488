/** Puts questions one at a time: while one is being answered only the newest of those that come is kept, older ones are dropped. */
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
  const abort = new AbortController();
  let waiting: { readonly ask: Ask; readonly since: number } | null = null;
  let isBusy = false;

  async function work(): Promise<void> {
    isBusy = true;
    while (waiting && !abort.signal.aborted) {
      const { ask, since } = waiting;
      waiting = null;
      try {
        const answer = await put(ask, abort.signal);
        if (!abort.signal.aborted) onAnswer(answer, ask, now() - since);
      } catch (problem) {
        if (!abort.signal.aborted) onProblem(problem);
      }
    }
    isBusy = false;
  }

  return {
    submit(ask) {
      waiting = { ask, since: now() };
      if (!isBusy) void work();
    },
    dispose: () => abort.abort(),
  };
}
