import type { Sample } from '../pose/sample.ts';
import type { DatasetReport } from './dataset.ts';

/** Counts what a reader leaves out, by reason, with a few examples each. */
export interface Tally {
  skip(reason: string, example: string): void;
  readonly list: () => DatasetReport['skipped'];
}

const examplesKept = 5;

export function createTally(): Tally {
  const skips = new Map<string, { count: number; examples: string[] }>();
  return {
    skip(reason, example) {
      const entry = skips.get(reason) ?? { count: 0, examples: [] };
      entry.count++;
      if (entry.examples.length < examplesKept) entry.examples.push(example);
      skips.set(reason, entry);
    },
    list: () => [...skips].map(([reason, { count, examples }]) => ({ reason, count, examples })),
  };
}

/** The report on samples of `joints` joints each. */
export function reportOn(samples: readonly Sample[], joints: number, skipped: DatasetReport['skipped']): DatasetReport {
  const labelled = new Float64Array(joints);
  const pictures = new Set<string>();
  let train = 0;
  let labelsOfTeacher = 0;
  for (const sample of samples) {
    pictures.add(sample.picture);
    if (sample.split === 'train') train++;
    for (let j = 0; j < joints; j++) {
      const { visibility, origin } = sample.joints[j]!;
      if (visibility === 0) continue;
      labelled[j]!++;
      if (origin === 'teacher') labelsOfTeacher++;
    }
  }
  return {
    pictures: pictures.size,
    people: samples.length,
    train,
    validation: samples.length - train,
    skipped,
    ...(labelsOfTeacher > 0 ? { labelsOfTeacher } : {}),
    coverage: Array.from(labelled, (count) => (samples.length ? count / samples.length : 0)),
  };
}
