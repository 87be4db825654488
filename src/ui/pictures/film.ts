import type { Skeleton } from '../../pose/skeleton.ts';
import type { Preview, Probes } from '../../train/events.ts';
import { drawMap, drawPose } from '../duel/drawProbe.ts';
import { whole } from '../format.ts';
import type { Frame } from './gif.ts';

const tile = 112;
const head = 28;
const columns = 6;
/** Milliseconds that a moment stays, and the last one. */
const [pause, rest] = [160, 2000];

const rows = ['generated', 'comment'] as const;

export interface Scene {
  readonly probes: Probes;
  readonly skeleton: Skeleton;
  /** The chosen joint's index; −1 for all. */
  readonly joint: number;
}

/** The moments of a film that has at most `limit` frames: the first, the last, and others evenly between. */
export function framesOf(moments: readonly number[], limit: number): readonly number[] {
  if (moments.length <= limit) return moments;
  return Array.from({ length: limit }, (_, i) => moments[Math.round((i * (moments.length - 1)) / (limit - 1))]!);
}

/** The first six watched pictures at each moment: the pose over the picture, what G draws, and what D objects to. `lookAt` is asked once a frame. */
export async function* film(scene: Scene, moments: readonly number[], lookAt: (step: number) => Promise<Preview>): AsyncGenerator<Frame> {
  const count = Math.min(columns, scene.probes.count);
  const canvas = document.createElement('canvas');
  canvas.width = count * tile;
  canvas.height = head + (1 + rows.length) * tile;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name);
  for (const step of moments) {
    const preview = await lookAt(step);
    context.fillStyle = token('--picture-ground');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = token('--picture-ink');
    context.font = `600 14px ${token('--typeface')}`;
    context.fillText(`Step ${whole(step)}: G’s pose, what G draws, what D objects to`, 8, 19);
    for (let probe = 0; probe < count; probe++) drawColumn(context, scene, preview, probe);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    yield { pixels: data, width, height, delay: step === moments.at(-1) ? rest : pause };
  }
}

function drawColumn(context: CanvasRenderingContext2D, { probes, skeleton, joint }: Scene, preview: Preview, probe: number): void {
  const watched = { probes, preview, probe, joint };
  context.save();
  context.translate(probe * tile, head);
  drawPose(context, tile, watched, skeleton);
  for (const id of rows) {
    context.translate(0, tile);
    drawMap(context, tile, watched, { id, joints: skeleton.joints.length, smooth: false });
  }
  context.restore();
}
