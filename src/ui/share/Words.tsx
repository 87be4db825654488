import { useId } from 'react';
import { type Layout, textLimits } from '../../store/layout.ts';
import css from './Share.module.css';

/** A title and a task that stand above the page. */
export function Words({ layout, onChange }: { readonly layout: Layout; readonly onChange: (layout: Layout) => void }) {
  const id = useId();
  return (
    <div className={css.part}>
      <Label of={`${id}-title`} title="Title" text={layout.title} limit={textLimits.title} />
      <input
        id={`${id}-title`}
        className={css.field}
        value={layout.title}
        maxLength={textLimits.title}
        placeholder="Who wins the duel?"
        onChange={(event) => onChange({ ...layout, title: event.target.value })}
      />
      <Label of={`${id}-task`} title="Task" text={layout.task} limit={textLimits.task} />
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

interface LabelProps {
  /** The field's id. */
  readonly of: string;
  readonly title: string;
  readonly text: string;
  /** Letters that the field takes. */
  readonly limit: number;
}

/** A field's name, and how much room is left once that grows short. */
function Label({ of, title, text, limit }: LabelProps) {
  const left = limit - text.length;
  return (
    <p className={css.row}>
      <label htmlFor={of} className={css.label}>
        {title}
      </label>
      <span className={css.left} role="status">
        {left <= limit / 4 ? `${left} letters left` : ''}
      </span>
    </p>
  );
}
