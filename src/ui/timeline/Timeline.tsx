import { Film, GitBranch, Pause, Radio } from 'lucide-react';
import { useCallback } from 'react';
import { weightNames } from '../../method/hyperparameters.ts';
import { runLetter } from '../../store/runNames.ts';
import { Button } from '../controls/Button.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { whole } from '../format.ts';
import { SaveFilm } from '../pictures/SaveFilm.tsx';
import { usePlayground, useRedraw, useSession, useSettings } from '../playground.ts';
import css from './Timeline.module.css';
import { Track } from './Track.tsx';
import { useFilm } from './useFilm.ts';

const none: readonly number[] = [];

/** The run's past: look back, play it as a film, branch off. */
export function Timeline() {
  const { runs, log, numbers } = usePlayground();
  const run = useSession((state) => state.run);
  const moments = useSession((state) => state.history?.runs.find(({ id }) => id === state.run?.id)?.steps ?? none);
  const past = useSession((state) => state.lookedBackTo);
  const working = useSession((state) => state.phase === 'working');
  const config = useSettings();
  const present = useRedraw(
    numbers,
    useCallback(() => (log.last()?.step ?? -1) + 1, [log]),
  );
  const film = useFilm(moments);
  if (!run) return null;
  const fits = weightNames.every((name) => config[name] === run.config[name]);
  const end = Math.max(present, moments.at(-1) ?? 0);
  // Of a run that was kept, or read from a file, no moments are.
  const resumedAt = run.record && run.step > 0 ? run.step : null;
  const isEmpty = moments.length < 2;
  return (
    <section className={css.bar} aria-label="Time travel">
      <Button small disabled={isEmpty || working} aria-pressed={film.isOn} onClick={film.toggle}>
        {film.isOn ? <Pause size={14} aria-hidden /> : <Film size={14} aria-hidden />}
        {film.isOn ? 'Stop' : 'Film'}
      </Button>
      <SaveFilm moments={moments} disabled={isEmpty || working} />
      <Track
        moments={moments}
        end={end}
        shown={past}
        onShow={(step) => {
          film.stop();
          void runs.lookBack(step);
        }}
      />
      <p className={css.where} role={film.isOn ? undefined : 'status'}>
        {past === null ? `Run ${runLetter(run.id)}, live` : `Step ${whole(past)} of ${whole(end)}`}
        {resumedAt !== null && ` (looking back: from step ${whole(resumedAt)} on)`}
      </p>
      <Button
        small
        disabled={past === null}
        onClick={() => {
          film.stop();
          void runs.lookBack(null);
        }}
      >
        <Radio size={14} aria-hidden />
        Live
      </Button>
      <Button small disabled={isEmpty || working || !fits} onClick={runs.branch}>
        <GitBranch size={14} aria-hidden />
        {past === null ? 'Branch here' : `Branch at ${whole(past)}`}
      </Button>
      <HelpTip about="Time travel">
        <p>
          Now and then the weights of both networks and what they make of the watched pictures are kept. Drag to look back: pictures,
          heatmaps and charts show that moment while training goes on.
        </p>
        {resumedAt !== null && (
          <p>
            This run went on at step {whole(resumedAt)}. Its curves and scores are whole; moments to look back to are made anew from there
            on.
          </p>
        )}
        <p>
          A branch is a new run that starts with the weights of that moment and the settings of the form; the run it comes from stays under
          Runs. Size, normalisation and optimisers must be the same, since weights fit no others.
        </p>
      </HelpTip>
    </section>
  );
}
