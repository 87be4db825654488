import { useEffect, useRef, useState } from 'react';
import { usePlayground } from '../playground.ts';

/** Milliseconds that a moment stays. */
const pause = 140;

/** Plays the moments of the run one after the other, from the one that is shown; at the end it is the present again. */
export function useFilm(moments: readonly number[]) {
  const { runs, session } = usePlayground();
  const [isOn, setOn] = useState(false);
  const latest = useRef(moments);
  useEffect(() => {
    latest.current = moments;
  }, [moments]);
  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const run = session.getState().run;
    const first = session.getState().lookedBackTo ?? -1;
    let at = first >= (latest.current.at(-1) ?? 0) ? -1 : first;
    const show = async () => {
      const next = latest.current.find((step) => step > at);
      if (next === undefined || session.getState().run !== run) {
        await runs.lookBack(null);
        setOn(false);
        return;
      }
      at = next;
      await runs.lookBack(next);
      if (!isOver) timer = setTimeout(show, pause);
    };
    void show();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isOn, runs, session]);
  return { isOn, toggle: () => setOn((was) => !was), stop: () => setOn(false) };
}
