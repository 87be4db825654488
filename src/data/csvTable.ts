import Papa from 'papaparse';
import { isCoordinate } from './cocoRecords.ts';
import { DataError, type SourceFile } from './dataset.ts';
import { readText } from './textFile.ts';

/** The longest table: its cells take some five times the text's memory. */
const longestTable = 200e6;

/** Columns of 1,000 people of 20 joints, x and y. */
const mostColumns = 40_000;

/** The rows of a table with commas, semicolons or tabs. @throws DataError 'too-large', 'bad-annotation' */
export async function readTable(file: SourceFile): Promise<string[][]> {
  const { data, errors } = Papa.parse<string[]>(await readText(file, longestTable), { skipEmptyLines: 'greedy' });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) {
    throw new DataError('bad-annotation', {
      file: file.path,
      place: broken.row === undefined ? '' : `row ${broken.row + 1}`,
      problem: `this is not a table (${broken.message})`,
      cure: 'Save it again as CSV; look for a quotation mark that is not closed.',
    });
  }
  if ((data[0]?.length ?? 0) > mostColumns) {
    const problem = `${data[0]!.length} columns are more than the limit of ${mostColumns}`;
    throw new DataError('too-large', { file: file.path, problem, cure: 'Split it into several tables.' });
  }
  return data;
}

/** The number in a cell; null when it is empty or says that there is none, 'bad' when it is no number of pixels. */
export function pixelsOf(cell: string | undefined): number | null | 'bad' {
  const text = cell?.trim() ?? '';
  if (text === '' || /^(nan|none|null|n\/a|na)$/i.test(text)) return null;
  const value = Number(text);
  return isCoordinate(value) ? value : 'bad';
}

/** The first rows of a file, for a look. */
export async function firstRows(file: SourceFile): Promise<string[][]> {
  return Papa.parse<string[]>(await (await file.head(65_536)).text(), { preview: 5, skipEmptyLines: 'greedy' }).data;
}
