import { useMemo } from 'react';
import { useStore } from 'zustand';
import { runLetter } from '../../store/runNames.ts';
import type { RunRecord } from '../../store/runs.ts';
import { usePlayground } from '../playground.ts';

/** The runs that are drawn into the charts beside the open one. */
export function useOverlaid(): readonly RunRecord[] {
  const { records, open } = useStore(usePlayground().runs.store);
  return useMemo(() => records.filter(({ id, overlaid }) => overlaid && id !== open), [records, open]);
}

/** A run's letter at the end of its line of `count` points. */
export function letterAtEnd(id: number, count: number) {
  return ({ x, y, index }: { readonly x?: number | string; readonly y?: number | string; readonly index?: number }) =>
    index === count - 1 ? (
      <text x={Number(x) - 2} y={Number(y) - 3} fill="var(--ink-soft)" fontSize={10} fontWeight={600} textAnchor="end">
        {runLetter(id)}
      </text>
    ) : null;
}
