import { DataError, type Dataset } from '../../data/dataset.ts';
import { readRunFile, type SavedRun } from '../../export/runFile.ts';
import { duelOf } from '../../train/duel.ts';
import { type People, peopleOf } from '../../train/people.ts';
import type { Desk } from '../desk.ts';
import { openSource } from '../open.ts';
import type { FileSource } from '../protocol.ts';
import { fingerprintOf } from '../savedRun.ts';

/**
 * Goes on with a kept run.
 * @param sources where its people are looked for when they are neither open nor the built-in ones
 * @throws DataError when its pictures are not at hand, or it cannot be read
 */
export async function goOn(desk: Desk, key: string, sources: readonly FileSource[], signal: AbortSignal): Promise<void> {
  await resume(desk, await desk.keeper.take(key), key, sources, signal);
}

/** Goes on with the run in a `.poseduel` file. @throws DataError as `goOn` */
export async function openRun(desk: Desk, file: File, signal: AbortSignal): Promise<void> {
  await resume(desk, await readRunFile(file, file.name), null, [], signal);
}

async function resume(desk: Desk, saved: SavedRun, key: string | null, sources: readonly FileSource[], signal: AbortSignal): Promise<void> {
  const people = await peopleFor(desk, saved, sources, signal);
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

/** The people that the run was trained on: of the dataset that lies open, of the built-in one, or of one of the sources. */
async function peopleFor(desk: Desk, saved: SavedRun, sources: readonly FileSource[], signal: AbortSignal): Promise<People> {
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
  for (const source of sources) {
    const dataset = await readable(openSource(source, desk.platform, desk.tasks, signal));
    const isIt = dataset && fingerprintOf(saved.skeleton, dataset.samples) === saved.dataset.fingerprint;
    const found = isIt ? await fitting(desk, dataset, saved, signal) : null;
    if (found) return found;
  }
  const hasChanged = isBuiltin || sources.some((source) => source.name === name);
  const which = isBuiltin ? 'the built-in set' : 'the set of this name';
  throw new DataError('not-found', {
    file: name,
    problem: `the run was trained on these ${(train + validation).toLocaleString('en')} people, and they are not open${hasChanged ? `: ${which} has changed since` : ''}`,
    cure: hasChanged ? 'Start a new run.' : 'Open the same files again, then go on with the run.',
  });
}

/** A dataset; null when it cannot be read: another one may be. */
function readable(opening: Promise<Dataset>): Promise<Dataset | null> {
  return opening.catch((error: unknown) => {
    if (error instanceof DataError && error.code !== 'cancelled') return null;
    throw error;
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
