import type { Question } from './question.ts';

/** Answered when everything that was to be kept by now is written. */
export const kept: Question<null, null> = async (_, { desk }) => {
  await desk.keeper.idle();
  return null;
};
