import { type DBSchema, openDB } from 'idb';
import { type SetStorage, type StoredSet, storedSetOf } from './setStorage.ts';

interface Schema extends DBSchema {
  sets: { key: string; value: StoredSet };
  /** By `set/picture`. */
  pictures: { key: string; value: Blob };
}

/** Sets in IndexedDB, for browsers without files of a page's own. Its transactions happen whole or not at all. */
export async function databaseStorage(): Promise<SetStorage> {
  const database = await openDB<Schema>('poseduel-label', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('sets');
      fresh.createObjectStore('pictures');
    },
  });
  const key = (set: string, picture: string) => `${set}/${picture}`;
  const keysOf = (set: string) => database.getAllKeys('pictures', IDBKeyRange.bound(`${set}/`, `${set}/\uffff`));
  return {
    place: 'this browser’s database',
    list: async () => (await database.getAll('sets')).flatMap((value) => storedSetOf(value) ?? []),
    async save(stored) {
      await database.put('sets', stored, stored.set.id);
    },
    async putPicture(set, picture, bytes) {
      await database.put('pictures', bytes, key(set, picture));
    },
    async picture(set, picture) {
      const bytes = await database.get('pictures', key(set, picture));
      if (!bytes) throw new Error(`There is no picture ${picture}.`);
      return bytes;
    },
    async prune({ id, pictures }) {
      const named = new Set(pictures.map((picture) => key(id, picture.id)));
      for (const stored of await keysOf(id)) if (!named.has(stored)) await database.delete('pictures', stored);
    },
    async remove(set) {
      for (const stored of await keysOf(set)) await database.delete('pictures', stored);
      await database.delete('sets', set);
    },
  };
}
