import { useEffect, useState } from 'react';
import { findingsAt, lookAt } from '../findings.ts';
import { framesOf } from '../pictures/film.ts';
import { usePlayground } from '../playground.ts';
import type { RunSheetData } from './runSheet.ts';
import { type Seen, type Sighting, sightingsOf } from './sightings.ts';

/** Moments of the past that are looked at, at most. */
const moments = 40;

/** What the detectors saw over the run: at its kept moments and at its end; null while they are looked through. */
export function useSightings(sheet: RunSheetData): readonly Sighting[] | null {
  const { ask } = usePlayground();
  const [sightings, setSightings] = useState<readonly Sighting[] | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    lookThrough(sheet, (step) => ask('moment', { run: sheet.run.id, step }, abort.signal)).then(
      (seen) => abort.signal.aborted || setSightings(sightingsOf(seen)),
      () => {},
    );
    return () => abort.abort();
  }, [ask, sheet]);
  return sightings;
}

async function lookThrough(
  { curves, steps, run, preview, ...sheet }: RunSheetData,
  momentAt: (step: number) => Promise<RunSheetData['preview']>,
) {
  const seen: Seen[] = [];
  const past = sheet.moments.filter((step) => step > 0 && step < steps);
  for (const step of framesOf(past, moments)) {
    // A moment may have been thinned out since; its curves are still there.
    const look = await momentAt(step).then(
      (then) => lookAt(then, run.probes),
      () => null,
    );
    seen.push({ step, findings: findingsAt(curves, step, look) });
  }
  return [...seen, { step: steps, findings: findingsAt(curves, steps, lookAt(preview, run.probes)) }];
}
