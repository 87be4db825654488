import { DataError } from '../data/dataset.ts';

interface More {
  readonly cause?: unknown;
  readonly cure?: string;
}

const takeAnother = 'Save the run again, or take an older copy of the file.';

/** That a part of a run's file is not as it should be. */
export function badRun(file: string, place: string, problem: string, { cause, cure = takeAnother }: More = {}): DataError {
  return new DataError('bad-run', { file, place, problem, cure }, { cause });
}
