import type { Box } from '../../pose/point.ts';
import { DataError, type SourceFile } from '../dataset.ts';
import { openMat } from '../mat/mat.ts';
import { fromOneBased } from '../oneBased.ts';
import { baseName, folderName } from '../paths.ts';

/**
 * The head boxes of valid.json's people, in its order, from `gt_valid.mat` beside it: `headboxes_src` is [2 corners, x and y, n], 1-based.
 * Null when there is none; a note when it does not fit.
 */
export async function headBoxesBeside(
  list: SourceFile,
  count: number,
  files: readonly SourceFile[],
  notes: string[],
): Promise<(Box | null)[] | null> {
  const path = `${folderName(list.path)}/gt_valid.mat`.replace(/^\//, '');
  const file = baseName(list.path) === 'valid.json' ? files.find((each) => each.path === path) : undefined;
  if (!file) return null;
  try {
    const value = await (await openMat(file)).find((variable) => variable.name === 'headboxes_src')?.read();
    if (value?.kind === 'numbers' && value.values.length === 4 * count) {
      return Array.from({ length: count }, (_, n) => boxOf(value.values.subarray(4 * n, 4 * n + 4)));
    }
    notes.push(`The head boxes of ${file.path} do not fit the people of ${list.path} and are not used.`);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    notes.push(`The head boxes of ${file.path} are not used: ${error.message}.`);
  }
  return null;
}

/** Column-major: x1, x2, y1, y2. */
function boxOf([x1 = 0, x2 = 0, y1 = 0, y2 = 0]: Float64Array): Box | null {
  return x2 > x1 && y2 > y1 && x2 - x1 < 1e6 && y2 - y1 < 1e6
    ? { x: fromOneBased(x1), y: fromOneBased(y1), width: x2 - x1, height: y2 - y1 }
    : null;
}
