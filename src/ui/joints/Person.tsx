import { useCallback } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { Canvas } from '../duel/Canvas.tsx';
import { drawError, drawSkeleton } from '../duel/drawSkeleton.ts';
import { css as paint, picturePalette } from '../duel/palette.ts';
import type { HeldOut, Point } from './honesty.ts';

interface Props {
  readonly seen: HeldOut;
  readonly point: Point;
  readonly skeleton: Skeleton;
  readonly words: string;
}

/** The person a mark belongs to, with the true and the predicted pose and the joint's way between them. */
export function Person({ seen, point, skeleton, words }: Props) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      const J = skeleton.joints.length;
      const palette = picturePalette();
      const pose = (all: Float32Array) => all.subarray(3 * point.person * J, 3 * (point.person + 1) * J);
      const unit = side / 110;
      drawHeldOut(context, side, seen, point.person);
      drawSkeleton(context, side, skeleton, pose(seen.truth), { colour: paint(palette.real), isPrediction: false, width: 0.7 * unit });
      drawSkeleton(context, side, skeleton, pose(seen.predicted), {
        colour: paint(palette.generated),
        isPrediction: true,
        width: 0.8 * unit,
      });
      drawError(context, side, pose(seen.predicted), pose(seen.truth), point.joint, 0.8 * unit);
    },
    [seen, point, skeleton],
  );
  return <Canvas label={words} draw={draw} />;
}

/** A held-out person's picture, filling a square. */
export function drawHeldOut(context: CanvasRenderingContext2D, side: number, { pixels, size }: HeldOut, person: number, dim = false): void {
  const picture = new OffscreenCanvas(size, size);
  const bytes = 4 * size * size;
  picture.getContext('2d')!.putImageData(new ImageData(pixels.slice(person * bytes, (person + 1) * bytes), size, size), 0, 0);
  context.imageSmoothingQuality = 'high';
  if (dim) context.filter = 'grayscale(1) brightness(0.4)';
  context.drawImage(picture, 0, 0, side, side);
  context.filter = 'none';
}
