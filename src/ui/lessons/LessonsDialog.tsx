import { Prose } from '../controls/Prose.tsx';
import { Sheet } from '../dialogs/Sheet.tsx';
import { usePlayground } from '../playground.ts';
import css from './Lessons.module.css';
import { lessons } from './registry.ts';

/** All lessons, to choose one. */
export function LessonsDialog() {
  const { look } = usePlayground();
  return (
    <Sheet name="lessons" title="Lessons" finalFocus={lessonOrBack}>
      <p>Each works with the run that is open: you predict, the networks learn, and the numbers answer. Leaving a lesson keeps the run.</p>
      <ol className={css.list}>
        {lessons.map(({ id, title, about, minutes }) => (
          <li key={id}>
            <button type="button" className={css.lesson} onClick={() => look({ dialog: 'none', lesson: id })}>
              <span className={css.lessonTitle}>
                <Prose>{title}</Prose>
              </span>
              <span className={css.minutes}>{minutes} min</span>
              <span className={css.about}>{about}</span>
            </button>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

/** A lesson that was just chosen is read next. */
function lessonOrBack(): HTMLElement | true {
  return document.querySelector<HTMLElement>('[data-lesson-strip] p[tabindex]') ?? true;
}
