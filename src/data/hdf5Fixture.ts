import type { Dataset, Group } from 'h5wasm';

/** For tests: the bytes of an HDF5 file that `write` fills. */
export async function hdf5Of(write: (root: Group) => void): Promise<Uint8Array<ArrayBuffer>> {
  const h5 = await import('h5wasm');
  await h5.ready;
  const name = `written-${written++}.h5`;
  const file = new h5.File(name, 'w');
  write(file);
  file.flush();
  file.close();
  const bytes = Uint8Array.from(h5.FS!.readFile(name));
  h5.FS!.unlink(name);
  return bytes;
}

let written = 0;

/** Adds a dataset of compound records of doubles, as SLEAP's points are. */
export function addRecords(group: Group, name: string, columns: Readonly<Record<string, readonly number[]>>): Dataset {
  const fields = Object.entries(columns);
  return group.create_dataset({
    name,
    data: new Map(fields.map(([field, values]) => [field, Float64Array.from(values)])),
    shape: [fields[0]![1].length],
    dtype: fields.map(([field]) => [field, '<d']),
  });
}
