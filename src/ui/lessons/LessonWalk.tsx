import { ArrowLeft, ArrowRight, Check, Crosshair, X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { Prose } from '../controls/Prose.tsx';
import { usePlayground } from '../playground.ts';
import { coveredHeights, covering } from './covering.ts';
import css from './Lessons.module.css';
import { focusLessonsButton } from './LessonsButton.tsx';
import { type Lesson, say } from './lesson.ts';
import { bringIntoSight, Ring } from './Ring.tsx';
import { useLargeType } from './useLargeType.ts';
import { useWalk } from './useWalk.ts';

/** One lesson, stop by stop. */
export function LessonWalk({ lesson }: { readonly lesson: Lesson }) {
  const { look, view } = usePlayground();
  const { at, stop, visit, choose, go } = useWalk(lesson);
  const [large, toggleLarge] = useLargeType();
  const text = useRef<HTMLParagraphElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const isLast = at === lesson.stops.length - 1;
  const isDone = visit?.done != null;
  const hasNews = visit !== undefined && (visit.choice !== null || (isDone && stop.after !== undefined));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes to the text of each new stop, so that it is read out
  useEffect(() => {
    text.current?.focus({ preventScroll: true });
    text.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new stands last, where a low strip would hide it
  useEffect(() => {
    if (hasNews) words.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [hasNews, isDone]);

  useEffect(() => {
    const observer = new ResizeObserver(coveredHeights);
    for (const part of covering()) observer.observe(part);
    return () => observer.disconnect();
  }, []);

  const leave = useCallback(() => {
    look({ lesson: '' });
    focusLessonsButton();
  }, [look]);
  const next = () => (isLast ? leave() : go(at + 1));
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || view.getState().dialog !== 'none') return;
      // Something smaller than the lesson is open, and closes first.
      if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return;
      leave();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [leave, view]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    // Elsewhere on the page these keys choose another picture.
    event.preventDefault();
    if (event.key === 'ArrowLeft') go(at - 1);
    else if (isDone && !isLast) go(at + 1);
  };
  const goThere = () => {
    const target = stop.target ? document.querySelector(stop.target) : null;
    if (!target) return;
    bringIntoSight(target);
    target
      .querySelector<HTMLElement>('button:enabled, input:enabled, select:enabled, a[href], [tabindex="0"]')
      ?.focus({ preventScroll: true });
  };

  return (
    <>
      {stop.target && <Ring key={at} selector={stop.target} />}
      <section
        className={css.strip}
        data-lesson-strip
        data-large={large}
        aria-label={`Lesson: ${lesson.title.replace('_', ' ')}`}
        onKeyDown={onKeyDown}
      >
        <header className={css.head}>
          <h2 className={css.title}>
            <Prose>{lesson.title}</Prose>
          </h2>
          <span className={css.place}>
            {at + 1} of {lesson.stops.length}
          </span>
          <button type="button" className={css.button} aria-pressed={large} onClick={toggleLarge}>
            Large type
          </button>
          <button type="button" className={css.button} aria-label="Leave the lesson" title="Leave the lesson (Esc)" onClick={leave}>
            <X size={18} aria-hidden />
          </button>
        </header>
        <div className={css.body}>
          <div ref={words} className={css.words}>
            <p ref={text} tabIndex={-1} className={css.text}>
              <Prose>{visit ? say(stop.text, visit.entered, visit.entered) : 'It begins as soon as the pictures are there.'}</Prose>
            </p>
            {visit && stop.question && (
              <fieldset className={css.question}>
                <legend>
                  <Prose>{stop.question.ask}</Prose>
                </legend>
                {stop.question.choices.map((choice, i) => (
                  <button
                    key={choice}
                    type="button"
                    className={css.choice}
                    aria-pressed={visit.choice === i}
                    aria-disabled={isDone}
                    onClick={() => choose(i)}
                  >
                    <Prose>{choice}</Prose>
                  </button>
                ))}
              </fieldset>
            )}
            {visit && !isDone && stop.until && (!stop.question || visit.choice !== null) && (
              <p className={css.until}>
                <Prose>{stop.until.words}</Prose>
                {visit.share !== null && <progress max={1} value={visit.share} aria-label="How far it is" />}
              </p>
            )}
            <div aria-live="polite">
              {visit?.done && (
                <p className={css.then}>
                  {stop.question && visit.choice !== null && (
                    <Verdict choices={stop.question.choices} choice={visit.choice} right={stop.question.right(visit.done, visit.begun)} />
                  )}
                  {stop.after && <Prose>{say(stop.after, visit.done, visit.begun)}</Prose>}
                </p>
              )}
            </div>
          </div>
          <div className={css.ways}>
            <button type="button" className={css.button} disabled={at === 0} onClick={() => go(at - 1)}>
              <ArrowLeft size={16} aria-hidden />
              Back
            </button>
            {stop.target && (
              <button type="button" className={css.button} title="Go to what the frame is around" onClick={goThere}>
                <Crosshair size={16} aria-hidden />
                Go there
              </button>
            )}
            <button type="button" className={css.button} data-primary={isDone} onClick={next}>
              {isLast ? 'Finish' : isDone ? 'Next' : 'Skip'}
              {isLast ? <Check size={16} aria-hidden /> : <ArrowRight size={16} aria-hidden />}
            </button>
          </div>
        </div>
      </section>
    </>
  );
}

function Verdict({ choices, choice, right }: { readonly choices: readonly string[]; readonly choice: number; readonly right: number }) {
  if (choice === right) return <strong>You were right. </strong>;
  return (
    <strong>
      <Prose>{`It turned out otherwise: “${choices[right]}”. `}</Prose>
    </strong>
  );
}
