import type { EngineDescription, Schedule } from '../../engine/engine.ts';
import { type Question, runOf } from './question.ts';

/** What a step of the run does, in order; null where its engine goes by no schedule (TF.js). */
export const schedule: Question<Record<never, never>, { readonly engine: EngineDescription; readonly schedule: Schedule | null }> = async (
  _,
  asked,
) => {
  const { engine } = runOf(asked);
  return { engine: engine.description, schedule: engine.schedule?.() ?? null };
};
