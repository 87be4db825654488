import { drawHeatmaps } from '../../method/heatmap.ts';
import type { Joint } from '../../pose/skeleton.ts';
import type { Spot, Spots } from './spots.ts';

/** A stroke of the brush on one joint's heatmap. */
export interface Stroke {
  readonly joint: Joint;
  readonly erases: boolean;
  /** Centres of its dabs. */
  readonly dabs: readonly Spot[];
}

/** A grey rectangle on the picture, in 0 … 1 of its side. */
export interface Cover {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is put before the discriminator: heatmaps of somebody's making, and perhaps a picture with a part covered. */
export interface Question {
  readonly spots: Spots;
  readonly strokes: readonly Stroke[];
  readonly covers: readonly Cover[];
}

export function plainQuestion(spots: Spots): Question {
  return { spots, strokes: [], covers: [] };
}

/** Adds a dab to the last stroke, unless it falls on the one before. `spacing` in 0 … 1 of the picture's side. */
export function withDab(question: Question, dab: Spot, spacing: number): Question {
  const last = question.strokes.at(-1);
  const before = last?.dabs.at(-1);
  if (!last || (before && Math.hypot(dab.x - before.x, dab.y - before.y) < spacing)) return question;
  return { ...question, strokes: [...question.strokes.slice(0, -1), { ...last, dabs: [...last.dabs, dab] }] };
}

/** A square map and the blob in it. */
export interface MapSize {
  /** Side, in pixels. */
  readonly size: number;
  /** σ, in pixels of the map. */
  readonly sigma: number;
}

/**
 * The heatmaps of a question, [size, size, J], drawn as the engines draw true ones: the higher one where a joint has two blobs. The brush
 * is a blob of the same shape: it raises the map to g, or erases a share g of what is there.
 */
export function mapsOf({ spots, strokes }: Pick<Question, 'spots' | 'strokes'>, { size, sigma }: MapSize): Float32Array {
  const joints = spots.length;
  const maps = new Float32Array(size * size * joints);
  const layers = Math.max(0, ...spots.map((row) => row.length));
  for (let copy = 0; copy < layers; copy++) {
    const places = new Float32Array(3 * joints);
    spots.forEach((row, j) => {
      const spot = row[copy];
      if (spot) places.set([spot.x * size, spot.y * size, 1], 3 * j);
    });
    const layer = drawHeatmaps(places, 1, joints, size, sigma);
    for (let i = 0; i < maps.length; i++) maps[i] = Math.max(maps[i]!, layer[i]!);
  }
  for (const { joint, erases, dabs } of strokes)
    for (const { x, y } of dabs) {
      const dab = drawHeatmaps(Float32Array.of(x * size, y * size, 1), 1, 1, size, sigma); // [size, size, 1]
      for (let p = 0; p < dab.length; p++) {
        const i = p * joints + joint;
        maps[i] = erases ? maps[i]! * (1 - dab[p]!) : Math.max(maps[i]!, dab[p]!);
      }
    }
  return maps;
}
