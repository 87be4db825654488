import { cutSquare } from '../data/resample.ts';
import type { Batch, Duel, Engine, Examination } from '../engine/engine.ts';
import { jointComments } from '../method/comment.ts';
import { decodeHeatmaps } from '../method/decode.ts';
import { jointWeights } from '../method/heatmap.ts';
import { apply, cropAffine } from '../pose/affine.ts';
import type { Preview, Probes } from './events.ts';
import { evenly, type People, plainBatch, readable } from './people.ts';

/** Watched pictures of each split, eight in all: no more than most presets look at in one go. And the side at which they are shown. */
const each = 4;
const side = 256;

/** The people who are watched through a run: some of training, some of validation, the same in every run on a dataset. */
function watched(people: People): Promise<number[]> {
  return readable(people, [...evenly(people.validation, each), ...evenly(people.train, each)]);
}

/** One of them, as an index into the store. @throws RangeError */
export async function watchedPerson(people: People, probe: number): Promise<number> {
  const index = (await watched(people))[probe];
  if (index === undefined) throw new RangeError(`There is no watched picture ${probe}.`);
  return index;
}

/** The probes' pictures, cut from their originals, with the true joints. */
export async function buildProbes(people: People): Promise<Probes> {
  const { store, skeleton, dataset } = people;
  const indices = await watched(people);
  const J = skeleton.joints.length;
  const pixels = new Uint8Array(indices.length * side * side * 4);
  const joints = new Float32Array(indices.length * J * 3);
  for (const [n, index] of indices.entries()) {
    const sample = store.samples[index]!;
    const toSquare = cropAffine('image', 'store', store.crops[index]!, side);
    cutSquare(await dataset.picture(sample.picture), toSquare, side, pixels, n * side * side * 4);
    sample.joints.forEach((joint, j) => {
      const { x, y } = apply(toSquare, joint);
      joints.set([x / side, y / side, joint.visibility], 3 * (n * J + j));
    });
  }
  // The square is shown as it stands: what lies outside of the picture is grey, not see-through.
  for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255;
  const samples = indices.map((index) => store.samples[index]!);
  return {
    count: indices.length,
    size: side,
    pixels: new Uint8ClampedArray(pixels.buffer),
    ids: samples.map((sample) => sample.id),
    splits: samples.map((sample) => sample.split),
    joints,
  };
}

/** Both networks' view of the probes now. */
export async function previewProbes(engine: Engine, duel: Duel, people: People, step: number): Promise<Preview> {
  const batch = await plainBatch(people, await watched(people), duel);
  return previewOf(await engine.examine(batch), batch, duel, step);
}

/** What is to be shown of some pictures that both networks have looked at. */
export function previewOf(maps: Examination, { count, joints }: Pick<Batch, 'count' | 'joints'>, duel: Duel, step: number): Preview {
  const shape = { batch: count, h: duel.heatmap, w: duel.heatmap, joints: duel.joints };
  const predicted = decodeHeatmaps(maps.generated, shape).map((value, i) => (i % 3 === 2 ? value : value / duel.heatmap));
  const comments = jointComments(maps.generated, maps.redrawnGenerated, maps.truth, jointWeights(joints), shape);
  return { ...maps, ...comments, step, heatmap: duel.heatmap, predicted };
}
