import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { presets } from '../../network/presets.ts';
import { canTrain } from '../../store/session.ts';
import { jointIndex } from '../../store/view.ts';
import { Button } from '../controls/Button.tsx';
import { Panel } from '../controls/Panel.tsx';
import { Prose } from '../controls/Prose.tsx';
import { whole } from '../format.ts';
import { usePlayground, useSession, useView } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import css from './Slow.module.css';
import { StagePicture } from './StagePicture.tsx';
import { readingTime, type SlowStep, stages } from './stages.ts';

/** One step of the run in its stages, to walk through forward and back. */
export function SlowView() {
  const { ask } = usePlayground();
  const run = useSession((state) => state.run);
  const runNumber = useSession((state) => state.runNumber);
  const joints = useSession((state) => state.dataset?.skeleton.joints);
  const able = useSession(canTrain);
  const joint = useView((view) => view.joint);
  const [made, setMade] = useState<{ readonly step: SlowStep; readonly run: number } | null>(null);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const panel = useRef<HTMLElement>(null);
  const step = made?.run === runNumber ? made.step : null;
  const stage = stages[at]!;
  const caption = step ? stage.caption(step) : '';

  useEffect(() => {
    if (!isPlaying || !step) return;
    if (at === stages.length - 1) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAt(at + 1), readingTime(caption));
    return () => clearTimeout(timer);
  }, [isPlaying, at, step, caption]);

  const make = async (trainG: boolean, trainD: boolean) => {
    setMaking(true);
    setProblem(null);
    try {
      const next = await ask('slowStep', { trainG, trainD });
      setMade({ step: next, run: runNumber });
      setAt(0);
      panel.current?.focus();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setMaking(false);
  };
  const go = (to: number) => {
    setPlaying(false);
    setAt(Math.min(stages.length - 1, Math.max(0, to)));
  };
  const walk = (to: number) => {
    go(to);
    // The button that was pressed is off at either end, and would take the focus with it.
    if (to === 0 || to === stages.length - 1) panel.current?.focus({ preventScroll: true });
  };
  const play = () => {
    if (at === stages.length - 1) setAt(0);
    setPlaying(!isPlaying);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!step || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    // Elsewhere on the page these keys choose another picture.
    event.preventDefault();
    go(at + (event.key === 'ArrowRight' ? 1 : -1));
  };
  if (!run || !joints) return <WaitingState />;
  const disabled = !able || isMaking;
  return (
    <Panel
      ref={panel}
      label="One step in slow motion"
      className={css.panel}
      tabIndex={-1}
      data-lesson={step ? undefined : 'stage'}
      onKeyDown={onKeyDown}
    >
      <div className={css.top}>
        <Button primary disabled={disabled} onClick={() => void make(true, true)}>
          Make the next step slowly
        </Button>
        <Button disabled={disabled} onClick={() => void make(false, true)}>
          Train D alone
        </Button>
        <Button disabled={disabled} onClick={() => void make(true, false)}>
          Train G alone
        </Button>
        <p className={css.quiet} role="status">
          {problem ??
            (isMaking
              ? 'Making a step …'
              : step
                ? `Step ${whole(step.metrics.step + 1)} of the run${step.trainG ? (step.trainD ? '' : ', G alone') : ', D alone'}`
                : '')}
        </p>
      </div>
      {step ? (
        <>
          <ol className={css.stages}>
            {stages.map(({ id, title }, i) => (
              <li key={id}>
                <button type="button" aria-current={i === at ? 'step' : undefined} data-done={i < at} onClick={() => go(i)}>
                  <span className={css.number}>{i + 1}</span>
                  <span>
                    <Prose>{title}</Prose>
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <div className={css.shown} data-lesson="stage">
            <div className={css.caption}>
              <h2>
                <Prose>{stage.title}</Prose>
              </h2>
              <p aria-live="polite">
                <Prose>{caption}</Prose>
              </p>
            </div>
            <div className={css.stage}>
              <StagePicture
                {...{ step, stage: stage.id, joints: joints.length, joint: jointIndex(joint, joints) }}
                size={presets[run.config.preset].heatmap}
                scale={run.config.lossScale}
              />
            </div>
            <div className={css.controls}>
              <Button disabled={at === 0} onClick={() => walk(at - 1)}>
                <ChevronLeft size={16} aria-hidden />
                Back
              </Button>
              <Button onClick={play}>
                {isPlaying ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
                {isPlaying ? 'Hold' : 'Play'}
              </Button>
              <Button disabled={at === stages.length - 1} onClick={() => walk(at + 1)}>
                Next
                <ChevronRight size={16} aria-hidden />
              </Button>
              <span className={css.quiet}>or ← → on the keyboard</span>
            </div>
          </div>
        </>
      ) : (
        <div className={css.empty}>
          <h2>A step takes a blink. Here it takes as long as you like.</h2>
          <p>
            The run makes its next step, with its own pictures and numbers, and you walk through what happened in {stages.length} stages.
            Training waits meanwhile.
          </p>
        </div>
      )}
    </Panel>
  );
}
