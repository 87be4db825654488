import { privateFolder, writeFile } from '../platform/browser/privateFolder.ts';
import type { LabelSet } from './labelSet.ts';
import { type SetStorage, type StoredSet, storedSetOf } from './setStorage.ts';

const root = 'label';
const indexName = /^set-(\d+)\.json$/;

/**
 * Sets in the origin's private file system: a folder a set with `pictures/` and `set-<version>.json`. A version is written beside the
 * one before, which goes only when the new one is whole; the highest that can be read counts.
 */
export async function folderStorage(): Promise<SetStorage> {
  const home = await privateFolder(root);
  const folder = (set: string) => home.getDirectoryHandle(set, { create: true });
  const pictures = async (set: string) => (await folder(set)).getDirectoryHandle('pictures', { create: true });
  return {
    place: 'this browser’s own files',
    async list() {
      const found: StoredSet[] = [];
      for await (const [, handle] of home.entries()) {
        const stored = handle.kind === 'directory' ? await newest(handle as FileSystemDirectoryHandle) : null;
        if (stored) found.push(stored);
      }
      return found;
    },
    async save(stored) {
      const { id, version } = stored.set;
      const parent = await folder(id);
      await writeFile(parent, `set-${version}.json`, new Blob([JSON.stringify(stored)]));
      for (const older of await versionsIn(parent)) if (older < version) await parent.removeEntry(`set-${older}.json`);
    },
    async putPicture(set, picture, bytes) {
      await writeFile(await pictures(set), picture, bytes);
    },
    async picture(set, picture) {
      return (await (await pictures(set)).getFileHandle(picture)).getFile();
    },
    async prune(set: LabelSet) {
      const named = new Set(set.pictures.map(({ id }) => id));
      const parent = await pictures(set.id);
      const names: string[] = [];
      for await (const [name] of parent.entries()) names.push(name);
      for (const name of names) if (!named.has(name)) await parent.removeEntry(name);
    },
    async remove(set) {
      await home.removeEntry(set, { recursive: true });
    },
  };
}

async function versionsIn(parent: FileSystemDirectoryHandle): Promise<number[]> {
  const versions: number[] = [];
  for await (const [name] of parent.entries()) {
    const version = indexName.exec(name)?.[1];
    if (version !== undefined) versions.push(Number(version));
  }
  return versions.sort((a, b) => b - a);
}

async function newest(parent: FileSystemDirectoryHandle): Promise<StoredSet | null> {
  for (const version of await versionsIn(parent)) {
    const file = await (await parent.getFileHandle(`set-${version}.json`)).getFile();
    const stored = storedSetOf(parsed(await file.text()));
    if (stored) return stored;
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half a file, from a tab that was closed while it was written: the version before is there.
    return null;
  }
}
