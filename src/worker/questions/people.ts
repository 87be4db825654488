import { flagSamples, type SampleFlags } from '../../data/flags.ts';
import { type PoseStatistics, poseStatistics } from '../../data/statistics.ts';
import { type Question, runOf } from './question.ts';

/** Everyone of the open set, in the order of the store. */
export interface PeopleOverview {
  readonly count: number;
  /** [N], 1 where held out. */
  readonly held: Uint8Array;
  /** [N], 1 where left out by hand. */
  readonly leftOut: Uint8Array;
  readonly flags: SampleFlags;
  /** [N], the longer side of the box, in pixels of the picture. */
  readonly boxSides: Float32Array;
  readonly poses: PoseStatistics;
}

/** What there is to look through. */
export const people: Question<null, PeopleOverview> = async (_, asked) => {
  const { people, duel } = runOf(asked);
  const { samples } = people.store;
  const out = asked.desk.leftOut.of(people.dataset);
  return {
    count: samples.length,
    held: Uint8Array.from(samples, ({ split }) => Number(split === 'validation')),
    leftOut: Uint8Array.from(samples, ({ id }) => Number(out.has(id))),
    flags: flagSamples(people.store, people.skeleton, duel.input),
    boxSides: Float32Array.from(samples, ({ box }) => Math.max(box.width, box.height)),
    poses: poseStatistics(samples, people.skeleton.joints.length),
  };
};

/** Leaves people out of the next run, or takes them back. */
export const leaveOut: Question<{ readonly indices: readonly number[]; readonly out: boolean }, null> = async ({ indices, out }, asked) => {
  const { people } = runOf(asked);
  const ids = indices.flatMap((i) => people.store.samples[i]?.id ?? []);
  asked.desk.leftOut.set(people.dataset, ids, out);
  return null;
};
