import css from './Camera.module.css';

interface Props {
  readonly title: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly onChange: (value: string) => void;
}

/** One of a few, by the browser's own menu. */
export function Choice({ title, value, options, onChange }: Props) {
  return (
    <label className={css.choice}>
      {title}
      <select className={css.select} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([option, shown]) => (
          <option key={option} value={option}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}
