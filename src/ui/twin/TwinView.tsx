import { Download, Pause, Play, Users, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { twinCsv } from '../../store/twin.ts';
import { Button } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Panel } from '../controls/Panel.tsx';
import { Prose } from '../controls/Prose.tsx';
import { tidy, whole } from '../format.ts';
import { usePlayground, useSession, useSetting } from '../playground.ts';
import { saveFile } from '../saveFile.ts';
import states from '../states/States.module.css';
import css from './Twin.module.css';
import { TwinCharts } from './TwinCharts.tsx';
import { TwinPictures } from './TwinPictures.tsx';
import { TwinScores } from './TwinScores.tsx';

const stepChoices = [80, 200, 400, 800, 2000];

/** Does the adversary help? The open run's settings twice, once with λ_G = 0, drawn together. */
export function TwinView() {
  const { twin, runs } = usePlayground();
  const state = useStore(twin.store);
  const run = useSession(({ run }) => run);
  const able = useSession(({ phase }) => phase === 'ready' || phase === 'paused' || phase === 'running');
  const lambdaG = useSetting('lambdaG');
  const [steps, setSteps] = useState(400);
  const [count, setCount] = useState(1);
  const main = useRef<HTMLButtonElement>(null);
  const isBusy = state.phase === 'running' || state.phase === 'paused';
  const made = state.courses.reduce((sum, { lossMse }) => sum + lossMse.length, 0);
  const all = 2 * state.steps * state.seeds.length;
  const start = () => {
    void runs.lookBack(null);
    const seed = run?.config.seed ?? 1;
    twin.start(
      Array.from({ length: count }, (_, i) => seed + i),
      steps,
      lambdaG,
    );
  };
  const { Icon, label, act } =
    state.phase === 'running'
      ? { Icon: Pause, label: 'Pause the twins', act: twin.pause }
      : state.phase === 'paused'
        ? { Icon: Play, label: 'Go on', act: twin.resume }
        : { Icon: Users, label: 'Start the twins', act: start };
  return (
    <Panel label="Does the adversary help?" className={css.panel}>
      <div className={css.head}>
        <Heading title="Does the adversary help?">
          <HelpTip about="Does the adversary help?">
            <p>
              Two runs with the settings of the open one: the same first weights, the same pictures in the same order. One listens to the
              discriminator, its twin does not (λ<sub>G</sub> = 0). They train in turns, a step each, until both have made all steps; the
              open run waits and is not touched.
            </p>
            <p>One seed may be luck: three seeds give a mean and a range.</p>
          </HelpTip>
        </Heading>
        <div className={css.controls}>
          <label>
            Steps{' '}
            <select className={css.select} value={steps} disabled={isBusy} onChange={(event) => setSteps(Number(event.target.value))}>
              {stepChoices.map((choice) => (
                <option key={choice} value={choice}>
                  {whole(choice)}
                </option>
              ))}
            </select>
          </label>
          <label>
            Seeds{' '}
            <select className={css.select} value={count} disabled={isBusy} onChange={(event) => setCount(Number(event.target.value))}>
              <option value={1}>1</option>
              <option value={3}>3</option>
            </select>
          </label>
          <Button ref={main} primary={!isBusy} small disabled={!isBusy && (!able || run === null || lambdaG === 0)} onClick={act}>
            <Icon size={14} aria-hidden />
            {label}
          </Button>
          {isBusy && (
            <Button
              small
              onClick={() => {
                twin.cancel();
                main.current?.focus();
              }}
            >
              <X size={14} aria-hidden />
              Cancel the twins
            </Button>
          )}
          {made > 0 && !isBusy && (
            <Button
              small
              onClick={() =>
                saveFile({
                  name: 'poseduel-twins.csv',
                  mime: 'text/csv',
                  bytes: new TextEncoder().encode(twinCsv(state.courses)),
                })
              }
            >
              <Download size={14} aria-hidden />
              CSV
            </Button>
          )}
        </div>
      </div>
      {lambdaG === 0 && !isBusy && (
        <p className={css.quiet}>
          <Prose>λ_G is 0 now, so both would be the same. Raise it under Settings first.</Prose>
        </p>
      )}
      {state.phase === 'none' ? (
        <div className={states.centre}>
          <p className={states.text}>
            <Prose>
              {`With the adversary (λ_G ${tidy(lambdaG)}) against without (λ_G 0): losses, joints found, seen and hidden joints, and the pictures where they differ most.`}
            </Prose>
          </p>
        </div>
      ) : (
        <>
          {state.phase !== 'done' && (
            <div className={css.progress}>
              <progress max={1} value={all > 0 ? made / all : 0} aria-label="Progress of the twins" />
              <span className={css.quiet}>
                {whole(made)} of {whole(all)} steps
                {state.phase === 'paused' && ', paused'}
                {state.phase === 'cancelled' && ', cancelled'}
              </span>
            </div>
          )}
          <TwinCharts state={state} />
          <div className={css.columns}>
            <TwinScores courses={state.courses} />
            <TwinPictures courses={state.courses} />
          </div>
        </>
      )}
    </Panel>
  );
}
