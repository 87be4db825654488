import { Button } from '../controls/Button.tsx';
import { usePlayground, useSession } from '../playground.ts';
import css from './States.module.css';

/** A dataset is being loaded or a run built, and there is nothing to look at yet. */
export function WaitingState() {
  const { cancel } = usePlayground();
  const task = useSession((state) => state.task);
  const dataset = useSession((state) => state.dataset);
  const title = task?.title ?? (dataset ? 'Building the networks' : 'Starting the training worker');
  return (
    <div className={css.centre}>
      <h2 className={css.title}>{title}</h2>
      <progress className={css.progress} max={1} value={task?.done} aria-label={title} />
      <p className={css.text}>
        {dataset
          ? `${dataset.name}: ${dataset.report.people.toLocaleString('en')} people. Next, both networks are compiled for this machine.`
          : 'The pictures are decoded once and stay on your machine.'}
      </p>
      {task && (
        <div className={css.buttons}>
          <Button onClick={cancel}>Cancel</Button>
        </div>
      )}
    </div>
  );
}
