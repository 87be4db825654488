import { useEffect } from 'react';
import type { RunSummary } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Panel } from '../controls/Panel.tsx';
import { useSession } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import { Tex } from '../Tex.tsx';
import css from './Guess.module.css';
import { RoundView } from './RoundView.tsx';
import { Scores } from './Scores.tsx';
import { type Table, useGame } from './useGame.ts';
import { roundsOfGame } from './verdict.ts';

/** Ten pairs of heatmaps: which one was drawn from the labels, and which one by G? */
export function GuessPanel() {
  const run = useSession((state) => state.run);
  const runNumber = useSession((state) => state.runNumber);
  const hasHeldOut = useSession((state) => state.run?.probes.splits.includes('validation') === true);
  return (
    <Panel label="Be the discriminator" className={css.panel}>
      {!run ? (
        <WaitingState />
      ) : hasHeldOut ? (
        <Court key={runNumber} run={run} />
      ) : (
        <p>This dataset has no held-out people. Open one with a validation part to play.</p>
      )}
    </Panel>
  );
}

function Court({ run }: { readonly run: RunSummary }) {
  const joints = useSession((state) => state.dataset?.skeleton.joints.length ?? 0);
  const table = useGame(run);
  useKeys(table);
  const { playing, games, isBusy, problem, begin } = table;
  return (
    <div className={css.body}>
      <div className={css.main}>
        <Heading title={playing ? `Round ${playing.at + 1} of ${playing.rounds.length}: which one is real?` : 'Be the discriminator'}>
          <HelpTip about="How D decides">
            <p>
              D is shown both drawings too, and takes for real the one that it redraws with the smaller error{' '}
              <Tex>{'r = \\sum (H - D(H))^2 / \\sum H^2'}</Tex>.
            </p>
            <p>
              The sum goes over all pixels of all labelled joints. It is divided by the drawing’s own energy, since a faint drawing is easy
              to redraw.
            </p>
          </HelpTip>
        </Heading>
        {playing ? (
          <RoundView table={table} playing={playing} joints={joints} />
        ) : (
          <div className={css.intro}>
            <p>
              You see a person who was kept out of training, and two drawings of the same joints. One was drawn from the labels, the other
              by G. Say which is real; D says it too. Early in a run it is easy. Train on and come back for a rematch.
            </p>
            <Button primary disabled={isBusy} onClick={begin}>
              {isBusy ? 'Drawing ten people…' : games.length > 0 ? 'Rematch' : 'Play ten rounds'}
            </Button>
            {problem && <p className={css.problem}>{problem}</p>}
          </div>
        )}
      </div>
      <Scores playing={playing} games={games} of={roundsOfGame} />
    </div>
  );
}

/** 1, 2 or the arrows say which; Enter goes on. They are heard before the page's own keys. */
function useKeys(table: Table): void {
  useEffect(() => {
    const { playing } = table;
    if (!playing) return;
    const isOpen = playing.choices.length === playing.at;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]')) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea')) return;
      const side = { 1: 0, ArrowLeft: 0, 2: 1, ArrowRight: 1 }[event.key] as 0 | 1 | undefined;
      const isPressed = event.key === 'Enter' && event.target instanceof Element && event.target.closest('button, a');
      if (isOpen && side !== undefined) table.choose(side);
      else if (!isOpen && (side !== undefined || event.key === 'Enter') && !isPressed) {
        if (event.key === 'Enter') table.next();
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  });
}
