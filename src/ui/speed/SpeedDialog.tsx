import { Gauge, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { presets } from '../../network/presets.ts';
import type { Problem } from '../../worker/protocol.ts';
import type { Answer } from '../../worker/questions/registry.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet } from '../dialogs/Sheet.tsx';
import { usePlayground, useSession, useSetting, useView } from '../playground.ts';
import { SchedulePart } from './SchedulePart.tsx';
import css from './Speed.module.css';
import { SpeedCard } from './SpeedCard.tsx';

type Rows = Answer<'speed'>;

/** Measures the compiled engines on this machine, and shows what a step of the run does. */
export function SpeedDialog() {
  const { ask, look } = usePlayground();
  const preset = useSetting('preset');
  const isOpen = useView((view) => view.dialog === 'speed');
  const task = useSession((state) => state.task);
  const [rows, setRows] = useState<Rows | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isMeasuring, setMeasuring] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const chosen = preset === 'small' ? (['small'] as const) : (['small', preset] as const);

  const measure = async () => {
    abort.current = new AbortController();
    setMeasuring(true);
    setProblem(null);
    try {
      setRows(await ask('speed', { presets: chosen }, abort.current.signal));
    } catch (error) {
      if (!isRefused(error)) throw error;
      if (error.problem.code !== 'cancelled') setProblem(error.problem);
    } finally {
      setMeasuring(false);
    }
  };
  const close = () => {
    abort.current?.abort();
    look({ dialog: 'none' });
  };
  return (
    <Sheet name="speed" title="How fast is this machine?" onClose={close}>
      <p>
        Times a step of training on every compiled engine that runs here, with the networks{' '}
        {chosen.map((name) => `“${presets[name].title}”`).join(' and ')} and the settings of your run. It takes about ten seconds for each,
        more where the GPU is played by the processor. Training waits meanwhile and goes on afterwards.
      </p>
      {isMeasuring ? (
        <div className={css.progress}>
          <progress max={1} value={task?.done ?? 0} aria-label="Measuring" />
          <span role="status">{task?.title ?? 'Waiting for the step under way'}</span>
          <Button small onClick={() => abort.current?.abort()}>
            <X size={13} aria-hidden />
            Cancel
          </Button>
        </div>
      ) : (
        <Button primary={rows === null} onClick={measure}>
          <Gauge size={15} aria-hidden />
          {rows === null ? 'Measure' : 'Measure again'}
        </Button>
      )}
      {problem && (
        <p role="alert">
          {problem.message} {problem.cure}
        </p>
      )}
      {rows?.length === 0 && <p>No compiled engine runs in this browser, so there is nothing to measure.</p>}
      {rows?.map((row) => (
        <SpeedCard key={`${row.title} ${row.preset}`} row={row} />
      ))}
      {isOpen && !isMeasuring && <SchedulePart />}
    </Sheet>
  );
}

/** Errors of `ask` carry the worker's problem. */
function isRefused(error: unknown): error is { readonly problem: Problem } {
  return typeof error === 'object' && error !== null && 'problem' in error;
}
