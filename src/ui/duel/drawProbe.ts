import type { Skeleton } from '../../pose/skeleton.ts';
import type { Preview, Probes } from '../../train/events.ts';
import { jointColours } from './colourMaps.ts';
import { drawError, drawSkeleton } from './drawSkeleton.ts';
import { type MapPanelSpec, paintPanel, scaleOf } from './mapPanels.ts';
import { css, picturePalette } from './palette.ts';
import { probePictures } from './pictures.ts';

/** A watched picture, and what both networks make of it; no more than the picture where there is no preview yet. */
export interface Watched {
  readonly probes: Probes;
  readonly preview: Preview | null;
  readonly probe: number;
  /** −1 for all. */
  readonly joint: number;
}

/** The picture with the true and the predicted pose, on a square of `side` pixels. */
export function drawPose(
  context: CanvasRenderingContext2D,
  side: number,
  { probes, preview, probe, joint }: Watched,
  skeleton: Skeleton,
): void {
  const palette = picturePalette();
  const unit = side / 150;
  const pose = (joints: Float32Array) => joints.subarray(3 * probe * skeleton.joints.length, 3 * (probe + 1) * skeleton.joints.length);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(probePictures(probes, probe).plain, 0, 0, side, side);
  const truth = pose(probes.joints);
  drawSkeleton(context, side, skeleton, truth, { colour: css(palette.real), isPrediction: false, width: 0.8 * unit });
  if (!preview) return;
  const predicted = pose(preview.predicted);
  drawSkeleton(context, side, skeleton, predicted, { colour: css(palette.generated), isPrediction: true, width: unit });
  if (joint >= 0) drawError(context, side, predicted, truth, joint, 0.8 * unit);
}

/** The ends of a panel's scale; 1 where there is no preview yet. */
export function limitOf({ preview, probe, joint }: Watched, id: MapPanelSpec['id'], joints: number): number {
  return preview ? scaleOf(id, preview, { probe, size: preview.heatmap, joints }, joint) : 1;
}

interface MapLook {
  readonly id: MapPanelSpec['id'];
  readonly joints: number;
  /** Or in the pixels that the heatmap has. */
  readonly smooth: boolean;
  /** Where the scale ends, if that is known already. */
  readonly limit?: number;
}

/** A panel's heatmap over the darkened picture, on a square of `side` pixels. */
export function drawMap(
  context: CanvasRenderingContext2D,
  side: number,
  watched: Watched,
  { id, joints, smooth, limit = limitOf(watched, id, joints) }: MapLook,
): void {
  const { probes, preview, probe, joint } = watched;
  context.imageSmoothingEnabled = true;
  context.drawImage(probePictures(probes, probe).dimmed, 0, 0, side, side);
  if (!preview) return;
  const size = preview.heatmap;
  const map = new OffscreenCanvas(size, size);
  const mapContext = map.getContext('2d')!;
  const image = mapContext.createImageData(size, size);
  const scale = { palette: picturePalette(), colours: jointColours(joints), limit };
  paintPanel(image.data, id, preview, { probe, size, joints }, joint, scale);
  mapContext.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = smooth;
  context.drawImage(map, 0, 0, side, side);
}
