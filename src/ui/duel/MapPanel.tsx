import { useCallback } from 'react';
import type { Preview, Probes } from '../../train/events.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { short } from '../format.ts';
import { SavePicture } from '../pictures/SavePicture.tsx';
import { Tex } from '../Tex.tsx';
import { Canvas } from './Canvas.tsx';
import css from './Duel.module.css';
import { drawMap, limitOf } from './drawProbe.ts';
import { MapLegend } from './MapLegend.tsx';
import type { MapPanelSpec } from './mapPanels.ts';

interface Props {
  readonly spec: MapPanelSpec;
  readonly probes: Probes;
  readonly preview: Preview | null;
  readonly probe: number;
  readonly joints: number;
  /** −1 for all. */
  readonly joint: number;
  readonly smooth: boolean;
  /** What the panel shows, in words. */
  readonly reading: string;
}

/** One heatmap over the darkened picture, with its meaning and its scale. */
export function MapPanel({ spec, probes, preview, probe, joints, joint, smooth, reading }: Props) {
  const limit = limitOf({ probes, preview, probe, joint }, spec.id, joints);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) =>
      drawMap(context, side, { probes, preview, probe, joint }, { id: spec.id, joints, smooth, limit }),
    [spec, probes, preview, probe, joints, joint, smooth, limit],
  );
  return (
    <figure className={css.map} aria-label={spec.title}>
      <figcaption>
        <span className={css.mapTitle}>
          {spec.title}
          <HelpTip about={spec.title}>
            <p>
              <Tex>{spec.symbol}</Tex>
            </p>
            <p>{spec.help}</p>
          </HelpTip>
          <SavePicture of={spec.title} />
        </span>
        <span className={css.mapAbout}>{spec.about}</span>
      </figcaption>
      <Canvas label={`${spec.title}: ${preview ? `${reading}, scale to ${short(limit)}` : 'nothing drawn yet'}`} draw={draw} />
      <MapLegend id={spec.id} limit={limit} all={joint < 0} />
    </figure>
  );
}
