import type { ReactElement } from 'react';
import { ResponsiveContainer } from 'recharts';
import css from './Charts.module.css';

/**
 * The place of a chart. The chart stands in it from the start, out of sight until there is something to draw: building it takes longer
 * than redrawing it, and while the page loads nobody waits for a frame.
 */
export function Plot({
  empty,
  chart,
}: {
  /** What to say as long as there is nothing to draw; null when there is. */ readonly empty: string | null;
  readonly chart: ReactElement;
}) {
  return (
    <div className={css.plot} aria-hidden="true">
      <div className={empty === null ? css.drawn : css.undrawn}>
        <ResponsiveContainer width="100%" height="100%" debounce={100}>
          {chart}
        </ResponsiveContainer>
      </div>
      {empty !== null && <p className={css.empty}>{empty}</p>}
    </div>
  );
}
