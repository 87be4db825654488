import { type DBSchema, openDB } from 'idb';
import type { OpenFile } from '../../data/squareFile.ts';
import type { PrivateFiles } from '../../worker/keep/privateFiles.ts';
import type { SquareFolder } from '../../worker/keep/squareFolder.ts';
import { hasFolders, privateFolder, writeFile } from './privateFolder.ts';

/** Where runs are kept: the origin's private file system; IndexedDB in browsers without it. @throws DOMException where neither is allowed */
export async function openPrivateFiles(): Promise<PrivateFiles> {
  const files = hasFolders() ? await folder('runs') : await database();
  return { ...files, ...claims };
}

type Files = Omit<PrivateFiles, keyof typeof claims>;

declare global {
  /** For workers only, so the types of a page do not have it. */
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<OpenFile>;
  }
}

/** Where squares are kept. @throws DOMException where the browser does not let the page, Error where it cannot */
export async function openSquareFolder(): Promise<SquareFolder> {
  if (!hasFolders() || !('createSyncAccessHandle' in FileSystemFileHandle.prototype)) throw new Error('it has no files of that kind');
  const home = await privateFolder('pictures');
  return {
    ...(await folder('pictures')),
    async open(name) {
      if (!(await hold(name, { ifAvailable: true }))) return null;
      const handle = await home.getFileHandle(name, { create: true });
      return handle.createSyncAccessHandle().catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'NoModificationAllowedError') return null;
        throw error;
      });
    },
    freed: (name) => navigator.locks.request(name, { mode: 'shared' }, () => {}),
  };
}

async function folder(of: string): Promise<Files> {
  const home = await privateFolder(of);
  return {
    place: 'this browser’s own files',
    async list() {
      const names: string[] = [];
      for await (const [name, { kind }] of home.entries()) if (kind === 'file') names.push(name);
      const sizeOf = async (name: string) => (await (await home.getFileHandle(name)).getFile()).size;
      // Another page may have taken one away in between.
      const files = await Promise.all(
        names.map((name) =>
          sizeOf(name).then(
            (bytes) => ({ name, bytes }),
            () => null,
          ),
        ),
      );
      return files.filter((file) => file !== null);
    },
    read: async (name) => (await home.getFileHandle(name)).getFile(),
    write: (name, bytes) => writeFile(home, name, bytes),
    async remove(name) {
      await home.removeEntry(name).catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
      });
    },
  };
}

interface Schema extends DBSchema {
  files: { key: string; value: Blob };
}

/** Its transactions happen whole or not at all. */
async function database(): Promise<Files> {
  const store = await openDB<Schema>('poseduel-runs', 1, { upgrade: (fresh) => void fresh.createObjectStore('files') });
  return {
    place: 'this browser’s database',
    async list() {
      const names = await store.getAllKeys('files');
      return Promise.all(names.map(async (name) => ({ name, bytes: (await store.get('files', name))?.size ?? 0 })));
    },
    async read(name) {
      const bytes = await store.get('files', name);
      if (!bytes) throw new Error(`There is no file ${name}.`);
      return bytes;
    },
    write: async (name, bytes) => void (await store.put('files', bytes, name)),
    remove: (name) => store.delete('files', name),
  };
}

const prefix = 'poseduel-run-';
/** Milliseconds that a claim waits: a worker that was ended while it was busy lives on for two seconds, and more on a busy machine. */
const patience = 10_000;

/** Takes a lock of the origin, which the browser lets go when the page is closed, however it is; false when another page keeps it. */
function hold(name: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, options, (lock) => {
        resolve(lock !== null);
        // Held for as long as this never resolves: until the page is closed.
        return lock && new Promise<never>(() => {});
      })
      .catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'TimeoutError') resolve(false);
        else reject(error);
      });
  });
}

const claims = {
  claim: (name: string) => hold(prefix + name, { signal: AbortSignal.timeout(patience) }),
  freed: (name: string) => navigator.locks.request(prefix + name, { mode: 'shared' }, () => {}),
  async claimed() {
    const { held = [] } = await navigator.locks.query();
    return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
  },
};
