import { Download, FileText, Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { canTrain } from '../../store/session.ts';
import { TellEndButton } from '../away/TellEndButton.tsx';
import { Button, IconButton } from '../controls/Button.tsx';
import { usePlayground, useSession } from '../playground.ts';
import { Part } from '../share/Part.tsx';
import { EngineMenu } from './EngineMenu.tsx';
import { Reading } from './Reading.tsx';
import { Readout } from './Readout.tsx';
import { TaskProgress } from './TaskProgress.tsx';
import css from './Transport.module.css';

/** Train, pause, step, restart, and how it goes. */
export function Transport() {
  const playground = usePlayground();
  const running = useSession((state) => state.phase === 'running');
  const task = useSession((state) => state.task !== null);
  const able = useSession(canTrain);
  const built = useSession((state) => state.run !== null && state.phase !== 'working');
  return (
    <section className={css.bar} aria-label="Training" data-transport-bar>
      <div className={css.buttons}>
        <Button primary className={css.train} disabled={!able} aria-keyshortcuts="Space" onClick={playground.toggleTraining}>
          {running ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
          {running ? 'Pause' : 'Train'}
        </Button>
        <Button disabled={!able} aria-keyshortcuts="S" onClick={playground.stepOnce}>
          <StepForward size={15} aria-hidden />
          <span className={css.word}>Step</span>
        </Button>
        <Button disabled={!built} aria-keyshortcuts="R" onClick={playground.restart}>
          <RotateCcw size={15} aria-hidden />
          <span className={css.word}>Restart</span>
        </Button>
        <Part name="export">
          <IconButton label="Export and import" disabled={!built} onClick={() => playground.look({ dialog: 'export' })}>
            <Download size={16} aria-hidden />
          </IconButton>
        </Part>
        <IconButton label="Run sheet" disabled={!built} onClick={() => playground.look({ dialog: 'runSheet' })}>
          <FileText size={16} aria-hidden />
        </IconButton>
        <TellEndButton />
      </div>
      <Readout />
      {task ? <TaskProgress /> : <Reading />}
      <Part name="engine">
        <EngineMenu />
      </Part>
    </section>
  );
}
