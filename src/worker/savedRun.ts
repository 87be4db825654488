import { fingerprint } from '../data/fingerprint.ts';
import type { EngineState } from '../engine/engine.ts';
import type { DatasetName } from '../export/runDescription.ts';
import type { SavedRun } from '../export/runFile.ts';
import type { Sample } from '../pose/sample.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import type { People } from '../train/people.ts';
import type { RunRecord } from '../train/record.ts';
import type { Run } from './run.ts';

/** A run as its file holds it. */
export function savedRunOf(run: Run, state: EngineState, record: RunRecord, savedAt: number): SavedRun {
  const { config, live, people, engine } = run;
  const { skeleton } = people;
  return { config: { ...config, ...live }, state, skeleton, dataset: datasetOf(people), engine: engine.description, record, savedAt };
}

function datasetOf(people: People): DatasetName {
  const { name, format } = people.dataset;
  const { store, train, validation, skeleton } = people;
  const taken = new Set([...train, ...validation]);
  const leftOut = store.samples.flatMap(({ id }, i) => (taken.has(i) ? [] : [id]));
  const counts = { train: train.length, validation: validation.length };
  return { name, format, fingerprint: fingerprintOf(skeleton, store.samples), ...counts, ...(leftOut.length > 0 ? { leftOut } : {}) };
}

/** The last answer: a large set takes a moment, and is asked about again and again. */
let last: { readonly skeleton: Skeleton; readonly samples: readonly Sample[]; readonly digits: string } | null = null;

export function fingerprintOf(skeleton: Skeleton, samples: readonly Sample[]): string {
  if (last?.skeleton !== skeleton || last.samples !== samples) last = { skeleton, samples, digits: fingerprint(skeleton, samples) };
  return last.digits;
}
