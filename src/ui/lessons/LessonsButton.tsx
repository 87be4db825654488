import { GraduationCap, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { usePlayground, useView } from '../playground.ts';
import css from './Lessons.module.css';
import { isRemembered, remember } from './remembered.ts';

const key = 'poseduel-invited';
const id = 'lessons';

/** The way to the lessons; on the first visit with an invitation beside it. */
export function LessonsButton() {
  const { look } = usePlayground();
  const lesson = useView((view) => view.lesson);
  const [invited, setInvited] = useState(() => isRemembered(key));
  const accept = () => {
    remember(key, true);
    setInvited(true);
  };
  return (
    <>
      {!invited && lesson === '' && (
        <span className={css.invitation}>
          <button
            type="button"
            className={css.invite}
            onClick={() => {
              accept();
              look({ lesson: 'tour' });
            }}
          >
            New here? A tour in two minutes
          </button>
          <button type="button" className={css.dismiss} aria-label="No tour" onClick={accept}>
            <X size={13} aria-hidden />
          </button>
        </span>
      )}
      <Button
        small
        id={id}
        onClick={() => {
          accept();
          look({ dialog: 'lessons' });
        }}
      >
        <GraduationCap size={15} aria-hidden />
        Lessons
      </Button>
    </>
  );
}

export function focusLessonsButton(): void {
  document.getElementById(id)?.focus();
}
