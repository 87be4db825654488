import type { ReactNode } from 'react';
import css from './controls.module.css';

interface Option<Id extends string> {
  readonly id: Id;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly about?: string;
}

interface Props<Id extends string> {
  /** What is chosen between. */
  readonly label: string;
  readonly options: readonly Option<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** A few choices side by side, one of them pressed. */
export function Segmented<Id extends string>({ label, options, chosen, onChoose }: Props<Id>) {
  return (
    <fieldset className={css.segmented}>
      <legend className={css.hidden}>{label}</legend>
      {options.map(({ id, title, icon, about }) => (
        <button key={id} type="button" className={css.segment} aria-pressed={id === chosen} title={about} onClick={() => onChoose(id)}>
          {icon}
          {title}
        </button>
      ))}
    </fieldset>
  );
}
