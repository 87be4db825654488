import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunRecord } from '../../store/runs.ts';
import { usePlayground } from '../playground.ts';

/** The runs that are drawn into the charts beside the open one. */
export function useOverlaid(): readonly RunRecord[] {
  const { records, open } = useStore(usePlayground().runs.store);
  return useMemo(() => records.filter(({ id, overlaid }) => overlaid && id !== open), [records, open]);
}
