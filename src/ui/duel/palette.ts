import { type Colour, parseColour } from './colourMaps.ts';

/** The colours that are drawn on pictures; they come from tokens.css and are the same in both themes. */
export interface Palette {
  readonly real: Colour;
  readonly generated: Colour;
  readonly discriminator: Colour;
}

let palette: Palette | undefined;

export function picturePalette(): Palette {
  if (palette) return palette;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => parseColour(style.getPropertyValue(name));
  palette = {
    real: token('--picture-real'),
    generated: token('--picture-generated'),
    discriminator: token('--picture-discriminator'),
  };
  return palette;
}

export function css([r, g, b]: Colour, alpha = 1): string {
  return `rgb(${r} ${g} ${b} / ${alpha})`;
}
