import { useCallback, useEffect, useState } from 'react';
import { usePlayground } from '../playground.ts';
import type { Lesson, Stop } from './lesson.ts';
import { type World, worldOf } from './world.ts';

/** How a stop went. */
interface Visit {
  /** How the run stood when the stop was reached, and when it began to wait. */
  readonly entered: World;
  readonly begun: World;
  readonly choice: number | null;
  /** How it stood when all was done that the stop asks for; null before. */
  readonly done: World | null;
  /** How far what is waited for has come, 0 to 1; null where nobody knows. */
  readonly share: number | null;
}

/** Milliseconds between two looks at the run. */
const often = 150;

/** The way through a lesson: where one is, what was answered, and whether what is waited for has happened. */
export function useWalk({ stops }: Lesson) {
  const playground = usePlayground();
  const [at, setAt] = useState(0);
  const [visits, setVisits] = useState<Readonly<Record<number, Visit>>>({});
  const stop = stops[at]!;
  const visit = visits[at];

  const change = useCallback((make: (before: Visit | undefined) => Visit) => setVisits((all) => ({ ...all, [at]: make(all[at]) })), [at]);

  useEffect(() => {
    const look = () => {
      // Before the pictures are there, nothing can be shown or asked.
      if (playground.session.getState().run === null || visit?.done) return;
      const now = worldOf(playground);
      if (!visit) {
        const wanted = typeof stop.look === 'function' ? stop.look(now) : stop.look;
        if (wanted) playground.look(wanted);
        if (playground.session.getState().lookedBackTo !== null) void playground.runs.lookBack(null);
        change(() => arrived(stop, worldOf(playground)));
      } else if (visit.entered.runNumber !== now.runNumber) change(() => arrived(stop, now));
      else if (!stop.question || visit.choice !== null) {
        const share = stop.until?.share ? Math.min(1, Math.max(0, stop.until.share(now, visit.begun))) : null;
        const done = stop.until?.holds(now, visit.begun) === true ? now : null;
        if (done || share !== visit.share) change((before) => ({ ...before!, done, share }));
      }
    };
    look();
    const timer = setInterval(look, often);
    return () => clearInterval(timer);
  }, [playground, stop, visit, change]);

  return {
    at,
    stop,
    visit,
    choose(choice: number) {
      if (!visit || visit.done) return;
      const now = worldOf(playground);
      change((before) => ({ ...before!, choice, begun: now, done: stop.until ? null : now, share: null }));
    },
    go(to: number) {
      if (to < 0 || to >= stops.length) return;
      const { look } = stops[to]!;
      // A stop seen before is shown as it was, but the page has to stand as it did.
      if (visits[to] && look) playground.look(typeof look === 'function' ? look(worldOf(playground)) : look);
      setAt(to);
    },
  };
}

function arrived({ question, until }: Stop, now: World): Visit {
  return { entered: now, begun: now, choice: null, done: question || until ? null : now, share: null };
}
