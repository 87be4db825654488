import { type CSSProperties, useEffect, useMemo, useRef } from 'react';
import type { Preview } from '../../train/events.ts';
import controls from '../controls/controls.module.css';
import { Heading } from '../controls/Heading.tsx';
import { HelpTip } from '../controls/HelpTip.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { largestValue, paintDifference, paintJoint, scaleEnd } from '../duel/colourMaps.ts';
import { forgetPainting, paintSoon } from '../duel/paintQueue.ts';
import { picturePalette } from '../duel/palette.ts';
import type { Reading } from '../duel/reading.ts';
import { fixed } from '../format.ts';
import { Tex } from '../Tex.tsx';
import css from './Joints.module.css';

interface Props {
  readonly preview: Preview;
  readonly probe: number;
  readonly readings: readonly Reading[];
  /** −1 for all. */
  readonly chosen: number;
  readonly onChoose: (joint: number) => void;
}

const maps = [
  { id: 'generated', symbol: '\\hat C_j', title: 'G draws' },
  { id: 'redrawnGenerated', symbol: 'D(\\hat C)_j', title: 'D redraws it' },
  { id: 'comment', symbol: '\\hat C - D', title: 'D objects: pink rubs out, orange adds' },
  { id: 'truth', symbol: 'C_j', title: 'The truth' },
  { id: 'redrawnTruth', symbol: 'D(C)_j', title: 'D redraws the truth' },
] as const;

/** A thumbnail and the space after it, in CSS pixels; on a narrow page they are shown smaller. */
const thumbnail = 40;
const gap = 4;

/** The joints of one picture, what D objects to most first, each with its maps. */
export function FeedbackTable({ preview, probe, readings, chosen, onChoose }: Props) {
  const order = useMemo(() => sortedByObjection(readings), [readings]);
  return (
    <div className={css.feedback}>
      <Heading title="What D objects to most">
        <HelpTip about="What D objects to most">
          <p>
            <Tex>{'s_j = 1 - \\cos(\\hat C_j, D(\\hat C)_j)'}</Tex>: 0 where D redraws the joint just as G drew it. <Tex>e_j</Tex> is the
            same as energy, which is small for faint drawings too. “Off by” is the true error, in pixels of G’s picture.
          </p>
          <p>Choose a joint to see it alone, here and in the scatter.</p>
        </HelpTip>
      </Heading>
      <table className={`${controls.figures} ${css.table}`}>
        <thead>
          <tr>
            <th scope="col">Joint</th>
            <th scope="col">
              <span className={css.mapHeads} style={{ '--each': `${thumbnail + gap}px` } as CSSProperties}>
                <Hidden>Maps</Hidden>
                {maps.map(({ id, symbol, title }) => (
                  <span key={id} title={title}>
                    <Tex>{symbol}</Tex>
                  </span>
                ))}
              </span>
            </th>
            <th scope="col">
              <Tex>s_j</Tex>
              <Hidden>objection</Hidden>
            </th>
            <th scope="col">
              <Tex>e_j</Tex>
              <Hidden>objection as energy</Hidden>
            </th>
            <th scope="col">Off by</th>
          </tr>
        </thead>
        <tbody>
          {order.map((j) => {
            const reading = readings[j]!;
            return (
              <tr key={reading.name} className={j === chosen ? css.chosen : undefined}>
                <th scope="row">
                  <button type="button" className={css.joint} aria-pressed={j === chosen} onClick={() => onChoose(j)}>
                    {reading.name}
                  </button>
                </th>
                <td>
                  <MapRow preview={preview} probe={probe} joint={j} joints={readings.length} name={reading.name} />
                </td>
                <td>
                  <strong>{fixed(reading.comment, 2)}</strong>
                </td>
                <td>{fixed(reading.energy, 3)}</td>
                <td>{reading.labelled ? `${fixed(reading.error, 1)} px` : 'no label'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Joints by falling s_j; those without a label last. */
function sortedByObjection(readings: readonly Reading[]): number[] {
  const height = (j: number) => (Number.isNaN(readings[j]!.comment) ? Number.NEGATIVE_INFINITY : readings[j]!.comment);
  return readings.map((_, j) => j).sort((a, b) => height(b) - height(a) || a - b);
}

interface MapRowProps {
  readonly preview: Preview;
  readonly probe: number;
  readonly joint: number;
  readonly joints: number;
  readonly name: string;
}

/** All maps of a joint side by side, on one canvas. */
function MapRow({ preview, probe, joint, joints, name }: MapRowProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = maps.length * (thumbnail + gap) - gap;
  useEffect(() => {
    const element = canvas.current!;
    paintSoon(element, () => {
      const scale = devicePixelRatio;
      element.width = Math.round(width * scale);
      element.height = Math.round(thumbnail * scale);
      const context = element.getContext('2d')!;
      const size = preview.heatmap;
      drawRow(context, preview, { probe, size, joints }, joint, scale);
    });
    return () => forgetPainting(element);
  }, [preview, probe, joint, joints, width]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`Maps of the ${name}: ${maps.map(({ title }) => title).join('; ')}`}
      className={css.mapRow}
      style={{ '--width': `${width}px`, '--height': `${thumbnail}px` } as CSSProperties}
    />
  );
}

function drawRow(
  context: CanvasRenderingContext2D,
  preview: Preview,
  slice: { readonly probe: number; readonly size: number; readonly joints: number },
  joint: number,
  scale: number,
): void {
  const palette = picturePalette();
  const { size } = slice;
  const map = new OffscreenCanvas(size, size);
  // What G draws is faint for long; its two maps share a scale, so that they can be compared.
  const strongest = scaleEnd(
    Math.max(...[preview.generated, preview.redrawnGenerated].map((all) => largestValue({ ...slice, maps: all }, joint))),
  );
  context.imageSmoothingEnabled = false;
  maps.forEach(({ id }, k) => {
    const image = new ImageData(size, size);
    const generated = { ...slice, maps: preview.generated };
    if (id === 'comment') {
      const colours = { positive: palette.generated, negative: palette.discriminator, limit: strongest };
      paintDifference(image.data, generated, preview.redrawnGenerated, joint, colours);
    } else {
      const hue = {
        generated: palette.generated,
        truth: palette.real,
        redrawnGenerated: palette.discriminator,
        redrawnTruth: palette.discriminator,
      };
      const limit = id === 'generated' || id === 'redrawnGenerated' ? strongest : 1;
      paintJoint(image.data, { ...slice, maps: preview[id] }, joint, hue[id], limit);
    }
    map.getContext('2d')!.putImageData(image, 0, 0);
    const [x, side] = [k * (thumbnail + gap) * scale, thumbnail * scale];
    context.fillStyle = 'rgb(14 16 18)';
    context.fillRect(x, 0, side, side);
    context.drawImage(map, x, 0, side, side);
  });
}
