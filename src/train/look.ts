import { noAugmentation } from '../data/augment.ts';
import type { Duel, Engine, Examination } from '../engine/engine.ts';
import { mirrorMaps } from '../method/mirror.ts';
import { mirrorPermutation } from '../pose/skeleton.ts';
import { type People, type PeopleBatch, plainBatch, variedBatch } from './people.ts';

/** Some people as they are, and what both networks make of them: maps [n, h, w, J]. */
export interface Seen {
  readonly batch: PeopleBatch;
  readonly maps: Examination;
}

/** A way to look at people. */
export type Look = (engine: Engine, duel: Duel, people: People, indices: readonly number[]) => Promise<Seen>;

export const plainLook: Look = async (engine, duel, people, indices) => {
  const batch = await plainBatch(people, indices, duel);
  return { batch, maps: await engine.examine(batch) };
};

/** The mean with the view of the mirrored pictures, as the authors test (their code, and Newell, Yang, Deng 2016). */
export const mirroredLook: Look = async (engine, duel, people, indices) => {
  const { batch, maps } = await plainLook(engine, duel, people, indices);
  const other = await engine.examine(await variedBatch(people, indices, [{ ...noAugmentation, mirrored: true }], duel));
  const shape = { batch: indices.length, h: duel.heatmap, w: duel.heatmap, joints: duel.joints };
  const mean = (name: 'generated' | 'redrawnGenerated' | 'redrawnTruth') => {
    const back = mirrorMaps(other[name], shape, mirrorPermutation(people.skeleton));
    return maps[name].map((value, i) => (value + back[i]!) / 2);
  };
  const means = { generated: mean('generated'), redrawnGenerated: mean('redrawnGenerated'), redrawnTruth: mean('redrawnTruth') };
  return { batch, maps: { truth: maps.truth, ...means } };
};
