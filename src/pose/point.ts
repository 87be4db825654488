/**
 * Points in named spaces. Coordinates are continuous: pixel i covers [i, i + 1) and its centre is i + ½, in every space, so that
 * scaling, cropping and mirroring (x ↦ width − x) are exact.
 */
declare const space: unique symbol;

/** Spaces: `image`, the picture as it came; `store`, cut out of it; `input`, as the generator sees it; `heatmap`. */
export interface Point<Space extends string> {
  readonly x: number;
  readonly y: number;
  readonly [space]?: Space;
}

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
