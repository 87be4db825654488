import { Eye, X } from 'lucide-react';
import { isLimited } from '../../store/layout.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { usePlayground, useView } from '../playground.ts';
import css from './Share.module.css';

/** What the page's link has to say, and the way out of its arrangement. */
export function TaskBanner() {
  const { look, showEverything } = usePlayground();
  const layout = useView((view) => view.layout);
  const { title, task } = layout;
  const limited = isLimited(layout);
  const hasWords = title !== '' || task !== '';
  if (!hasWords && !limited) return null;
  return (
    <section className={css.banner} aria-label={title || 'Arranged page'}>
      <div className={css.words}>
        {title && <h2 className={css.title}>{title}</h2>}
        {task && <p className={css.task}>{task}</p>}
        {!hasWords && <p className={css.quiet}>The link to this page locks or hides some of it.</p>}
      </div>
      <span className={css.ways}>
        {limited && (
          <Button small onClick={showEverything}>
            <Eye size={14} aria-hidden />
            Show everything
          </Button>
        )}
        {hasWords && (
          <IconButton label="Put the task away" onClick={() => look({ layout: { ...layout, title: '', task: '' } })}>
            <X size={15} aria-hidden />
          </IconButton>
        )}
      </span>
    </section>
  );
}
