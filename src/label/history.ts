/** What a person can go back to, and forward again. */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly now: Value;
  readonly future: readonly Value[];
  /** What the last change was a part of: changes of one gesture are undone together. */
  readonly gesture: string | null;
}

/** Steps back that are kept; they share all that did not change between them. */
const kept = 500;

export function startHistory<Value>(now: Value): History<Value> {
  return { past: [], now, future: [], gesture: null };
}

/** The history after a change. Changes of the same `gesture` in a row count as one; the same value is no change. */
export function change<Value>(history: History<Value>, next: Value, gesture: string | null = null): History<Value> {
  if (next === history.now) return history;
  const continues = gesture !== null && gesture === history.gesture && history.past.length > 0;
  const past = continues ? history.past : [...history.past, history.now].slice(-kept);
  return { past, now: next, future: [], gesture };
}

export function undo<Value>(history: History<Value>): History<Value> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], gesture: null };
}

export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, gesture: null };
}
