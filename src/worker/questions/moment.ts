import type { Preview } from '../../train/events.ts';
import type { RunOrigin } from '../protocol.ts';
import { type Question, Unanswerable } from './question.ts';

/** What both networks made of the watched pictures at a kept moment of any run. */
export const moment: Question<RunOrigin, Preview> = async ({ run, step }, { desk }) => {
  const preview = desk.history.preview(run, step);
  if (!preview) throw new Unanswerable('no-run', `Step ${step} of that run is no longer kept.`, 'Choose another moment.');
  return preview;
};
