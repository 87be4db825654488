import type { Preview } from '../../train/events.ts';
import {
  type Colour,
  largestDifference,
  largestValue,
  type MapSlice,
  paintDifference,
  paintJoint,
  paintJoints,
  scaleEnd,
} from './colourMaps.ts';
import type { Palette } from './palette.ts';

/** One panel of heatmaps; a new one is one entry of this list. */
export interface MapPanelSpec {
  readonly id: 'generated' | 'redrawnGenerated' | 'comment' | 'redrawnTruth' | 'truth';
  readonly title: string;
  /** TeX. */
  readonly symbol: string;
  /** One sentence for a newcomer. */
  readonly about: string;
  /** More, for those who ask. */
  readonly help: string;
}

export const mapPanels: readonly MapPanelSpec[] = [
  {
    id: 'generated',
    title: 'G draws',
    symbol: '\\hat C = G(X)',
    about: 'Bright where G sees a joint.',
    help: 'One heatmap a joint: 1 says “here, surely”, 0 says “not here”. The highest point becomes the predicted joint.',
  },
  {
    id: 'redrawnGenerated',
    title: 'D redraws it',
    symbol: 'D(\\hat C, X)',
    about: 'D’s copy of that drawing.',
    help: 'The discriminator sees the picture and the drawing and draws it again. It copies well what looks like a real pose.',
  },
  {
    id: 'comment',
    title: 'D objects',
    symbol: '\\hat C - D(\\hat C, X)',
    about: 'Where copy and drawing differ.',
    help: 'The discriminator’s comment on every pixel. Where it rubs out what the generator drew, the value is positive; where it would draw more, negative.',
  },
  {
    id: 'redrawnTruth',
    title: 'D redraws truth',
    symbol: 'D(C, X)',
    about: 'D’s copy of the true drawing.',
    help: 'The discriminator learns to copy true heatmaps well: this is what it holds generated ones against.',
  },
  {
    id: 'truth',
    title: 'The truth',
    symbol: 'C',
    about: 'Drawn from the labels.',
    help: 'A blob of height 1 at every labelled joint: what the generator is asked to draw.',
  },
];

/** The ends of a panel's scale. */
export function scaleOf(id: MapPanelSpec['id'], preview: Preview, slice: Omit<MapSlice, 'maps'>, joint: number): number {
  const generated = { ...slice, maps: preview.generated };
  switch (id) {
    case 'generated':
    case 'redrawnGenerated':
      // The same scale, so that the two can be compared.
      return scaleEnd(largestValue(generated, joint));
    case 'comment':
      return scaleEnd(largestDifference(generated, preview.redrawnGenerated, joint));
    case 'redrawnTruth':
    case 'truth':
      return 1;
    default:
      return id satisfies never;
  }
}

/** The hue of a panel that shows one joint: whose drawing it is. */
function hueOf(id: MapPanelSpec['id'], palette: Palette): Colour {
  switch (id) {
    case 'generated':
    case 'comment':
      return palette.generated;
    case 'redrawnGenerated':
    case 'redrawnTruth':
      return palette.discriminator;
    case 'truth':
      return palette.real;
    default:
      return id satisfies never;
  }
}

/** Paints a panel as RGBA [size, size, 4]; joint −1 is all of them. */
export function paintPanel(
  out: Uint8ClampedArray,
  id: MapPanelSpec['id'],
  preview: Preview,
  slice: Omit<MapSlice, 'maps'>,
  joint: number,
  { palette, colours, limit }: { readonly palette: Palette; readonly colours: readonly Colour[]; readonly limit: number },
): void {
  if (id === 'comment') {
    const scale = { positive: palette.generated, negative: palette.discriminator, limit };
    paintDifference(out, { ...slice, maps: preview.generated }, preview.redrawnGenerated, joint, scale);
  } else if (joint >= 0) paintJoint(out, { ...slice, maps: preview[id] }, joint, hueOf(id, palette), limit);
  else paintJoints(out, { ...slice, maps: preview[id] }, colours, limit);
}
