import { plainBatch } from '../../train/people.ts';
import { watched } from '../../train/probes.ts';
import { type Question, runOf } from './question.ts';

interface Ask {
  /** Which of the watched pictures. */
  readonly probe: number;
  /** Heatmaps of one's own making, [n, h, w, J]. */
  readonly maps: Float32Array;
  /** With which of D's statistics (batch normalisation). */
  readonly as: 'real' | 'fake';
}

/** D(maps, X): what the discriminator makes of any heatmaps on a watched picture, [n, h, w, J]. Changes nothing. */
export const redraw: Question<Ask, Float32Array> = async ({ probe, maps, as }, asked) => {
  const { engine, people, duel } = runOf(asked);
  const index = watched(people)[probe];
  if (index === undefined) throw new RangeError(`There is no watched picture ${probe}.`);
  const count = maps.length / (duel.heatmap * duel.heatmap * duel.joints);
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`${maps.length} numbers are not whole heatmaps.`);
  return engine.redraw(plainBatch(people, Array(count).fill(index), duel), maps, as);
};
