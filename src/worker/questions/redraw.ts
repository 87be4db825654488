import { plainBatch } from '../../train/people.ts';
import { watchedPerson } from '../../train/probes.ts';
import { type Cover, covered } from './cover.ts';
import { type Question, runOf } from './question.ts';

interface Ask {
  /** Which of the watched pictures. */
  readonly probe: number;
  /** Heatmaps of one's own making, [n, h, w, J]. */
  readonly maps: Float32Array;
  /** With which of D's statistics (batch normalisation). */
  readonly as: 'real' | 'fake';
  /** Grey rectangles on the picture, a list for each of the n; none where it is missing or empty. */
  readonly covers?: readonly (readonly Cover[])[];
}

/** D(maps, X): what the discriminator makes of any heatmaps on a watched picture, [n, h, w, J]. Changes nothing. */
export const redraw: Question<Ask, Float32Array> = async ({ probe, maps, as, covers = [] }, asked) => {
  const { engine, people, duel } = runOf(asked);
  const index = await watchedPerson(people, probe);
  const count = maps.length / (duel.heatmap * duel.heatmap * duel.joints);
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`${maps.length} numbers are not whole heatmaps.`);
  const batch = await plainBatch(people, Array(count).fill(index), duel);
  if (!covers.some((rectangles) => rectangles.length > 0)) return engine.redraw(batch, maps, as);
  const each = 4 * batch.size * batch.size;
  const original = batch.pixels.slice(0, each);
  for (let n = 0; n < count; n++) batch.pixels.set(covered(original, batch.affine, duel.input, covers[n] ?? []), n * each);
  return engine.redraw(batch, maps, as);
};
