import { DataError, type SourceFile } from './dataset.ts';
import { extension, isClutter, normalPath } from './paths.ts';
import { openZip } from './zip.ts';

/** A file as the page gets it: dropped, chosen, or found in a folder. */
export interface PiledFile {
  /** Relative path with its folders, where it came with them; else the name. */
  readonly path: string;
  readonly file: Blob;
}

/** A source file of bytes at hand. */
export function fileOf(path: string, blob: Blob): SourceFile {
  const stamp = blob instanceof File ? blob.lastModified : 0;
  return { path, size: blob.size, stamp, bytes: async () => blob, head: async (length) => blob.slice(0, length) };
}

/**
 * The files of a pile, with zips opened: a pile's only zip puts its entries at the top, several put them in folders of their names.
 * @throws DataError as `openZip`; 'empty' when nothing is left
 */
export async function openPile(pile: readonly PiledFile[], signal?: AbortSignal): Promise<SourceFile[]> {
  const kept = pile.map(({ path, file }) => ({ path: normalPath(path), file })).filter(({ path }) => path !== '' && !isClutter(path));
  const zips = kept.filter(({ path }) => extension(path) === 'zip');
  const files: SourceFile[] = [];
  for (const { path, file } of kept) {
    if (extension(path) !== 'zip') {
      files.push(fileOf(path, file));
      continue;
    }
    const folder = zips.length > 1 ? `${path.slice(0, -'.zip'.length)}/` : '';
    for (const entry of await openZip(file, path, signal)) {
      files.push({ ...entry, path: folder + entry.path });
    }
  }
  if (files.length === 0) {
    throw new DataError('empty', {
      file: pile[0]?.path ?? 'the selection',
      problem: 'there are no files in it',
      cure: 'Drop a zip or a folder with pictures and their annotation file.',
    });
  }
  return files;
}
