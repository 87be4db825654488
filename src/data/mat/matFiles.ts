import { DataError, type SourceFile } from '../dataset.ts';
import { extension } from '../paths.ts';
import { type MatVariable, openMat } from './mat.ts';

/** A set comes with one or two; in more of them nobody looks for one. */
const mostLookedAt = 20;

/** The MATLAB files among files. */
function matFilesIn(files: readonly SourceFile[]): SourceFile[] {
  return files.filter((file) => extension(file.path) === 'mat').slice(0, mostLookedAt);
}

/**
 * Those with a variable that fits. A file that cannot be opened fits by its name alone, so that opening it again tells the user why.
 */
export async function matFilesWith(
  files: readonly SourceFile[],
  fits: (variable: MatVariable) => boolean,
  name: RegExp,
): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of matFilesIn(files)) {
    try {
      if ((await openMat(file)).some(fits)) found.push(file);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      if (name.test(file.path)) found.push(file);
    }
  }
  return found;
}
