import { Play } from 'lucide-react';
import { usePlayground } from '../playground.ts';
import css from './States.module.css';

/** Over the first picture, before the first step. */
export function ReadyHint() {
  const { toggleTraining } = usePlayground();
  return (
    <button type="button" className={css.hint} onClick={toggleTraining}>
      <Play size={16} aria-hidden />
      Press Train to begin
    </button>
  );
}
