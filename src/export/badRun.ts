import { DataError } from '../data/dataset.ts';

/** That a part of a run's file is not as it should be. */
export function badRun(file: string, place: string, problem: string, cause?: unknown): DataError {
  return new DataError('bad-run', { file, place, problem, cure: 'Save the run again, or take an older copy of the file.' }, { cause });
}
