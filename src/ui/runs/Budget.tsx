import { bytes } from '../format.ts';
import css from './Runs.module.css';

/** What the user may choose from, in bytes. */
const usual = [32e6, 64e6, 128e6, 256e6, 512e6, 1024e6];

interface Props {
  /** What takes the bytes, in words: "memory for moments". */
  readonly about: string;
  readonly spent: number;
  readonly budget: number;
  /** In bytes. */
  readonly choices?: readonly number[];
  readonly onChange: (bytes: number) => void;
}

/** How many bytes something takes, and may take. */
export function Budget({ about, spent, budget, choices = usual, onChange }: Props) {
  const title = about.charAt(0).toUpperCase() + about.slice(1);
  return (
    <div className={css.budget}>
      <meter className={css.meter} min={0} max={Math.max(1, budget)} value={spent} aria-label={`Used ${about}`} />
      <span>{bytes(spent)} of</span>
      <select className={css.select} aria-label={title} value={budget} onChange={(event) => onChange(Number(event.target.value))}>
        {(choices.includes(budget) ? choices : [...choices, budget]).map((choice) => (
          <option key={choice} value={choice}>
            {bytes(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
