import { useCallback } from 'react';
import type { Probes } from '../../train/events.ts';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Canvas } from '../duel/Canvas.tsx';
import { jointColours, largestDifference, type MapSlice, paintDifference, paintJoint, paintJoints, scaleEnd } from '../duel/colourMaps.ts';
import { picturePalette } from '../duel/palette.ts';
import { probePictures } from '../duel/pictures.ts';
import { fixed, tidy } from '../format.ts';
import { Tex } from '../Tex.tsx';
import css from './Ask.module.css';
import type { Opinion } from './answer.ts';
import type { Answered } from './useAnswer.ts';

interface Props {
  readonly answered: Answered | null;
  readonly probes: Probes;
  readonly probe: number;
  readonly size: number;
  readonly joints: number;
  /** −1 for all. */
  readonly joint: number;
  readonly smooth: boolean;
}

const rows = [
  {
    id: 'maps',
    title: 'Put before D',
    symbol: 'M',
    about: 'The heatmaps, drawn just as the true ones are: a blob of height 1 at each joint.',
  },
  {
    id: 'redrawn',
    title: 'D redraws it',
    symbol: 'D(M, X)',
    about: 'The discriminator’s copy. It copies well what it takes for a real pose.',
  },
  {
    id: 'difference',
    title: 'D objects',
    symbol: 'M - D(M, X)',
    about: 'Pink: D rubs out what was drawn. Orange: D would draw more. Both are strongest where they turn white.',
  },
] as const;

/** The question, D's copy and D's comment, beside those of the untouched pose; the same scale everywhere. */
export function AnswerMaps(props: Props) {
  const { answered, size, joints, joint } = props;
  const largest = (opinion: Opinion) => largestDifference({ maps: opinion.maps, probe: 0, size, joints }, opinion.redrawn, joint);
  const limit = answered ? scaleEnd(Math.max(largest(answered.before), largest(answered.now))) : 1;
  return (
    <div className={css.maps}>
      <span className={css.columnHead}>Untouched</span>
      <span className={css.columnHead}>In question</span>
      {rows.map((row) => (
        <div key={row.id} className={css.mapRow}>
          <span className={css.rowHead}>
            {row.title}
            <span className={css.scale}>{row.id === 'difference' ? `scale to ±${tidy(limit)}` : 'scale to 1'}</span>
            <HelpTip about={row.title}>
              <p>
                <Tex>{row.symbol}</Tex>
              </p>
              <p>{row.about}</p>
            </HelpTip>
          </span>
          {(['before', 'now'] as const).map((when) => (
            <OpinionMap key={when} {...props} opinion={answered?.[when] ?? null} row={row} when={when} limit={limit} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface MapProps extends Omit<Props, 'answered'> {
  readonly opinion: Opinion | null;
  readonly row: (typeof rows)[number];
  readonly when: 'before' | 'now';
  /** The end of the scale of D's objection. */
  readonly limit: number;
}

function OpinionMap({ opinion, row, when, probes, probe, size, joints, joint, smooth, limit }: MapProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      context.drawImage(probePictures(probes, probe).dimmed, 0, 0, side, side);
      if (!opinion) return;
      const image = new ImageData(size, size);
      const slice: MapSlice = { maps: opinion[row.id === 'redrawn' ? 'redrawn' : 'maps'], probe: 0, size, joints };
      const { real, discriminator, generated } = picturePalette();
      if (row.id === 'difference')
        paintDifference(image.data, slice, opinion.redrawn, joint, { positive: generated, negative: discriminator, limit });
      else if (joint >= 0) paintJoint(image.data, slice, joint, row.id === 'maps' ? real : discriminator, 1);
      else paintJoints(image.data, slice, jointColours(joints), 1);
      const map = new OffscreenCanvas(size, size);
      map.getContext('2d')!.putImageData(image, 0, 0);
      context.imageSmoothingEnabled = smooth;
      context.drawImage(map, 0, 0, side, side);
    },
    [opinion, row, probes, probe, size, joints, joint, smooth, limit],
  );
  const words = opinion
    ? joint >= 0
      ? `D objects with s = ${fixed(opinion.comment[joint], 2)}`
      : `${fixed(opinion.total, 3)} of the energy unexplained`
    : 'no answer yet';
  return <Canvas label={`${row.title}, ${when === 'before' ? 'untouched' : 'in question'}: ${words}`} draw={draw} />;
}
