import type { LabelledJoint, Split, Visibility } from '../pose/sample.ts';
import { breather } from './cancel.ts';
import { firstRows, pixelsOf, readTable } from './csvTable.ts';
import type { Dataset, Reader, ReadOptions, SourceFile } from './dataset.ts';
import { assembleNamed, type NamedPerson } from './namedPeople.ts';
import { extension } from './paths.ts';
import { indexPictures } from './pictureIndex.ts';
import { createTally } from './report.ts';

/** A table with a header `image,nose_x,nose_y,nose_v,…`, a row a person, pixels; `_v` and a column `split` may be absent. */
export const csv: Reader = {
  format: 'Table (CSV)',
  find: tables,
  read,
};

/** Where the columns of a header are. */
interface Columns {
  readonly image: number;
  /** −1 when there is none. */
  readonly split: number;
  readonly joints: readonly { readonly name: string; readonly x: number; readonly y: number; readonly v: number }[];
}

/** @throws DataError 'bad-annotation', 'empty', 'too-large', 'cancelled' */
async function read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const pause = breather(options.signal, options.name);
  const people: NamedPerson[] = [];
  const names = new Set<string>();
  for (const [t, file] of found.entries()) {
    const [header = [], ...rows] = await readTable(file);
    const columns = columnsOf(header);
    if (!columns) {
      tally.skip('tables without a header of image, joint_x, joint_y, …', file.path);
      continue;
    }
    for (const { name } of columns.joints) names.add(name);
    for (const [i, row] of rows.entries()) {
      await pause();
      const place = `${file.path}, row ${i + 2}`;
      const picture = pictures.find(row[columns.image] ?? '', file.path);
      const joints = jointsOf(row, columns);
      if (!picture) tally.skip('people whose picture is missing, or of which several have the name', place);
      else if (typeof joints === 'string') tally.skip(joints, place);
      else {
        const split = splitOf(row[columns.split]);
        people.push({ id: String(i + 2), picture: picture.path, from: file.path, joints, box: null, ...(split ? { split } : {}) });
      }
    }
    options.progress?.((t + 1) / found.length);
  }
  return assembleNamed(
    {
      format: csv.format,
      file: found[0]!.path,
      title: 'person',
      people,
      joints: [...names],
      tally,
      bytes: (path) => pictures.get(path)?.bytes(),
      advice: 'The first row names the columns: image, nose_x, nose_y, …; each further row is a person, in pixels.',
    },
    options,
  );
}

/** The columns that a header names; null when it has no image, or no joint with x and y. */
function columnsOf(header: readonly string[]): Columns | null {
  const names = header.map((name) => name.replace('\uFEFF', '').trim());
  const image = names.findIndex((name) => /^(image|image_?(path|name|file)|file_?(name|path)?|path|picture|frame|img)$/i.test(name));
  if (image < 0) return null;
  const parts = new Map<string, { x: number; y: number; v: number }>();
  for (const [column, name] of names.entries()) {
    const [, joint, part] = /^(.+)[_\-. ](x|y|v|vis|visible|visibility)$/i.exec(name) ?? [];
    if (!joint || !part) continue;
    const entry = parts.get(joint) ?? { x: -1, y: -1, v: -1 };
    entry[part[0]!.toLowerCase() as 'x' | 'y' | 'v'] = column;
    parts.set(joint, entry);
  }
  const joints = [...parts].flatMap(([name, entry]) => (entry.x >= 0 && entry.y >= 0 ? [{ name, ...entry }] : []));
  return joints.length > 0 ? { image, split: names.findIndex((name) => /^(split|set|subset)$/i.test(name)), joints } : null;
}

function jointsOf(row: readonly string[], { joints }: Columns): Map<string, LabelledJoint> | string {
  const found = new Map<string, LabelledJoint>();
  for (const { name, x: atX, y: atY, v: atV } of joints) {
    const [x, y] = [pixelsOf(row[atX]), pixelsOf(row[atY])];
    const v = atV < 0 ? 2 : (pixelsOf(row[atV]) ?? 0);
    if (v !== 0 && v !== 1 && v !== 2) return 'rows with a visibility that is not 0, 1 or 2';
    if (v === 0 || x === null || y === null) continue;
    if (x === 'bad' || y === 'bad') return 'rows with a coordinate that is not a number of pixels';
    found.set(name, { x, y, visibility: v as Visibility });
  }
  return found;
}

function splitOf(cell: string | undefined): Split | undefined {
  const word = cell?.trim().toLowerCase() ?? '';
  if (word === '') return undefined;
  return /^(val|test|held)/.test(word) ? 'validation' : 'train';
}

async function tables(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files.filter(({ path }) => /^(csv|tsv)$/.test(extension(path))).slice(0, 50)) {
    if (columnsOf((await firstRows(file))[0] ?? [])) found.push(file);
  }
  return found;
}
