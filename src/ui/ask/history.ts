/** A state with those before it and those that were undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

/** Changes that can be undone; the oldest fall off. */
const depth = 200;

export function begun<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/** A change that can be undone; none when nothing changed. */
export function committed<State>({ past, present, future }: History<State>, next: State): History<State> {
  if (next === present) return { past, present, future };
  return { past: [...past, present].slice(-depth), present: next, future: [] };
}

/** Goes on with the change before, as a drag does; undone with it. */
export function amended<State>(history: History<State>, next: State): History<State> {
  return { ...history, present: next };
}

export function undone<State>({ past, present, future }: History<State>): History<State> {
  const before = past.at(-1);
  return before === undefined ? { past, present, future } : { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redone<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...rest] = future;
  return next === undefined ? { past, present, future } : { past: [...past, present], present: next, future: rest };
}
