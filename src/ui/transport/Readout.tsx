import { useCallback } from 'react';
import { stepsPerSecond, waitingShare } from '../../store/metricLog.ts';
import { clock, percent, short, whole } from '../format.ts';
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
  const read = useCallback(
    () => ({ steps: log.length, pace: stepsPerSecond(log), waiting: waitingShare(log), elapsed: log.elapsed() }),
    [log],
  );
  const { steps, pace, waiting, elapsed } = useRedraw(numbers, read);
  return (
    <dl className={css.readout}>
      <Figure title="State">
        <span role="status">{phaseWords[phase]}</span>
      </Figure>
      <Figure title="Steps">{whole(steps)}</Figure>
      <Figure title="Steps a second">{short(pace)}</Figure>
      <Figure title="Waits for data" quiet={!waiting || waiting < 0.005}>
        {percent(waiting)}
      </Figure>
      <Figure title="Time trained">{clock(elapsed)}</Figure>
    </dl>
  );
}

function Figure({
  title,
  quiet = false,
  children,
}: {
  readonly title: string;
  readonly quiet?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={quiet ? `${css.figure} ${css.quiet}` : css.figure}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
