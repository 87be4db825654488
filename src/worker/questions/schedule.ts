import type { Engine, EngineDescription, Schedule } from '../../engine/engine.ts';
import { type Question, runOf } from './question.ts';

/** What a step of the run does, in order, null where its engine goes by no schedule (TF.js); and what the engine holds on its device. */
export const schedule: Question<
  Record<never, never>,
  { readonly engine: EngineDescription; readonly schedule: Schedule | null; readonly held: ReturnType<Engine['memory']> }
> = async (_, asked) => {
  const { engine } = runOf(asked);
  return { engine: engine.description, schedule: engine.schedule?.() ?? null, held: engine.memory() };
};
