import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core.js';
import { stopIfCancelled } from './cancel.ts';
import { DataError, type SourceFile } from './dataset.ts';
import { isClutter } from './paths.ts';
import { isPicture } from './pictureIndex.ts';
import { badZip, entryBytes, shown } from './zipEntry.ts';

/** What an archive may hold; real datasets stay far below. */
export const zipLimits = {
  /** COCO's training pictures are 118,287. */
  entries: 200_000,
  /** Bytes of one entry, unpacked. */
  entryBytes: 2 ** 30,
  /** Bytes of a picture, unpacked: some are decoded at a time. */
  pictureBytes: 2 ** 28,
  /** Bytes that are unpacked of all entries but pictures. Read one after the other they are never in memory at once, but take their time. */
  annotationBytes: 2 ** 33,
  /** Unpacked over packed, of an entry and of the archive; annotation files reach 30, a zip bomb 1,000. Below `ratioFrom` bytes all may pass. */
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
  const unpack = unpackerOf(blob, name, limits);
  let count = 0;
  let total = 0;
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
      total += entry.uncompressedSize;
      checkTotal(total, blob.size, name, limits);
      if (files.has(entry.filename)) throw twice(entry.filename, name);
      files.set(entry.filename, {
        path: entry.filename,
        size: entry.uncompressedSize,
        stamp: entry.signature,
        bytes: () => unpack(entry),
        head: (length) => entryBytes(blob, entry, name, length),
      });
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw badZip(error, name);
  }
  return [...files.values()];
}

/** Unpacks whole entries, as long as what is unpacked keeps to the limits. */
function unpackerOf(blob: Blob, file: string, limits: typeof zipLimits): (entry: FileEntry) => Promise<Blob> {
  const read = new Set<string>();
  let total = 0;
  return async (entry) => {
    const { filename, uncompressedSize } = entry;
    const place = shown(filename);
    if (isPicture(filename)) {
      if (uncompressedSize > limits.pictureBytes) {
        const problem = `the picture has ${megabytes(uncompressedSize)}; the limit is ${megabytes(limits.pictureBytes)}`;
        throw new DataError('too-large', { file, place, problem, cure: 'Save it as JPEG, or leave it out.' });
      }
    } else if (!read.has(filename)) {
      read.add(filename);
      total += uncompressedSize;
      if (total > limits.annotationBytes) {
        const problem = `up to here the annotation files unpack to ${megabytes(total)}; the limit for an archive is ${megabytes(limits.annotationBytes)}`;
        throw new DataError('too-large', { file, place, problem, cure: 'Split the set into several archives.' });
      }
    }
    return entryBytes(blob, entry, file);
  };
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

/** Small entries may each have any ratio, and entries may share their bytes: so the archive as a whole has one too. */
function checkTotal(total: number, packed: number, file: string, limits: typeof zipLimits): void {
  if (total <= Math.max(limits.ratioFrom, limits.ratio * packed)) return;
  const problem = `its entries would unpack to more than ${limits.ratio} times its size (${megabytes(packed)}), as in a zip bomb`;
  throw new DataError('too-large', { file, problem, cure: 'If you trust it, unpack the archive yourself and drop the folder.' });
}

function twice(path: string, file: string): DataError {
  return new DataError('bad-zip', {
    file,
    place: shown(path),
    problem: 'the archive has two entries of this name, and nobody can tell which of them counts',
    cure: 'Unpack the archive, and pack the folder again.',
  });
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
