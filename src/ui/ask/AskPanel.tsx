import { useEffect, useMemo, useState } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { jointIndex } from '../../store/view.ts';
import type { Preview } from '../../train/events.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Panel } from '../controls/Panel.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { ProbeStrip } from '../duel/ProbeStrip.tsx';
import { jointWords } from '../format.ts';
import { usePlayground, useSession, useView } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import { AnswerMaps } from './AnswerMaps.tsx';
import { AnswerTable } from './AnswerTable.tsx';
import css from './Ask.module.css';
import { describeChange } from './answer.ts';
import { questionPresets } from './presets.ts';
import { mapsOf, plainQuestion } from './question.ts';
import { Stage } from './Stage.tsx';
import { Toolbox } from './Toolbox.tsx';
import type { ToolId } from './tools.ts';
import { useAnswer } from './useAnswer.ts';
import { mapSizeOf, type Start, useQuestion } from './useQuestion.ts';

/** Question the discriminator: put any pose before it, and see at once what it says. */
export function AskPanel() {
  const run = useSession((state) => state.run);
  const preview = useSession((state) => state.preview);
  const skeleton = useSession((state) => state.dataset?.skeleton);
  const isThere = run && preview && skeleton && run.probes.count > 0;
  return (
    <Panel label="Question the discriminator" className={css.panel}>
      {isThere ? <Interrogation run={run} preview={preview} skeleton={skeleton} /> : <WaitingState />}
    </Panel>
  );
}

const starts = [
  { id: 'truth', title: 'True pose' },
  { id: 'predicted', title: 'G’s pose' },
] as const;

const statistics = [
  { id: 'real', title: 'as real' },
  { id: 'fake', title: 'as generated' },
] as const;

interface Props {
  readonly run: RunSummary;
  readonly preview: Preview;
  readonly skeleton: Skeleton;
}

function Interrogation({ run, preview, skeleton }: Props) {
  const { look } = usePlayground();
  const view = useView((state) => state);
  const probe = Math.min(view.probe, run.probes.count - 1);
  const joint = jointIndex(view.joint, skeleton.joints);
  const asking = useQuestion(run, preview, skeleton, probe);
  const [tool, setTool] = useState<ToolId>('move');
  const [whole, setWhole] = useState(false);
  const [as, setAs] = useState<'real' | 'fake'>('real');
  const map = useMemo(() => ({ size: mapSizeOf(run).size, maps: mapsOf(asking.question, mapSizeOf(run)) }), [run, asking.question]);
  const { answered, problem } = useAnswer(run, preview, probe, asking, map.maps, as);
  const names = useMemo(() => skeleton.joints.map(jointWords), [skeleton]);
  const words = useMemo(() => (answered ? describeChange(names, answered.before, answered.now) : null), [answered, names]);
  const choose = (name: string) => look({ joint: name });
  const { undo, redo } = asking;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyped =
        event.target instanceof Element && event.target.closest('input:not([type="checkbox"]), textarea, select, [role="dialog"]');
      if (isTyped || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
  return (
    <div className={css.ask}>
      <div className={css.top}>
        <ProbeStrip probes={run.probes} chosen={probe} onChoose={(next) => look({ probe: next })} />
        <span className={css.choices}>
          {run.config.normalisation === 'batch' && (
            <>
              <Segmented label="How D is told to take the maps" options={statistics} chosen={as} onChoose={setAs} />
              <HelpTip about="As real or as generated">
                <p>
                  With batch normalisation D keeps two sets of averages: one from true heatmaps, one from generated ones. So it has two
                  opinions of the same drawing. “As real” judges with the first, “as generated” with the second.
                </p>
              </HelpTip>
            </>
          )}
          <Segmented
            label="What to start from"
            options={starts}
            chosen={asking.start}
            onChoose={(start: Start) => asking.startFrom(start)}
          />
          <HelpTip about="What to start from">
            <p>
              The labelled pose, or the one that G predicts now: its joints, drawn as clean blobs. (How sure G is of them, the duel shows.)
              Choosing G’s pose again takes its newest one.
            </p>
          </HelpTip>
        </span>
      </div>
      <div className={css.body}>
        <div className={css.left}>
          <Stage
            asking={asking}
            probes={run.probes}
            probe={probe}
            skeleton={skeleton}
            map={map}
            joint={joint}
            tool={tool}
            whole={whole}
            onChooseJoint={(j) => choose(skeleton.joints[j]!)}
          />
          <Toolbox asking={asking} skeleton={skeleton} joint={joint} tool={tool} onTool={setTool} whole={whole} onWhole={setWhole} />
        </div>
        <div className={css.middle}>
          <AnswerMaps
            answered={answered}
            probes={run.probes}
            probe={probe}
            size={map.size}
            joints={names.length}
            joint={joint}
            smooth={view.smooth}
          />
        </div>
        <div className={css.right} data-lesson="answer">
          <fieldset className={css.presets}>
            <legend className={css.presetsTitle}>Try this</legend>
            {questionPresets.map(({ id, title, about, make }) => {
              const spots = make({ skeleton, untouched: asking.untouched, other: asking.other });
              return (
                <button
                  key={id}
                  type="button"
                  className={css.preset}
                  title={about}
                  disabled={spots === null}
                  onClick={() => spots && asking.change(() => plainQuestion(spots))}
                >
                  {title}
                </button>
              );
            })}
          </fieldset>
          <div className={css.verdict} aria-live="polite">
            {problem ? (
              <p className={css.problem}>D could not answer: {problem}</p>
            ) : words ? (
              words.map((sentence, i) => (
                <p key={sentence} className={i === 0 ? css.first : undefined}>
                  {sentence}
                </p>
              ))
            ) : (
              <p>D is being asked…</p>
            )}
          </div>
          <AnswerTable names={skeleton.joints} weights={asking.weights} answered={answered} chosen={joint} onChoose={choose} />
          <p className={css.foot}>
            {answered ? `Answered in ${Math.max(1, Math.round(answered.milliseconds))} ms. Nothing is trained by asking.` : ''}
          </p>
        </div>
      </div>
    </div>
  );
}
