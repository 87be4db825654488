import type { Crop } from '../pose/affine.ts';
import type { Random } from '../pose/random.ts';

/** How strongly pictures are varied; the names of the table of settings. */
export interface AugmentationSettings {
  /** Standard deviation of the zoom, in octaves. */
  readonly augmentScale: number;
  /** Standard deviation of the turn, in degrees. */
  readonly augmentRotation: number;
  /** Whether every other picture is mirrored. */
  readonly augmentFlip: boolean;
  /** Largest change of a colour channel's gain. */
  readonly augmentColour: number;
}

/** One variation of a picture, drawn. */
export interface Augmentation {
  /** Factor on the side of the crop; above 1 the person becomes smaller. */
  readonly zoom: number;
  /** Turn of the content, clockwise on the screen, in radians. */
  readonly rotation: number;
  readonly mirrored: boolean;
  /** Factors on red, green and blue. */
  readonly gain: readonly [number, number, number];
}

/** The picture as it is, for evaluation. */
export const noAugmentation: Augmentation = { zoom: 1, rotation: 0, mirrored: false, gain: [1, 1, 1] };

/** Share of the pictures that are turned, and that are mirrored. */
const turned = 0.4;
const flipped = 0.5;

/**
 * The authors' augmentation: zoom 2^clip(N(0, s), ±2s); with probability .4 a turn clip(N(0, r), ±2r); mirrored with probability .5;
 * each channel × U(1 − c, 1 + c). Always takes the same count of numbers from the stream, so that one setting does not shift another's.
 */
export function drawAugmentation(settings: AugmentationSettings, random: Random): Augmentation {
  const zoom = 2 ** (settings.augmentScale * clippedNormal(random));
  const turn = ((settings.augmentRotation * Math.PI) / 180) * clippedNormal(random);
  const isTurned = random.uniform() < turned;
  const isFlipped = random.uniform() < flipped;
  const gain = () => 1 + settings.augmentColour * random.uniform(-1, 1);
  return {
    zoom,
    rotation: isTurned ? turn : 0,
    mirrored: isFlipped && settings.augmentFlip,
    gain: [gain(), gain(), gain()],
  };
}

/** What is cut out of the picture once a crop is varied. */
export function augmentedCrop(crop: Crop, { zoom, rotation, mirrored }: Augmentation): Crop {
  return { cx: crop.cx, cy: crop.cy, side: crop.side * zoom, rotation: crop.rotation + rotation, mirrored: crop.mirrored !== mirrored };
}

/** A standard normal draw, cut at ±2. */
function clippedNormal(random: Random): number {
  return Math.max(-2, Math.min(2, random.normal()));
}
