import { storeMargin } from '../../data/pictures.ts';
import { cutSquare } from '../../data/resample.ts';
import type { Duel } from '../../engine/engine.ts';
import { cropAffine } from '../../pose/affine.ts';
import type { Preview } from '../../train/events.ts';
import { previewOf } from '../../train/probes.ts';
import { type Question, runOf } from './question.ts';

interface Ask {
  /** [side, side, 4], RGBA: what the generator is to look at, whole. */
  readonly pixels: Uint8ClampedArray;
  readonly side: number;
}

/**
 * Both networks' view of a picture that is in no dataset, with the weights as they are: like a preview of one probe without labels, so
 * the true maps are empty and there is no energy to measure a comment by (`energyComment` is NaN).
 */
export const see: Question<Ask, Preview> = async ({ pixels, side }, asked) => {
  const { engine, people, duel, step } = runOf(asked);
  if (pixels.length !== 4 * side * side) throw new RangeError(`${pixels.length} bytes are not a square of ${side} px.`);
  const { size } = people.store.squares;
  const square = new Uint8Array(4 * size * size);
  const whole = { cx: side / 2, cy: side / 2, side: storeMargin * side, rotation: 0, mirrored: false };
  cutSquare({ width: side, height: side, pixels }, cropAffine('image', 'store', whole, size), size, square, 0);
  const look = { ...lookOf(duel, size), size, pixels: square };
  const maps = await engine.examine(look);
  return { ...previewOf(maps, look, duel, step), energyComment: new Float32Array(duel.joints).fill(Number.NaN) };
};

/** The middle of one picture of `size` pixels, as in training; every joint wanted, but none within the heatmap, so that none is drawn as true. */
function lookOf({ input, joints }: Duel, size: number) {
  const scale = size / (storeMargin * input);
  const margin = (size - scale * input) / 2;
  return {
    count: 1,
    affine: Float32Array.of(scale, 0, margin, 0, scale, margin),
    gain: Float32Array.of(1, 1, 1),
    joints: Float32Array.from({ length: 3 * joints }, (_, i) => (i % 3 === 2 ? 1 : -1e4)),
  };
}
