import { CircleAlert, Info, OctagonAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Playground } from '../../store/playground.ts';
import { noticesToShow } from '../../store/session.ts';
import type { Problem, ProblemCode } from '../../worker/protocol.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { takeUpdate } from '../offline.ts';
import { usePlayground, useSession } from '../playground.ts';
import css from './Notices.module.css';

const icons = { note: Info, warning: CircleAlert, error: OctagonAlert } as const satisfies Record<Problem['severity'], unknown>;
const words = { note: 'Note', warning: 'Warning', error: 'Error' } as const satisfies Record<Problem['severity'], string>;

/** What the user may do about a problem, where that is one click. */
const remedies: Partial<Record<ProblemCode, { readonly label: string; readonly act: (playground: Playground) => void }>> = {
  'new-version': { label: 'Update now', act: (playground) => void takeUpdate(playground) },
  'worker-silent': { label: 'Restart it', act: (playground) => playground.revive() },
};

/** How many stand on the page at once; the others are a click away. */
const few = 2;

/** Everything that the user should know and has not put away yet, newest first. */
export function Notices() {
  const playground = usePlayground();
  const notices = useSession(useShallow(noticesToShow));
  const [all, setAll] = useState(false);
  const newest = [...notices].reverse();
  const hidden = newest.length - few;
  return (
    <section className={css.area} aria-label="Notices" aria-live="polite">
      {hidden > 0 && (
        <Button small onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `${hidden} more`}
        </Button>
      )}
      {newest.slice(0, all ? newest.length : few).map(({ id, problem, times }) => {
        const Icon = icons[problem.severity];
        const remedy = remedies[problem.code];
        return (
          <article key={id} className={css.notice} data-severity={problem.severity}>
            <Icon size={17} className={css.icon} aria-label={words[problem.severity]} />
            <div className={css.text}>
              <p>
                {problem.message}
                {times > 1 && <span className={css.times}> ({times} times)</span>}
              </p>
              {problem.cure && <p className={css.cure}>{problem.cure}</p>}
              {remedy && (
                <Button small onClick={() => remedy.act(playground)}>
                  {remedy.label}
                </Button>
              )}
            </div>
            <IconButton label="Dismiss" onClick={() => playground.dismiss(id)}>
              <X size={15} aria-hidden />
            </IconButton>
          </article>
        );
      })}
    </section>
  );
}
