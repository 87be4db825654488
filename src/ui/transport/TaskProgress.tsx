import { X } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { usePlayground, useSession } from '../playground.ts';
import css from './Transport.module.css';

/** The running task with its share done, and the way to end it. */
export function TaskProgress() {
  const { cancel } = usePlayground();
  const task = useSession((state) => state.task);
  if (task === null) return null;
  const percentDone = Math.round(100 * task.done);
  return (
    <div className={css.task}>
      <div className={css.taskText}>
        <span>{task.title}</span>
        <span>{percentDone} %</span>
      </div>
      <progress className={css.progress} max={1} value={task.done} aria-label={task.title} />
      <Button small onClick={cancel}>
        <X size={13} aria-hidden />
        Cancel
      </Button>
    </div>
  );
}
