import { initialState } from '../../engine/initial.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { createRandom } from '../../pose/random.ts';
import { duelOf } from '../../train/duel.ts';
import { type TwinEvent, twin as train } from '../twin.ts';
import { type Asked, type Question, runOf, Unanswerable } from './question.ts';

type Ask =
  /** A twin with the open run's settings and people; ends one of before. `steps` is a multiple of 8. */
  | { readonly do: 'begin'; readonly seeds: readonly number[]; readonly steps: number }
  /** Trains for a while. */
  | { readonly do: 'pull' }
  | { readonly do: 'end' };

interface Answer {
  readonly events: readonly TwinEvent[];
  readonly isDone: boolean;
}

/** Milliseconds of training an answer holds: as long as other commands have to wait at most, a step aside. */
const slice = 150;

/**
 * Trains twins of the open run in slices, as long as the page goes on asking; not asking is a pause. The open run itself is not touched, and
 * waits for the end of each slice only.
 */
export const twin: Question<Ask, Answer> = async (ask, asked) => {
  const { desk } = asked;
  if (ask.do !== 'pull') {
    await desk.twin?.return();
    desk.twin = null;
  }
  if (ask.do === 'begin') desk.twin = begin(ask, asked);
  if (ask.do === 'pull' && !desk.twin)
    throw new Unanswerable('cancelled', 'The twins ended with the run that they were twins of.', 'Start them again.');
  const events: TwinEvent[] = [];
  const until = desk.platform.now() + slice;
  while (desk.twin && desk.platform.now() < until) {
    asked.signal.throwIfAborted();
    const { value, done } = await desk.twin.next();
    if (done) desk.twin = null;
    else events.push(value);
  }
  return { events, isDone: desk.twin === null };
};

function begin({ seeds, steps }: Extract<Ask, { do: 'begin' }>, asked: Asked) {
  const { desk } = asked;
  const { config, live, people } = runOf(asked);
  const make = (settings: Config) => {
    const duel = duelOf(settings, people.skeleton.joints.length);
    const state = initialState(duel, createRandom(settings.seed), settings.kStart);
    return desk.builder.start({ config: settings, people, state }, new AbortController().signal);
  };
  return train(make, { ...config, ...live }, seeds, steps);
}
