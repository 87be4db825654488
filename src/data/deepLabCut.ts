import type { LabelledJoint } from '../pose/sample.ts';
import { breather } from './cancel.ts';
import { firstRows, pixelsOf, readTable } from './csvTable.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { assembleNamed, type NamedPerson } from './namedPeople.ts';
import { baseName, extension } from './paths.ts';
import { indexPictures } from './pictureIndex.ts';
import { createTally } from './report.ts';
import { type PlaceOfFrame, VideoFrames } from './videoFrames.ts';
import { readYaml } from './yoloConfig.ts';

/** DeepLabCut's CollectedData tables, of one animal or several (deeplabcut.github.io/DeepLabCut/docs/standardDeepLabCut_UserGuide.html). */
export const deepLabCut: Reader = {
  format: 'DeepLabCut',
  find: tables,
  read,
};

/** Where each individual's joints stand in a row. */
interface Columns {
  /** How many columns name the picture: 1, or 3 for its folders. */
  readonly index: number;
  readonly individuals: ReadonlyMap<string, ReadonlyMap<string, { readonly x: number; readonly y: number }>>;
  readonly joints: readonly string[];
  readonly headerRows: number;
}

/** @throws DataError 'bad-annotation' when a header makes no sense, 'empty', 'too-large', 'cancelled' */
async function read(found: readonly SourceFile[], files: readonly SourceFile[], options: ReadOptions): Promise<Dataset> {
  const tally = createTally();
  const pictures = indexPictures(files);
  const frames = new VideoFrames(files, options.openVideo);
  const pause = breather(options.signal, options.name);
  const people: NamedPerson[] = [];
  const names = new Set<string>();
  for (const [t, file] of found.entries()) {
    const rows = await readTable(file);
    const columns = columnsOf(rows, file.path);
    for (const joint of columns.joints) names.add(joint);
    for (const [i, row] of rows.slice(columns.headerRows).entries()) {
      await pause();
      const place = `${file.path}, row ${i + columns.headerRows + 1}`;
      const name = row.slice(0, columns.index).join('/');
      const picture = pictures.find(name, file.path) ?? (await frameOf(name, file.path, frames));
      if ('reason' in picture) {
        tally.skip(picture.reason, place);
        continue;
      }
      for (const [individual, joints] of columns.individuals) {
        const labels = jointsOf(row, joints);
        if (labels === null) tally.skip('animals with a coordinate that is not a number of pixels', `${place}, ${individual}`);
        // An animal that is not on this picture has empty cells.
        else if (labels.size > 0) people.push({ id: individual, picture: picture.path, from: file.path, joints: labels, box: null });
      }
    }
    options.progress?.((t + 1) / found.length);
  }
  return assembleNamed(
    {
      format: deepLabCut.format,
      file: found[0]!.path,
      title: 'animal',
      people,
      joints: [...names],
      limbs: await limbsOf(files),
      tally,
      bytes: (path) => pictures.get(path)?.bytes(),
      frame: (path) => frames.picture(path),
      advice: 'Put labeled-data with its pictures and CollectedData_….csv into one zip or folder.',
    },
    options,
  );
}

/** Reads the rows scorer, individuals (where there are several animals), bodyparts and coords. */
function columnsOf(rows: readonly (readonly string[])[], file: string): Columns {
  const headerRow = (name: string) => rows.slice(0, 5).findIndex((row) => row[0]?.replace('\uFEFF', '').trim().toLowerCase() === name);
  const [parts, coords, individuals] = [headerRow('bodyparts'), headerRow('coords'), headerRow('individuals')];
  const index = coords < 0 ? -1 : rows[coords]!.indexOf('x');
  if (parts < 0 || index < 1) {
    throw new DataError('bad-annotation', {
      file,
      place: 'header',
      problem: 'the rows bodyparts and coords (x, y, …) are missing',
      cure: 'Use CollectedData_….csv as DeepLabCut wrote it.',
    });
  }
  const found = new Map<string, Map<string, { x: number; y: number }>>();
  const joints = new Set<string>();
  rows[coords]!.forEach((coord, x) => {
    const joint = rows[parts]![x];
    const individual = individuals < 0 ? 'animal' : rows[individuals]![x];
    // What is called single are landmarks of the scene, of no animal.
    if (coord !== 'x' || rows[coords]![x + 1] !== 'y' || !joint || !individual || (individuals >= 0 && individual === 'single')) return;
    joints.add(joint);
    const own = found.get(individual) ?? new Map<string, { x: number; y: number }>();
    found.set(individual, own.set(joint, { x, y: x + 1 }));
  });
  return { index, individuals: found, joints: [...joints], headerRows: Math.max(coords, parts, individuals) + 1 };
}

/** `labeled-data/clip/img0123.png` was frame 123 of the video `clip`. */
async function frameOf(name: string, from: string, frames: VideoFrames): Promise<PlaceOfFrame> {
  const [, folder, digits] = /([^/\\]+)[/\\]img(\d+)\.\w+$/.exec(name) ?? [];
  const place = folder && digits ? await frames.place(folder, from, Number(digits)) : null;
  // Pictures are what is usually there.
  if (!place || ('reason' in place && place.reason.includes('not among the files')))
    return { reason: 'rows whose picture is missing, or of which several have the name' };
  return place;
}

function jointsOf(
  row: readonly string[],
  joints: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): Map<string, LabelledJoint> | null {
  const labels = new Map<string, LabelledJoint>();
  for (const [name, at] of joints) {
    const [x, y] = [pixelsOf(row[at.x]), pixelsOf(row[at.y])];
    if (x === 'bad' || y === 'bad') return null;
    if (x !== null && y !== null) labels.set(name, { x, y, visibility: 2 });
  }
  return labels;
}

/** The pairs of `skeleton` in the project's config.yaml, where it is among the files and can be read. */
async function limbsOf(files: readonly SourceFile[]): Promise<(readonly [string, string])[]> {
  const file = files.find(({ path }) => baseName(path) === 'config.yaml');
  const skeleton = file ? (await readYaml(file).catch(() => null))?.skeleton : null;
  if (!Array.isArray(skeleton)) return [];
  return skeleton.flatMap((pair) => (Array.isArray(pair) && pair.length === 2 ? [[String(pair[0]), String(pair[1])] as const] : []));
}

async function tables(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const file of files.filter(({ path }) => extension(path) === 'csv').slice(0, 500)) {
    const rows = await firstRows(file);
    const first = rows.map((row) => row[0]?.replace('\uFEFF', '').trim().toLowerCase());
    if (first[0] === 'scorer' && first.includes('bodyparts') && first.includes('coords')) found.push(file);
  }
  return found;
}
