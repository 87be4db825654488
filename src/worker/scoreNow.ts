import { evaluate } from '../train/evaluate.ts';
import type { Desk } from './desk.ts';

/** Scores the open run on held-out pictures where it stands, and tells the page; a cancelled one is left out. */
export async function scoreNow({ run, tasks, keeper, post }: Desk): Promise<void> {
  if (!run) return;
  await tasks.run(async (signal) => {
    const progress = tasks.scoring();
    try {
      const evaluation = await evaluate(run.engine, run.duel, run.people, {
        count: run.live.evaluateCount,
        step: run.step,
        progress,
        signal,
      });
      if (!evaluation) return;
      keeper.evaluated(evaluation);
      post({ kind: 'evaluation', evaluation });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  });
}
