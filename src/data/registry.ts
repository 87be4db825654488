import { stopIfCancelled } from './cancel.ts';
import { coco } from './coco.ts';
import { csv } from './csv.ts';
import { cvat } from './cvat.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { deepLabCut } from './deepLabCut.ts';
import { stampOf } from './fingerprint.ts';
import { labelme } from './labelme.ts';
import { labelStudio } from './labelStudio.ts';
import { lsp } from './lsp.ts';
import { mpiiH5 } from './mpii/annotH5.ts';
import { mpiiHrnet, mpiiPytorchPose } from './mpii/jsonList.ts';
import { mpiiRelease } from './mpii/release.ts';
import { extension } from './paths.ts';
import { sleap } from './sleap.ts';
import { yolo } from './yolo.ts';

/** Every format that is understood, in the order in which they are tried. */
export const readers: readonly Reader[] = [
  coco,
  lsp,
  mpiiRelease,
  mpiiHrnet,
  mpiiPytorchPose,
  mpiiH5,
  yolo,
  cvat,
  labelStudio,
  labelme,
  sleap,
  deepLabCut,
  csv,
];

/**
 * Finds out which format files are in, and reads them.
 * @throws DataError 'unknown-format' when no reader knows them; 'empty' without files; and what the reader throws
 */
export async function openDataset(files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  if (files.length === 0) {
    throw new DataError('empty', {
      file: options.name,
      problem: 'there are no files in it',
      cure: 'Choose a zip or a folder with pictures and their annotation file.',
    });
  }
  const fitting: { readonly reader: Reader; readonly found: readonly SourceFile[] }[] = [];
  for (const reader of readers) {
    stopIfCancelled(options.signal, options.name);
    const found = await reader.find(files);
    if (found.length > 0) fitting.push({ reader, found });
  }
  const [chosen] = fitting;
  if (chosen) {
    const dataset = { ...(await chosen.reader.read(chosen.found, files, options)), stamp: stampOf(files) };
    return withNote(
      dataset,
      fitting.map(({ reader }) => reader.format),
    );
  }
  throw new DataError('unknown-format', {
    file: options.name,
    problem: `no annotations were recognised among ${inventory(files)}`,
    cure: `Add the annotation file to the pictures, or drop pictures without one where “Label” is open. Understood: ${readers.map((reader) => reader.format).join(', ')}.`,
  });
}

/** Says which format was taken when others would have fitted too. */
function withNote(dataset: Dataset, [taken, ...others]: readonly string[]): Dataset {
  if (others.length === 0) return dataset;
  const note = `Read as ${taken}; there are files in it that look like ${others.join(', ')} too, which were not used.`;
  return { ...dataset, report: { ...dataset.report, notes: [...(dataset.report.notes ?? []), note] } };
}

/** e.g. "120 files (100 .jpg, 20 .txt)". */
function inventory(files: readonly SourceFile[]): string {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const kind = extension(path) ? `.${extension(path)}` : 'without ending';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort((a, b) => b[1] - a[1]);
  const listed = kinds.slice(0, 6).map(([kind, count]) => `${count} ${kind}`);
  if (kinds.length > listed.length) listed.push('…');
  return `${files.length} ${files.length === 1 ? 'file' : 'files'} (${listed.join(', ')})`;
}
