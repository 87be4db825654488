import { useEffect, useEffectEvent } from 'react';
import type { Picked } from './pickedFiles.ts';

/** What the view in sight does with files that are dropped on the page. */
export interface DropTaker {
  /** What may be dropped, while it hovers. */
  readonly hint: string;
  /** False when they are not for this view: then they go the way of all datasets. */
  take(files: readonly Picked[]): boolean;
}

let taker: DropTaker | null = null;

export function dropTaker(): DropTaker | null {
  return taker;
}

/** Has first say on what is dropped, for as long as the component is there. */
export function useDropTaker(hint: string, take: DropTaker['take']): void {
  const latest = useEffectEvent(take);
  useEffect(() => {
    const own: DropTaker = { hint, take: (files) => latest(files) };
    taker = own;
    return () => {
      if (taker === own) taker = null;
    };
  }, [hint]);
}
