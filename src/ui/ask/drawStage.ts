import type { Skeleton } from '../../pose/skeleton.ts';
import type { Probes } from '../../train/events.ts';
import { paintJoint } from '../duel/colourMaps.ts';
import { drawSkeleton, type Pose } from '../duel/drawSkeleton.ts';
import { css as paint, picturePalette } from '../duel/palette.ts';
import { probePictures } from '../duel/pictures.ts';
import type { Cover, Question } from './question.ts';
import type { Spots } from './spots.ts';

interface StageParts {
  readonly probes: Probes;
  readonly probe: number;
  readonly skeleton: Skeleton;
  readonly untouched: Spots;
  readonly question: Question;
  /** The one that is being drawn. */
  readonly cover: Cover | null;
  /** −1 for all. */
  readonly joint: number;
  /** The maps to paint on, [size, size, J]; null while nothing is painted. */
  readonly map: { readonly size: number; readonly maps: Float32Array } | null;
}

/** The picture, what covers it, the pose as it was (dashed) and as it is put in question (solid, white). */
export function drawStage(context: CanvasRenderingContext2D, side: number, parts: StageParts): void {
  const { probes, probe, skeleton, untouched, question, cover, joint, map } = parts;
  const unit = side / 170;
  const { plain, dimmed } = probePictures(probes, probe);
  context.imageSmoothingQuality = 'high';
  context.drawImage(map ? dimmed : plain, 0, 0, side, side);
  context.fillStyle = 'rgb(128 128 128)';
  for (const { x, y, width, height } of cover ? [...question.covers, cover] : question.covers)
    context.fillRect(x * side, y * side, width * side, height * side);
  if (map) {
    const { size, maps } = map;
    const layer = new OffscreenCanvas(size, size);
    const image = new ImageData(size, size);
    paintJoint(image.data, { maps, probe: 0, size, joints: skeleton.joints.length }, joint, picturePalette().real, 1);
    layer.getContext('2d')!.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(layer, 0, 0, side, side);
  }
  drawSkeleton(context, side, skeleton, poseOf(untouched, 0), {
    colour: paint(picturePalette().real),
    isPrediction: false,
    width: 0.7 * unit,
  });
  if (map) return;
  const layers = Math.max(0, ...question.spots.map((row) => row.length));
  for (let copy = layers - 1; copy >= 0; copy--)
    drawSkeleton(context, side, skeleton, poseOf(question.spots, copy), { colour: 'white', isPrediction: true, width: unit });
  context.strokeStyle = 'white';
  context.lineWidth = unit;
  for (const { x, y } of question.spots[joint] ?? []) {
    context.beginPath();
    context.arc(x * side, y * side, 5.5 * unit, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** One copy of every joint, the first where there is but one; absent joints are nowhere. */
function poseOf(spots: Spots, copy: number): Pose {
  return Float32Array.from(
    spots.flatMap((row) => {
      const spot = row[copy] ?? row[0];
      return spot ? [spot.x, spot.y, 1] : [Number.NaN, Number.NaN, 0];
    }),
  );
}
