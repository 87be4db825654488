import type { Dataset } from '../../data/dataset.ts';
import { type PoseStatistics, poseStatistics } from '../../data/statistics.ts';
import { openSource } from '../open.ts';
import type { DatasetSummary, FileSource } from '../protocol.ts';
import type { Question } from './question.ts';

/** What was understood of files, before anything is used. */
export interface Understanding {
  /** Opens it: `{ kind: 'understood', token }`. */
  readonly token: number;
  readonly dataset: DatasetSummary;
  readonly origin: Dataset['skeletonOrigin'];
  readonly poses: PoseStatistics;
}

/** Reads files and says what is in them; what is open stays as it is. */
export const understand: Question<FileSource, Understanding> = async (source, { desk, signal }) => {
  const dataset = await openSource(source, desk.platform, desk.tasks, signal);
  const { name, format, skeleton, report, samples } = dataset;
  return {
    token: desk.understood.keep(dataset),
    dataset: { name, format, skeleton, report },
    origin: dataset.skeletonOrigin,
    poses: poseStatistics(samples, skeleton.joints.length),
  };
};

/** The user does not want what was understood. */
export const forget: Question<{ readonly token: number }, null> = async ({ token }, { desk }) => {
  desk.understood.drop(token);
  return null;
};
