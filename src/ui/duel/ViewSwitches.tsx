import { usePlayground, useView } from '../playground.ts';
import css from './Duel.module.css';

/** How the heatmaps are shown. `size` is their side, in pixels. */
export function ViewSwitches({ size }: { readonly size: number }) {
  const { look } = usePlayground();
  const smooth = useView((view) => view.smooth);
  const truth = useView((view) => view.truth);
  return (
    <div className={css.switches} data-picture="no">
      <label>
        <input type="checkbox" checked={truth} onChange={(event) => look({ truth: event.target.checked })} />
        True heatmaps
      </label>
      <label title={`The heatmaps have ${size} × ${size} pixels`}>
        <input type="checkbox" checked={smooth} onChange={(event) => look({ smooth: event.target.checked })} />
        Smooth {size} × {size} px
      </label>
    </div>
  );
}
