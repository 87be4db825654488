import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { DataError, type SourceFile } from '../../data/dataset.ts';
import { openPile } from '../../data/files.ts';
import { extension, isClutter } from '../../data/paths.ts';

/**
 * The files of a folder on disk, or of a zip, or one file; nothing is read before it is asked for.
 * @throws DataError 'not-found', and as `openZip`
 */
export async function openPath(path: string, signal?: AbortSignal): Promise<SourceFile[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    throw new DataError(
      'not-found',
      { file: path, problem: 'there is no such file or folder', cure: 'Check the path; a zip or a folder is expected.' },
      { cause: error },
    );
  }
  if (!isFolder) return openPile([{ path: basename(path), file: await openBlob(path) }], signal);
  const files: SourceFile[] = [];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  for (const entry of entries.sort((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))) {
    const full = join(entry.parentPath, entry.name);
    const inside = relative(path, full).split(sep).join('/');
    if (!entry.isFile() || isClutter(inside)) continue;
    const { size } = await stat(full);
    files.push({ path: inside, size, bytes: () => openBlob(full), head: async (length) => (await openBlob(full)).slice(0, length) });
  }
  const only = files.length === 1 ? files[0]! : null;
  return only && extension(only.path) === 'zip' ? openPile([{ path: only.path, file: await only.bytes() }], signal) : files;
}

/** Node 20 counts the places in a file's Blob in 32 bits, and ends the whole process beyond them. */
export async function openBlob(path: string): Promise<Blob> {
  let blob: Blob;
  try {
    blob = await openAsBlob(path);
  } catch (error) {
    throw new DataError('not-found', { file: path, problem: 'the file cannot be opened', cure: 'Check the path.' }, { cause: error });
  }
  if (blob.size < 2 ** 32) return blob;
  throw new DataError('too-large', { file: path, problem: 'the file has over 4 GiB', cure: 'Unpack it, and give the folder.' });
}
