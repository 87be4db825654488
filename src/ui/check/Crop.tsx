import { useEffect, useRef } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { drawSkeleton } from '../duel/drawSkeleton.ts';
import { css as paint, picturePalette } from '../duel/palette.ts';
import css from './Check.module.css';
import type { CropPicture } from './cropLoader.ts';

interface Props {
  readonly crop: Omit<CropPicture, 'id'> | null;
  readonly skeleton: Skeleton;
  /** Line width, in pixels of a side of 120. */
  readonly width?: number;
  /** The text equivalent; none where what is around says it. */
  readonly label?: string;
}

/** Twice the pixels of the crop, so that lines are sharp. */
const side = 240;

/** What the network looks at, with the labelled joints. */
export function Crop({ crop, skeleton, width = 1, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !crop) return;
    const { picture, joints } = crop;
    context.putImageData(picture, 0, 0);
    context.imageSmoothingQuality = 'high';
    context.drawImage(context.canvas, 0, 0, picture.width, picture.height, 0, 0, side, side);
    drawSkeleton(context, side, skeleton, joints, {
      colour: paint(picturePalette().real),
      isPrediction: false,
      width: (width * side) / 120,
    });
  }, [crop, skeleton, width]);
  return (
    <canvas
      ref={canvas}
      className={css.crop}
      width={side}
      height={side}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}
