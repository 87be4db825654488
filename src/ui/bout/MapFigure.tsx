import { type ReactNode, useCallback } from 'react';
import { Canvas } from '../duel/Canvas.tsx';
import { jointColours, type MapSlice, paintDifference, paintJoint, paintJoints } from '../duel/colourMaps.ts';
import { type Palette, picturePalette } from '../duel/palette.ts';
import css from './Bout.module.css';

export interface Maps {
  /** [n, size, size, J], and which of the pictures. */
  readonly maps: Float32Array;
  readonly picture: number;
  readonly size: number;
  readonly joints: number;
}

interface Props {
  readonly maps: Maps | null;
  /** The darkened picture beneath; none where the figure stands for itself. */
  readonly ground: HTMLCanvasElement | null;
  readonly joint: number;
  readonly hue: keyof Palette;
  /** Positive and negative values apart; else heatmaps. */
  readonly signed?: boolean;
  /** The value of the scale's end. */
  readonly limit: number;
  /** It goes through D in the drawing beside it. */
  readonly through?: boolean;
  readonly label: string;
  readonly children: ReactNode;
}

/** Heatmaps or signed maps of one picture over it, with a caption. */
export function MapFigure({ maps, ground, joint, hue, signed = false, limit, through = false, label, children }: Props) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      if (ground) context.drawImage(ground, 0, 0, side, side);
      if (!maps) return;
      const { size } = maps;
      const map = new OffscreenCanvas(size, size);
      const mapContext = map.getContext('2d')!;
      const image = mapContext.createImageData(size, size);
      const slice: MapSlice = { ...maps, probe: maps.picture };
      const palette = picturePalette();
      const ends = { positive: palette.generated, negative: palette.discriminator, limit };
      if (signed) paintDifference(image.data, slice, new Float32Array(maps.maps.length), joint, ends);
      else if (joint < 0) paintJoints(image.data, slice, jointColours(maps.joints), limit);
      else paintJoint(image.data, slice, joint, palette[hue], limit);
      mapContext.putImageData(image, 0, 0);
      context.imageSmoothingEnabled = false;
      context.drawImage(map, 0, 0, side, side);
    },
    [maps, ground, joint, hue, signed, limit],
  );
  return (
    <figure className={`${css.figure} ${through ? css.through : ''}`}>
      <Canvas label={label} draw={draw} />
      <figcaption>{children}</figcaption>
    </figure>
  );
}
