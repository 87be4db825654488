import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core.js';
import { stopIfCancelled } from './cancel.ts';
import { DataError, type SourceFile } from './dataset.ts';
import { isClutter } from './paths.ts';
import { badZip, entryBytes, shown } from './zipEntry.ts';

/** What an archive may hold; real datasets stay far below. */
export const zipLimits = {
  /** COCO's training pictures are 118,287. */
  entries: 200_000,
  /** Bytes of one entry, unpacked. */
  entryBytes: 2 ** 30,
  /** Unpacked over packed; annotation files reach 30, a zip bomb 1,000. Entries below `ratioFrom` bytes are let pass. */
  ratio: 200,
  ratioFrom: 2 ** 20,
};

/**
 * The files of a zip, in its order. Only its directory is read here; an entry is unpacked when its `bytes` are asked for.
 * @throws DataError 'bad-zip' (broken, encrypted, unsafe paths), 'too-large' (limits), 'cancelled'
 */
export async function openZip(blob: Blob, name: string, signal?: AbortSignal, limits = zipLimits): Promise<SourceFile[]> {
  const files = new Map<string, SourceFile>();
  // Names are checked below with a better message; workers of its own are useless in ours.
  const reader = new ZipReader(new BlobReader(blob), { useWebWorkers: false, filenameValidation: 'tolerant' });
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      stopIfCancelled(signal, name);
      if (++count > limits.entries) {
        throw new DataError('too-large', {
          file: name,
          problem: `the archive has more than ${limits.entries.toLocaleString('en')} entries`,
          cure: 'Split it into several archives, or drop the unpacked folder.',
        });
      }
      checkPath(entry.filename, name);
      if (entry.directory || isClutter(entry.filename)) continue;
      checkEntry(entry, name, limits);
      files.set(entry.filename, {
        path: entry.filename,
        size: entry.uncompressedSize,
        bytes: () => entryBytes(blob, entry, name),
        head: (length) => entryBytes(blob, entry, name, length),
      });
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw badZip(error, name);
  }
  return [...files.values()];
}

/** Refuses names that would leave the archive's own folder, or that systems read in different ways. */
function checkPath(path: string, file: string): void {
  const trick = path.startsWith('/')
    ? 'an absolute path'
    : /^[a-z]:/i.test(path)
      ? 'a drive letter'
      : path.includes('\\')
        ? 'a backslash'
        : path.includes('\0')
          ? 'a zero byte'
          : path.split('/').includes('..')
            ? 'a path out of the archive (..)'
            : '';
  if (trick === '' && path !== '') return;
  throw new DataError('bad-zip', {
    file,
    place: shown(path),
    problem: trick ? `the entry's name has ${trick}` : 'an entry has no name',
    cure: 'Unpack the archive, look at it, and pack the folder again with plain relative names.',
  });
}

function checkEntry(entry: FileEntry, file: string, limits: typeof zipLimits): void {
  const place = shown(entry.filename);
  if (entry.encrypted) {
    throw new DataError('bad-zip', { file, place, problem: 'the entry is encrypted', cure: 'Pack the archive again without a password.' });
  }
  if (entry.uncompressedSize > limits.entryBytes) {
    throw new DataError('too-large', {
      file,
      place,
      problem: `the entry would unpack to ${megabytes(entry.uncompressedSize)}; the limit is ${megabytes(limits.entryBytes)}`,
      cure: 'Leave this file out, or split it.',
    });
  }
  if (entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > limits.ratio * entry.compressedSize) {
    const ratio = Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize));
    throw new DataError('too-large', {
      file,
      place,
      problem: `the entry unpacks to ${ratio} times its size; the limit is ${limits.ratio}, as in a zip bomb`,
      cure: 'If you trust it, unpack the archive yourself and drop the folder.',
    });
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
