import type { ReactNode } from 'react';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import css from '../runs/Runs.module.css';

interface Props {
  readonly title: string;
  readonly help: ReactNode;
  /** The room it may take, and what else can be done with all of it. */
  readonly tools: ReactNode;
  /** What is out of the ordinary. */
  readonly note?: ReactNode;
  /** What is kept, a list item each. */
  readonly children: readonly ReactNode[];
}

/** Something that outlives the page. */
export function KeptSection({ title, help, tools, note, children }: Props) {
  return (
    <section className={css.kept} aria-label={title}>
      <div className={css.head}>
        <Heading title={title}>
          <HelpTip about={title}>{help}</HelpTip>
        </Heading>
        {tools}
      </div>
      {note && (
        <p className={css.note} role="status">
          {note}
        </p>
      )}
      {children.length === 0 ? <p className={css.empty}>Nothing yet.</p> : <ul className={css.list}>{children}</ul>}
    </section>
  );
}
