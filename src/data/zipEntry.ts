import type { FileEntry } from '@zip.js/zip.js/lib/zip-core.js';
import { DataError } from './dataset.ts';

/**
 * The bytes of an entry, or at most the first `length` of them; then the rest is neither unpacked nor checked.
 * @throws DataError 'bad-zip'
 */
export async function entryBytes(archive: Blob, entry: FileEntry, file: string, length = Number.POSITIVE_INFINITY): Promise<Blob> {
  try {
    const bytes = (await stored(archive, entry)) ?? (await unpacked(entry, length));
    // A slice is a call to another process of the browser.
    return bytes.size > length ? bytes.slice(0, length) : bytes;
  } catch (error) {
    throw badZip(error, file, shown(entry.filename));
  }
}

/**
 * An entry that is not compressed, as pictures mostly are, is a piece of the archive: no copy, and six times as fast as through the
 * reader. Its check sum is not looked at; a broken picture shows when it is decoded. Null when the entry has to be unpacked.
 */
async function stored(archive: Blob, entry: FileEntry): Promise<Blob | null> {
  const size = entry.uncompressedSize;
  if (entry.compressionMethod !== 0 || entry.compressedSize !== size) return null;
  // The local header (APPNOTE 4.3.7): signature, …, lengths of name and extra field at 26 and 28, then these two, then the bytes.
  const header = new DataView(await archive.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (header.byteLength < 30 || header.getUint32(0) !== 0x504b0304) return null;
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  return start + size <= archive.size ? archive.slice(start, start + size) : null;
}

async function unpacked(entry: FileEntry, length: number): Promise<Blob> {
  const chunks: BlobPart[] = [];
  let size = 0;
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      chunks.push(chunk);
      size += chunk.byteLength;
      // The directory's size may lie; what was checked is what may come.
      if (size > entry.uncompressedSize) throw new Error('the entry is larger than the directory of the archive says');
      if (size >= length) throw new Error('enough');
    },
  });
  try {
    await entry.getData(sink, { useWebWorkers: false, checkCrc32: length >= entry.uncompressedSize });
  } catch (error) {
    if (size < length || size > entry.uncompressedSize) throw error;
  }
  return new Blob(chunks);
}

/** What the zip library throws, as an error of an archive or of one of its entries. */
export function badZip(error: unknown, file: string, place = ''): DataError {
  const why = error instanceof Error ? error.message : String(error);
  const problem = place ? `the entry cannot be unpacked (${why})` : `this is not a whole zip archive (${why})`;
  const cure = 'Copy or download the archive again, or pack it anew as a plain zip.';
  return new DataError('bad-zip', { file, place, problem, cure }, { cause: error });
}

/** An entry's name, shortened for a message. */
export function shown(path: string): string {
  return path.length > 120 ? `${path.slice(0, 117)}…` : path;
}
