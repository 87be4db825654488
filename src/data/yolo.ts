import type { Split } from '../pose/sample.ts';
import { assembleDataset, type Person } from './assemble.ts';
import { breather } from './cancel.ts';
import { DataError, type Dataset, type Reader, type ReadOptions, type SourceFile } from './dataset.ts';
import { understandSkeleton } from './knownSkeletons.ts';
import { baseName, extension, folderName } from './paths.ts';
import { isPicture } from './pictureIndex.ts';
import { pictureSize } from './pictureSize.ts';
import { createTally, type Tally } from './report.ts';
import { readText } from './textFile.ts';
import { findYoloConfigs, readYoloConfig, type YoloConfig } from './yoloConfig.ts';
import { readPerson, shapeOfLine } from './yoloLine.ts';

/** YOLO-pose (Ultralytics): a text file a picture, `class cx cy w h px1 py1 [v1] …` in parts of the picture's size, and a data.yaml. */
export const yolo: Reader = {
  format: 'YOLO-pose',
  find,
  read,
};

/** Files looked at, at a time. */
const concurrency = 8;

/** The data.yaml, the best first; without any, a file of labels that tells the format. */
async function find(files: readonly SourceFile[]): Promise<readonly SourceFile[]> {
  const configs = await findYoloConfigs(files);
  const line = configs.length > 0 ? null : await someLabelLine(files);
  return line ? [line.file] : configs;
}

/** @throws DataError 'bad-annotation' for a data.yaml that makes no sense or labels without keypoints, 'empty', 'cancelled' */
async function read(
  found: readonly SourceFile[],
  files: readonly SourceFile[],
  { name, decode, progress, signal }: ReadOptions,
): Promise<Dataset> {
  const tally = createTally();
  const configFile = found.find((file) => !isText(file));
  const config = configFile ? await readYoloConfig(configFile) : null;
  const line = config?.shape ? null : await someLabelLine(files);
  const shape = config?.shape ?? (line && shapeOfLine(line.text));
  if (!shape) throw boxesOnly(line?.file.path ?? configFile?.path ?? name);
  const pictures = picturesByStem(files);
  const labels = labelFiles(files);
  const splitOf = await splitByConfig(config, files);
  const people = new Array<Person[]>(labels.length);
  const pause = breather(signal, name);
  let next = 0;
  const work = async () => {
    while (next < labels.length) {
      const i = next++;
      people[i] = await readLabels(labels[i]!, shape, { pictures, tally, decode, splitOf });
      progress?.((i + 1) / labels.length);
      await pause();
    }
  };
  // One failure ends the others too.
  const giveUp = (error: unknown) => {
    next = labels.length;
    throw error;
  };
  await Promise.all(Array.from({ length: concurrency }, () => work().catch(giveUp)));
  const byPath = new Map(files.map((file) => [file.path, file]));
  return assembleDataset(
    {
      format: 'YOLO-pose',
      ...understandSkeleton({ title: config?.title ?? 'person', joints: config?.joints ?? shape[0], mirror: config?.mirror }),
      people: people.flat(),
      tally,
      bytes: (path) => byPath.get(path)?.bytes(),
      advice: `Export it again as YOLO-pose: each line needs a class, a box and ${shape[0]} × ${shape[1]} numbers.`,
      notes: config?.notes,
    },
    { name, decode },
  );
}

interface Around {
  readonly pictures: ReadonlyMap<string, SourceFile | null>;
  readonly tally: Tally;
  readonly decode: ReadOptions['decode'];
  readonly splitOf: (picture: string) => Split | undefined;
}

async function readLabels(file: SourceFile, shape: readonly [number, 2 | 3], around: Around): Promise<Person[]> {
  const { tally } = around;
  const lines = (await readText(file, 20e6)).split('\n').map((line, i) => ({ text: line.trim(), place: `${file.path}, line ${i + 1}` }));
  const filled = lines.filter(({ text }) => text !== '');
  if (filled.length === 0) return [];
  const picture = pictureOf(file.path, around.pictures);
  if (!picture) {
    for (const { place } of filled) tally.skip('people whose picture is missing, or of which several have the name', place);
    return [];
  }
  const size = await pictureSize(picture, around.decode).catch((error: unknown) => {
    if (!(error instanceof DataError) || error.code === 'cancelled') throw error;
    return null;
  });
  const split = around.splitOf(picture.path);
  const seen = new Set<string>();
  return filled.flatMap(({ text, place }, i) => {
    const person = size ? readPerson(text, shape, size) : 'people whose picture cannot be read';
    if (typeof person === 'string') tally.skip(person, place);
    else if (seen.has(text)) tally.skip('lines that stand there twice', place);
    else {
      seen.add(text);
      // The folder alone may speak of a split: a picture may well be of a train station.
      const from = `${folderName(file.path)}/`;
      return [{ ...person, id: String(i + 1), picture: picture.path, from, headBox: null, ...(split ? { split } : {}) }];
    }
    return [];
  });
}

/** Text files in folders called labels; without such a folder, all that are no list of classes. */
function labelFiles(files: readonly SourceFile[]): SourceFile[] {
  const texts = files.filter(isText);
  const inFolder = texts.filter((file) => /(^|\/)labels\//i.test(file.path));
  return inFolder.length > 0
    ? inFolder
    : texts.filter((file) => !/^(classes|readme.*|notes.*|train|val|test)\.txt$/i.test(baseName(file.path)));
}

/** A line of labels from the first files that have one. */
async function someLabelLine(files: readonly SourceFile[]): Promise<{ readonly file: SourceFile; readonly text: string } | null> {
  for (const file of labelFiles(files).slice(0, 30)) {
    const text = (await (await file.head(16_384)).text()).trim().split('\n')[0]!.trim();
    if (/^\d+(\s+-?[\d.]+(e[-+]?\d+)?){4,}$/i.test(text)) return { file, text };
  }
  return null;
}

function isText(file: SourceFile): boolean {
  return extension(file.path) === 'txt';
}

function boxesOnly(file: string): DataError {
  return new DataError('bad-annotation', {
    file,
    problem: 'the labels hold boxes but no keypoints, or it cannot be told how many',
    cure: 'Export as YOLO-pose (keypoints), with a data.yaml that says e.g. kpt_shape: [17, 3].',
  });
}

/** Pictures by their path without the ending, and by their name without folders; null where several share that. */
function picturesByStem(files: readonly SourceFile[]): ReadonlyMap<string, SourceFile | null> {
  const pictures = new Map<string, SourceFile | null>();
  for (const file of files) {
    if (!isPicture(file.path)) continue;
    const path = stem(file.path);
    for (const key of path.includes('/') ? [path, `*/${baseName(path)}`] : [path]) pictures.set(key, pictures.has(key) ? null : file);
  }
  return pictures;
}

/** The picture of a label file: `labels` in its path stands for `images`. */
function pictureOf(label: string, pictures: ReadonlyMap<string, SourceFile | null>): SourceFile | null {
  const path = stem(label);
  const swapped = path.replace(/(^|.*\/)labels\//i, '$1images/');
  return pictures.get(swapped) ?? pictures.get(path) ?? pictures.get(`*/${baseName(path)}`) ?? pictures.get(baseName(path)) ?? null;
}

function stem(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

/** The split that data.yaml gives a picture by its folder or by a list of pictures; undefined where it says nothing. */
async function splitByConfig(config: YoloConfig | null, files: readonly SourceFile[]): Promise<(picture: string) => Split | undefined> {
  if (!config) return () => undefined;
  const listed = async (entries: readonly string[]) => {
    const names = new Set<string>();
    for (const entry of entries) {
      const list = extension(entry) === 'txt' ? files.find((file) => `/${file.path}`.endsWith(`/${entry}`)) : undefined;
      for (const line of list ? (await readText(list, 100e6)).split('\n') : []) names.add(baseName(line.trim()));
    }
    return (picture: string) => names.has(baseName(picture)) || entries.some((entry) => `/${picture}`.includes(`/${entry}/`));
  };
  const [isTrain, isHeld] = [await listed(config.train), await listed(config.held)];
  return (picture) => {
    const [train, held] = [isTrain(picture), isHeld(picture)];
    // A set may name one folder for both; then the names or a seed decide.
    return train === held ? undefined : train ? 'train' : 'validation';
  };
}
