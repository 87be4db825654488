import type { ViewState } from '../../store/view.ts';
import type { World } from './world.ts';

/** A lesson: stops on the page that the learner walks through. A new one is one file and one line of the registry. */
export interface Lesson {
  /** Stands in the address as `?lesson=`. */
  readonly id: string;
  readonly title: string;
  /** What one knows afterwards, in a sentence. */
  readonly about: string;
  readonly minutes: number;
  readonly stops: readonly Stop[];
}

/** Words about this very run; `begun` is how it stood when the stop began to wait. */
export type Words = string | ((now: World, begun: World) => string);

/** One stop: text, then a question where there is one, then an event that is waited for, then what happened. */
export interface Stop {
  /** One or two sentences. */
  readonly text: Words;
  /** A CSS selector, by label or by `data-lesson`; null where there is nothing to point at. */
  readonly target: string | null;
  /** How the page has to stand; it is brought there when the stop begins. */
  readonly look?:
    | Partial<Pick<ViewState, 'view' | 'joint' | 'truth'>>
    | ((now: World) => Partial<Pick<ViewState, 'view' | 'joint' | 'truth'>>);
  readonly question?: Question;
  /** Not gone on from before this has happened. */
  readonly until?: Event;
  /** What happened, with the numbers of this run. */
  readonly after?: Words;
}

interface Question {
  readonly ask: string;
  readonly choices: readonly string[];
  /** The choice that turned out right. */
  readonly right: (now: World, begun: World) => number;
}

interface Event {
  /** What to do, or what is waited for. */
  readonly words: string;
  readonly holds: (now: World, begun: World) => boolean;
  /** How far it is, 0 to 1, where that is known. */
  readonly share?: (now: World, begun: World) => number;
}

export function say(words: Words, now: World, begun: World): string {
  return typeof words === 'string' ? words : words(now, begun);
}

/** Waits until the run has made `count` more steps. */
export function moreSteps(count: number): Event {
  return {
    words: `Train ${count} steps: press Train above, or Space.`,
    holds: (now, begun) => now.steps >= begun.steps + count,
    share: (now, begun) => (now.steps - begun.steps) / count,
  };
}
