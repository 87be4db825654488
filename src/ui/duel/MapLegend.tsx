import { tidy } from '../format.ts';
import css from './Duel.module.css';
import type { MapPanelSpec } from './mapPanels.ts';

const ramps = {
  generated: 'var(--picture-ground), var(--picture-generated), white',
  redrawnGenerated: 'var(--picture-ground), var(--picture-discriminator), white',
  redrawnTruth: 'var(--picture-ground), var(--picture-discriminator), white',
  truth: 'var(--picture-ground), var(--picture-real), white',
  comment: 'white, var(--picture-discriminator), var(--picture-ground), var(--picture-generated), white',
} as const;

/** The colour scale of a panel, with its ends in numbers. */
export function MapLegend({ id, limit, all }: { readonly id: MapPanelSpec['id']; readonly limit: number; readonly all: boolean }) {
  const signed = id === 'comment';
  const ramp = all && !signed ? 'var(--picture-ground), white' : ramps[id];
  return (
    <div className={css.legend} aria-hidden="true">
      <span>
        {signed ? `−${tidy(limit)}` : '0'}
        {signed && <span className={css.legendWord}> adds</span>}
      </span>
      <span className={css.ramp} style={{ background: `linear-gradient(90deg, ${ramp})` }} />
      <span>
        {signed && <span className={css.legendWord}>erases </span>}
        {signed && '+'}
        {tidy(limit)}
      </span>
    </div>
  );
}
