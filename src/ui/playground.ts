import { createContext, startTransition, use, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Config, SettingName } from '../method/hyperparameters.ts';
import { type ControlName, type ControlState, controlState } from '../store/layout.ts';
import type { Playground } from '../store/playground.ts';
import type { Redraws } from '../store/redraw.ts';
import type { SessionState } from '../store/session.ts';
import type { ViewState } from '../store/view.ts';

export const PlaygroundContext = createContext<Playground | null>(null);

export function usePlayground(): Playground {
  const playground = use(PlaygroundContext);
  if (playground === null) throw new Error('usePlayground: there is no <PlaygroundContext> above this component');
  return playground;
}

/** A part of the session; the component renders again when that part changes. */
export function useSession<Part>(select: (state: SessionState) => Part): Part {
  return useStore(usePlayground().session, select);
}

export function useView<Part>(select: (state: ViewState) => Part): Part {
  return useStore(usePlayground().view, select);
}

export function useSetting<Name extends SettingName>(name: Name): Config[Name] {
  return useStore(usePlayground().settings, (config) => config[name]);
}

/** Whether the page's link locks or hides a control. */
export function useControl(name: ControlName): ControlState {
  return useView((view) => controlState(view.layout, name));
}

export function useSettings(): Config {
  return useStore(usePlayground().settings);
}

/** A value read anew whenever `redraws` gives this component its turn, in slices that let the page answer in between. `read` must be stable. */
export function useRedraw<Value>(redraws: Redraws, read: () => Value): Value {
  const [value, setValue] = useState(read);
  useEffect(() => redraws.register(() => startTransition(() => setValue(() => read()))), [redraws, read]);
  return value;
}

/**
 * `value` as it was when the charts' schedule gave this component its last turn: what changes in several charts at once is not drawn in one
 * task. What there is no more, as with another dataset, is gone at once.
 */
export function useInTurn<Value>(value: Value): Value {
  const { charts } = usePlayground();
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  const isStale = !Object.is(shown, value);
  useEffect(() => (isStale ? charts.register(() => startTransition(() => setShown(() => newest.current))) : undefined), [charts, isStale]);
  return value === undefined ? value : shown;
}
