import { useId } from 'react';
import { type Layout, textLimits } from '../../store/layout.ts';
import css from './Share.module.css';

/** A title and a task that stand above the page. */
export function Words({ layout, onChange }: { readonly layout: Layout; readonly onChange: (layout: Layout) => void }) {
  const id = useId();
  return (
    <div className={css.part}>
      <p className={css.row}>
        <label htmlFor={`${id}-title`} className={css.label}>
          Title
        </label>
        <Left of={textLimits.title} text={layout.title} />
      </p>
      <input
        id={`${id}-title`}
        className={css.field}
        value={layout.title}
        maxLength={textLimits.title}
        placeholder="Who wins the duel?"
        onChange={(event) => onChange({ ...layout, title: event.target.value })}
      />
      <p className={css.row}>
        <label htmlFor={`${id}-task`} className={css.label}>
          Task
        </label>
        <Left of={textLimits.task} text={layout.task} />
      </p>
      <textarea
        id={`${id}-task`}
        className={css.field}
        rows={3}
        value={layout.task}
        maxLength={textLimits.task}
        placeholder="Train for 200 steps, then hold k_t. What becomes of the heatmaps?"
        onChange={(event) => onChange({ ...layout, task: event.target.value })}
      />
    </div>
  );
}

/** How much room is left, once it grows short. */
function Left({ of, text }: { readonly of: number; readonly text: string }) {
  const left = of - text.length;
  return (
    <span className={css.left} role="status">
      {left <= of / 4 ? `${left} letters left` : ''}
    </span>
  );
}
