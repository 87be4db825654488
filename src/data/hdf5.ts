import type * as H5wasm from 'h5wasm';
import { DataError, type SourceFile } from './dataset.ts';

/** An HDF5 file, opened for reading. Every method throws a DataError 'bad-annotation' on what is missing, broken or of another type. */
export interface Hdf5 {
  has(path: string): boolean;
  /** The names in a group; '/' is the top. */
  keys(path: string): string[];
  /** An attribute of a group or dataset: text, number or a list of them; undefined when there is none. */
  attribute(path: string, name: string): unknown;
  /** A dataset of numbers or booleans, row by row. */
  numbers(path: string): Hdf5Array;
  /** A dataset of texts. */
  strings(path: string): string[];
  /** The numeric fields of a dataset of compound records, by name; each as long as there are records. */
  records(path: string): Map<string, Float64Array>;
  /** Row `index` of a dataset of bytes, e.g. a picture that was put into the file. */
  bytes(path: string, index: number): Uint8Array<ArrayBuffer>;
  /** Gives the memory back. */
  close(): void;
}

export interface Hdf5Array {
  readonly shape: readonly number[];
  /** In row-major order. */
  readonly values: Float64Array;
}

/** Bytes of a file, and of one dataset once it is read; both are held in memory. */
const mostBytes = 2 ** 30;

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether bytes begin as HDF5 does (format specification, II.A); MATLAB's v7.3 has it at 512. */
export function hasHdf5Signature(bytes: Uint8Array, at = 0): boolean {
  return signature.every((byte, i) => bytes[at + i] === byte);
}

let opened = 0;

/**
 * Opens a file with the HDF5 library, which is loaded the first time it is needed (4 MB, from our own bundle).
 * @throws DataError 'too-large' over 1 GiB, 'bad-annotation' when it is no whole HDF5 file
 */
export async function openHdf5(file: SourceFile): Promise<Hdf5> {
  if (file.size > mostBytes) {
    throw new DataError('too-large', {
      file: file.path,
      problem: `${Math.round(file.size / 1e6)} MB of HDF5 are more than is held in memory`,
      cure: 'Export it without pictures in it, or in parts.',
    });
  }
  const bytes = new Uint8Array(await (await file.bytes()).arrayBuffer());
  if (!hasHdf5Signature(bytes)) throw wrong(file.path, '', 'this is not an HDF5 file');
  const h5 = await load();
  const name = `opened-${opened++}.h5`;
  return guarded(file.path, '', () => {
    h5.FS!.writeFile(name, bytes, { canOwn: true } as never);
    try {
      return reader(h5, new h5.File(name, 'r'), file.path, () => h5.FS!.unlink(name));
    } catch (error) {
      h5.FS!.unlink(name);
      throw error;
    }
  });
}

async function load(): Promise<typeof H5wasm> {
  const h5 = await import('h5wasm');
  const module = await h5.ready;
  // Without it errors are printed, and half-made objects returned.
  module.activate_throwing_error_handler();
  return h5;
}

function reader(h5: typeof H5wasm, root: H5wasm.File, file: string, unlink: () => void): Hdf5 {
  const find = (path: string) => (path === '/' ? root : root.get(path));
  const dataset = (path: string): H5wasm.Dataset => {
    const found = root.get(path);
    if (!(found instanceof h5.Dataset)) throw wrong(file, path, found ? 'this is not a dataset' : 'the dataset is missing');
    return found;
  };
  const small = (path: string): H5wasm.Dataset => {
    const found = dataset(path);
    // The count is the file's word: it is looked at before anything is allocated for it.
    const bytes = Number(found.metadata.total_size) * found.metadata.size;
    if (!(bytes <= mostBytes)) throw wrong(file, path, `${found.shape?.join(' × ')} values are more than is held in memory`);
    return found;
  };
  return {
    has: (path) => guarded(file, path, () => find(path) !== null),
    keys: (path) =>
      guarded(file, path, () => {
        const group = find(path);
        if (!(group instanceof h5.Group)) throw wrong(file, path, 'the group is missing');
        return group.keys();
      }),
    attribute: (path, name) =>
      guarded(file, path, () => {
        const owner = find(path);
        if (!(owner instanceof h5.Group) && !(owner instanceof h5.Dataset)) throw wrong(file, path, 'this is missing');
        return owner.attrs[name]?.value ?? undefined;
      }),
    numbers: (path) =>
      guarded(file, path, () => {
        const found = small(path);
        return { shape: found.shape ?? [], values: numbersOf(found.value, file, path) };
      }),
    strings: (path) => guarded(file, path, () => stringsOf(small(path).value, file, path)),
    records: (path) => guarded(file, path, () => recordsOf(small(path), file, path)),
    bytes: (path, index) =>
      guarded(file, path, () => {
        const found = dataset(path);
        const rows = found.shape?.[0] ?? 0;
        if (!(index >= 0 && index < rows)) throw wrong(file, path, `there is no row ${index} of ${rows}`);
        let row: unknown = found.slice([[index, index + 1]]);
        // A row of varying length comes as a list of one.
        if (Array.isArray(row) && row.length === 1) row = row[0];
        return Uint8Array.from(numbersOf(row, file, path), (value) => value & 0xff);
      }),
    close: () =>
      guarded(file, '', () => {
        root.close();
        unlink();
      }),
  };
}

function numbersOf(value: unknown, file: string, path: string): Float64Array {
  const list: ArrayLike<unknown> = ArrayBuffer.isView(value) || Array.isArray(value) ? (value as unknown as ArrayLike<unknown>) : [value];
  return Float64Array.from(list, (one) => {
    if (typeof one === 'number' || typeof one === 'bigint' || typeof one === 'boolean') return Number(one);
    throw wrong(file, path, 'this is not a dataset of numbers');
  });
}

function stringsOf(value: unknown, file: string, path: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
  if (list.every((text): text is string => typeof text === 'string')) return list;
  throw wrong(file, path, 'this is not a dataset of texts');
}

function recordsOf(found: H5wasm.Dataset, file: string, path: string): Map<string, Float64Array> {
  const members = found.metadata.compound_type?.members;
  if (!members) throw wrong(file, path, 'this is not a dataset of records');
  const { value } = found;
  if (!Array.isArray(value)) throw wrong(file, path, 'the records cannot be read');
  const columns = new Map<string, Float64Array>();
  members.forEach(({ name }, m) => {
    const cells = value.map((record) => (Array.isArray(record) ? record[m] : undefined));
    if (cells.every((cell) => ['number', 'bigint', 'boolean'].includes(typeof cell))) columns.set(name, Float64Array.from(cells, Number));
  });
  return columns;
}

/** Gives what `read` gives; what the library throws becomes an error of the file. */
function guarded<T>(file: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DataError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw wrong(file, path, `it cannot be read as HDF5 (${why.replace(/\s+/g, ' ').slice(0, 200)})`, error);
  }
}

function wrong(file: string, place: string, problem: string, cause?: unknown): DataError {
  return new DataError(
    'bad-annotation',
    { file, place, problem, cure: 'The file may be cut off or of another program: export it again.' },
    { cause },
  );
}
