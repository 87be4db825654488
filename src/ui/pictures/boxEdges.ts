import { shows, tag } from './svgText.ts';

/** Where something is in a picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The borders of an element: one frame where all four are alike, else a line each. */
export function edges(style: CSSStyleDeclaration, { x, y, width, height }: Box, radius: number | undefined): string {
  const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => {
    const [wide, colour, kind] = [Number.parseFloat(style[`border${side}Width`]), style[`border${side}Color`], style[`border${side}Style`]];
    return { wide: kind === 'none' || !shows(colour) ? 0 : wide, colour, dash: kind === 'dashed' ? '3 3' : undefined };
  });
  const [top, right, bottom, left] = sides as [Side, Side, Side, Side];
  const stroke = ({ wide, colour, dash }: Side) => ({ stroke: colour, 'stroke-width': wide, 'stroke-dasharray': dash });
  if (sides.every(({ wide, colour }) => wide > 0 && wide === top.wide && colour === top.colour)) {
    const half = top.wide / 2;
    const inside = { x: x + half, y: y + half, width: Math.max(0, width - top.wide), height: Math.max(0, height - top.wide) };
    return tag('rect', { ...inside, rx: radius, fill: 'none', ...stroke(top) });
  }
  const line = (side: Side, x1: number, y1: number, x2: number, y2: number) =>
    side.wide > 0 ? tag('line', { x1, y1, x2, y2, ...stroke(side) }) : '';
  return [
    line(top, x, y + top.wide / 2, x + width, y + top.wide / 2),
    line(right, x + width - right.wide / 2, y, x + width - right.wide / 2, y + height),
    line(bottom, x, y + height - bottom.wide / 2, x + width, y + height - bottom.wide / 2),
    line(left, x + left.wide / 2, y, x + left.wide / 2, y + height),
  ].join('');
}

interface Side {
  readonly wide: number;
  readonly colour: string;
  readonly dash: string | undefined;
}
