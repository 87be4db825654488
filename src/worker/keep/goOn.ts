import { DataError, type Dataset } from '../../data/dataset.ts';
import { readRunFile, type SavedRun } from '../../export/runFile.ts';
import { duelOf } from '../../train/duel.ts';
import { type People, peopleOf } from '../../train/people.ts';
import type { Desk } from '../desk.ts';
import { openSource } from '../open.ts';
import { fingerprintOf } from '../savedRun.ts';

/** Goes on with a kept run. @throws DataError when its pictures are not at hand, or it cannot be read */
export async function goOn(desk: Desk, key: string, signal: AbortSignal): Promise<void> {
  await resume(desk, await desk.keeper.take(key), key, signal);
}

/** Goes on with the run in a `.poseduel` file. @throws DataError as `goOn` */
export async function openRun(desk: Desk, file: File, signal: AbortSignal): Promise<void> {
  await resume(desk, await readRunFile(file, file.name), null, signal);
}

async function resume(desk: Desk, saved: SavedRun, key: string | null, signal: AbortSignal): Promise<void> {
  const people = await peopleFor(desk, saved, signal);
  const { engine } = saved;
  const last = desk.run?.engine.description.id;
  // The same bits come from the same engine only.
  if (engine && engine.id !== last) desk.builder.prefer(engine.id);
  await desk.begin(saved.config, people, signal, saved.state, { record: saved.record, key });
  await desk.keeper.tell();
  const now = desk.run?.engine.description;
  if (engine && now && now.id !== engine.id)
    desk.tell({
      ...{ code: 'unavailable', severity: 'note' },
      message: `The run was made by the engine “${engine.title}” and goes on with “${now.title}”.`,
      cure: 'It learns the same; its numbers differ in the last digits from what they would have been.',
    });
}

/** The people that the run was trained on: of the dataset that lies open, or of the built-in one. */
async function peopleFor(desk: Desk, saved: SavedRun, signal: AbortSignal): Promise<People> {
  const { input } = duelOf(saved.config, saved.skeleton.joints.length);
  const { people, duel } = desk.run ?? {};
  // Pictures are cut out anew for no other set than one that may be it.
  const isCandidate = people && (people.dataset.name === saved.dataset.name || duel?.input === input);
  const open = isCandidate ? await fitting(desk, people.dataset, saved, signal) : null;
  if (open) return open;
  const isBuiltin = saved.dataset.name === desk.platform.builtinName;
  const builtin = isBuiltin ? await openSource({ kind: 'builtin' }, desk.platform, desk.tasks, signal) : null;
  const fresh = builtin && (await fitting(desk, builtin, saved, signal));
  if (fresh) return fresh;
  const { name, train, validation } = saved.dataset;
  throw new DataError('not-found', {
    file: name,
    problem: `the run was trained on these ${(train + validation).toLocaleString('en')} people, and they are not open${isBuiltin ? ': the built-in set has changed since' : ''}`,
    cure: isBuiltin ? 'Start a new run.' : 'Open the same files again, then go on with the run.',
  });
}

/** The people of a dataset as they were in the run; null when they are others. */
async function fitting(desk: Desk, dataset: Dataset, saved: SavedRun, signal: AbortSignal): Promise<People | null> {
  const { skeleton, config } = saved;
  if (dataset.skeleton.joints.length !== skeleton.joints.length) return null;
  const isSame = JSON.stringify(dataset.skeleton) === JSON.stringify(skeleton);
  const known: Dataset = isSame ? dataset : { ...dataset, skeleton };
  const { store } = await desk.people(known, config, signal);
  if (fingerprintOf(skeleton, store.samples) !== saved.dataset.fingerprint) return null;
  desk.leftOut.set(known, [...desk.leftOut.of(known)], false);
  desk.leftOut.set(known, saved.dataset.leftOut ?? [], true);
  return desk.leftOut.without(peopleOf(known, store));
}
