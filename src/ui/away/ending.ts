import type { SessionState } from '../../store/session.ts';
import type { TwinState } from '../../store/twin.ts';

/** What somebody who has looked away is told of. */
interface Ending {
  readonly title: string;
  readonly text: string;
}

/** Whether the run has just ended or got stuck, in words; null when it has not. */
export function endOfRun(now: Pick<SessionState, 'phase' | 'failure' | 'notices'>, before: typeof now): Ending | null {
  if (now.phase === 'failed' && before.phase !== 'failed') return { title: 'The run has stopped', text: now.failure?.message ?? '' };
  const silent = (state: typeof now) => state.notices.find(({ problem }) => problem.code === 'worker-silent');
  const news = silent(before) ? undefined : silent(now);
  return news ? { title: 'The run may be stuck', text: news.problem.message } : null;
}

/** The same of a pair of twins, whose training has an end. */
export function endOfTwins(now: Pick<TwinState, 'phase' | 'steps'>, before: typeof now): Ending | null {
  if (now.phase !== 'done' || before.phase === 'done') return null;
  return { title: 'The twins are trained', text: `${now.steps.toLocaleString('en')} steps each, with the adversary and without.` };
}
