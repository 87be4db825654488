import type { SourceFile } from './dataset.ts';
import { baseName, extension, folderName, normalPath } from './paths.ts';
import { splitWord } from './split.ts';

const pictureKinds = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'avif', 'bmp', 'gif', 'tif', 'tiff']);

/** Whether a path ends like a picture's. */
export function isPicture(path: string): boolean {
  return pictureKinds.has(extension(path));
}

/** Finds the file that an annotation means by the name of a picture, or of a video. */
export interface FileIndex {
  /** The file that `name` means when `from` says it; null when there is none, or several that fit as well. */
  find(name: string, from: string): SourceFile | null;
  get(path: string): SourceFile | undefined;
}

/** An index over the pictures among files. */
export function indexPictures(files: readonly SourceFile[]): FileIndex {
  return indexFiles(files, isPicture);
}

/**
 * An index over the files whose path `isWanted`. A name is looked for, in this order: beside the annotation file, as the exact path from the
 * top, as the end of a path, as a base name alone. Of several that fit, the one whose folder speaks of the split of the annotation file.
 */
export function indexFiles(files: readonly SourceFile[], isWanted: (path: string) => boolean): FileIndex {
  const byPath = new Map<string, SourceFile>();
  const byBase = new Map<string, SourceFile[]>();
  for (const file of files) {
    if (!isWanted(file.path)) continue;
    byPath.set(file.path, file);
    const base = baseName(file.path);
    const group = byBase.get(base);
    if (group) group.push(file);
    else byBase.set(base, [file]);
  }
  return {
    get: (path) => byPath.get(path),
    find(name, from) {
      const path = normalPath(name);
      const folder = folderName(from);
      const exact = byPath.get(folder ? `${folder}/${path}` : path) ?? byPath.get(path);
      if (exact) return exact;
      const group = byBase.get(baseName(path)) ?? [];
      const ends = group.filter((file) => file.path.endsWith(`/${path}`));
      const fitting = ends.length ? ends : group;
      if (fitting.length < 2) return fitting[0] ?? null;
      const word = splitWord(from);
      const sameSplit = word ? fitting.filter((file) => splitWord(folderName(file.path)) === word) : [];
      return sameSplit.length === 1 ? sameSplit[0]! : null;
    },
  };
}
