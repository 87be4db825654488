import { useCallback } from 'react';
import { usePlayground, useRedraw } from '../playground.ts';
import type { Step } from './equations.ts';

/** The numbers of the last step, at the pace at which numbers are redrawn; null before the first. */
export function useLastStep(): Step | null {
  const { log, numbers, settings } = usePlayground();
  const read = useCallback((): Step | null => {
    const last = log.last();
    const { lambdaK, freezeK } = settings.getState();
    return last && { ...last, lambdaK, freezeK };
  }, [log, settings]);
  return useRedraw(numbers, read);
}
