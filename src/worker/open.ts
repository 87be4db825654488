import type { Dataset } from '../data/dataset.ts';
import { openPile } from '../data/files.ts';
import { openPictureStore, type PictureStore, storeSize } from '../data/pictures.ts';
import { openDataset } from '../data/registry.ts';
import { type People, peopleOf } from '../train/people.ts';
import type { SquareShelf } from './keep/squareShelf.ts';
import type { Platform } from './platform.ts';
import type { DataSource, DatasetSummary, Problem } from './protocol.ts';
import type { Tasks } from './tasks.ts';

/** A source that is not read yet. */
type ReadableSource = Exclude<DataSource, { kind: 'understood' }>;

/** Reads the annotations of a source. */
export async function openSource(source: ReadableSource, platform: Platform, tasks: Tasks, signal: AbortSignal): Promise<Dataset> {
  const progress = tasks.progress('load', source.kind === 'builtin' ? 'Loading the built-in pictures' : `Reading ${source.name}`);
  const { name, files } = source.kind === 'builtin' ? await platform.builtin({ progress, signal }) : source;
  return openDataset(await openPile(files, signal), { name, decode: platform.decode, openVideo: platform.openVideo, progress, signal });
}

/** Makes the people of a dataset ready for an input of `input` pixels. */
export async function preparePeople(
  dataset: Dataset,
  input: number,
  shelf: SquareShelf,
  tasks: Tasks,
  signal: AbortSignal,
): Promise<People> {
  const progress = tasks.progress('prepare', 'Looking at the pictures');
  const size = storeSize(input);
  return peopleOf(dataset, await openPictureStore(dataset, { size, keeper: await shelf.fileFor(dataset, size), progress, signal }));
}

/** What the page is told of a dataset: what its reader understood, and the pictures that did not decode so far. */
export function summaryOf({ dataset, store }: People): DatasetSummary {
  const { name, format, skeleton, report } = dataset;
  const { skipped } = store.squares;
  if (skipped.length === 0) return { name, format, skeleton, report };
  const lost = {
    reason: 'the picture does not decode',
    count: skipped.length,
    examples: skipped.slice(0, 3).map(({ picture }) => picture),
  };
  return { name, format, skeleton, report: { ...report, skipped: [...report.skipped, lost] } };
}

/** What the user should know before training on it. */
export function warningsOf({ store, validation }: People): Problem[] {
  const problems = store.squares.skipped.length > 0 ? [problemOfSkipped(store)] : [];
  if (validation.length === 0)
    problems.push({
      code: 'empty',
      severity: 'warning',
      message: 'There are no pictures to validate on, so the run has no scores.',
      cure: 'Add more pictures, or a file of annotations for validation.',
    });
  return problems;
}

/** The pictures that turned out to be bad so far. */
export function problemOfSkipped({ squares }: PictureStore): Problem {
  const { skipped } = squares;
  const names = skipped.slice(0, 3).map(({ picture }) => picture);
  const which = `${names.join(', ')}${skipped.length > names.length ? ', …' : ''}`;
  return {
    code: 'skipped-pictures',
    severity: 'warning',
    message:
      skipped.length === 1
        ? `A picture does not decode and is left out: ${which}.`
        : `${skipped.length} pictures do not decode and are left out: ${which}.`,
    cure: 'Training goes on without them. Save them anew as JPEG or PNG to use them.',
  };
}
