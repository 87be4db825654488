/**
 * Points in named spaces. Coordinates are continuous: pixel i covers [i, i + 1) and its centre is i + ½, in every space, so that
 * scaling, cropping and mirroring (x ↦ width − x) are exact.
 */
declare const space: unique symbol;

export interface Point<Space extends string> {
  readonly x: number;
  readonly y: number;
  readonly [space]?: Space;
}

/** In pixels of the picture as it came. */
export type ImagePoint = Point<'image'>;
/** In pixels of the generator's input. */
export type InputPoint = Point<'input'>;
/** In pixels of a heatmap. */
export type HeatmapPoint = Point<'heatmap'>;

/** An axis-aligned box, `[x, y, width, height]`. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The distance of two points of one space, in its pixels. */
export function distance<Space extends string>(a: Point<Space>, b: Point<Space>): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
