import { useCallback } from 'react';
import { stepsPerSecond } from '../../store/metricLog.ts';
import { clock, short, whole } from '../format.ts';
import { usePlayground, useRedraw, useSession } from '../playground.ts';
import css from './Transport.module.css';

const phaseWords = {
  empty: 'No dataset',
  working: 'Working',
  ready: 'Ready',
  paused: 'Paused',
  running: 'Training',
  failed: 'Stopped',
} as const;

/** Phase, steps, pace and time. */
export function Readout() {
  const { log, numbers } = usePlayground();
  const phase = useSession((state) => state.phase);
  const read = useCallback(() => ({ steps: log.length, pace: stepsPerSecond(log), elapsed: log.elapsed() }), [log]);
  const { steps, pace, elapsed } = useRedraw(numbers, read);
  return (
    <dl className={css.readout}>
      <Figure title="State">
        <span role="status">{phaseWords[phase]}</span>
      </Figure>
      <Figure title="Steps">{whole(steps)}</Figure>
      <Figure title="Steps a second">{short(pace)}</Figure>
      <Figure title="Time trained">{clock(elapsed)}</Figure>
    </dl>
  );
}

function Figure({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className={css.figure}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
