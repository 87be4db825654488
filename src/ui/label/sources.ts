import { cocoFiles } from '../../label/cocoZip.ts';
import { originsOf } from '../../label/labelSet.ts';
import type { StoredSet } from '../../label/setStorage.ts';
import type { FileSource } from '../../worker/protocol.ts';
import { library } from './library.ts';

/** The names of the sets in this browser that can be trained on. */
export async function setNames(): Promise<string[]> {
  return (await labelled()).map(({ set }) => set.name);
}

/** The sets in this browser that can be trained on, as sources; those called `name` first: a set may have been renamed. */
export async function setsAsSources(name: string): Promise<FileSource[]> {
  const sets = (await labelled()).toSorted((a, b) => Number(b.set.name === name) - Number(a.set.name === name));
  const sources = await Promise.allSettled(sets.map(sourceOf));
  // One whose pictures are not all there cannot be the one.
  return sources.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

async function labelled(): Promise<StoredSet[]> {
  await library.loaded;
  await library.flush();
  return library.store.getState().sets.filter(({ set }) => {
    const { person, teacher, renderer } = originsOf(set);
    return person + teacher + renderer > 0;
  });
}

async function sourceOf({ set }: StoredSet): Promise<FileSource> {
  const files = await cocoFiles(set, (id) => library.picture(id, set));
  return { kind: 'files', name: set.name, files: files.map(({ path, file }) => ({ path, file: new File([file], path) })) };
}
