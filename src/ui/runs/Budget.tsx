import { HelpTip } from '../controls/HelpTip.tsx';
import { bytes } from '../format.ts';
import { usePlayground, useSession } from '../playground.ts';
import css from './Runs.module.css';

/** What the user may choose from, in bytes. */
const choices = [32e6, 64e6, 128e6, 256e6, 512e6, 1024e6];

/** How much memory the moments of all runs take, and may take. */
export function Budget() {
  const { runs } = usePlayground();
  const spent = useSession((state) => state.history?.bytes ?? 0);
  const budget = useSession((state) => state.history?.budget ?? 0);
  return (
    <div className={css.budget}>
      <meter className={css.meter} min={0} max={Math.max(1, budget)} value={spent} aria-label="Memory of all moments" />
      <span>{bytes(spent)} of</span>
      <select
        className={css.select}
        aria-label="Memory for moments"
        value={budget}
        onChange={(event) => runs.setBudget(Number(event.target.value))}
      >
        {(choices.includes(budget) ? choices : [...choices, budget]).map((choice) => (
          <option key={choice} value={choice}>
            {bytes(choice)}
          </option>
        ))}
      </select>
      <HelpTip about="Memory for moments">
        <p>
          A moment holds all weights, the optimisers’ memory and the heatmaps of the watched pictures. When the memory is used up, the run
          that takes most is thinned out: its beginning and its present stay dense, the middle gets gaps.
        </p>
      </HelpTip>
    </div>
  );
}
