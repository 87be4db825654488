import { parse } from 'yaml';
import { isRecord } from './cocoRecords.ts';
import { DataError, type SourceFile } from './dataset.ts';
import { mirrorOf } from './knownSkeletons.ts';
import { baseName, extension, normalPath } from './paths.ts';
import { readText } from './textFile.ts';

/** What a data.yaml tells of a YOLO-pose set (docs.ultralytics.com/datasets/pose). */
export interface YoloConfig {
  readonly path: string;
  /** [K, 2 or 3]; null when it does not say. */
  readonly shape: readonly [number, 2 | 3] | null;
  readonly mirror: readonly number[] | null;
  /** Names of the K joints. */
  readonly joints: readonly string[] | null;
  readonly title: string;
  /** Folders (or lists of pictures) of each split, without leading dots. */
  readonly train: readonly string[];
  readonly held: readonly string[];
  /** What of it could not be used. */
  readonly notes: readonly string[];
}

/** The YAML files that tell the shape of keypoints, or are called data.yaml. */
export async function findYoloConfigs(files: readonly SourceFile[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  const yaml = files.filter((file) => /^ya?ml$/.test(extension(file.path)));
  for (const file of yaml.slice(0, 50)) {
    const text = await (await file.head(65_536)).text();
    if (/^\s*["']?kpt_shape["']?\s*:/m.test(text)) found.unshift(file);
    else if (/^data\.ya?ml$/i.test(baseName(file.path)) && /^\s*["']?train["']?\s*:/m.test(text)) found.push(file);
  }
  return found;
}

/** @throws DataError 'bad-annotation' when it is no YAML or its kpt_shape makes no sense */
export async function readYoloConfig(file: SourceFile): Promise<YoloConfig> {
  const root = await readYaml(file);
  const shape = shapeOf(root.kpt_shape, file.path);
  const count = shape?.[0] ?? 0;
  const notes: string[] = [];
  const mirror = mirrorOf(root.flip_idx, count);
  if (Array.isArray(root.flip_idx) && root.flip_idx.length > 0 && !mirror) {
    notes.push(`flip_idx in ${file.path} does not swap pairs of ${count} joints and was not used.`);
  }
  const listed = isRecord(root.kpt_names) ? Object.values(root.kpt_names)[0] : root.kpt_names;
  const names = Array.isArray(listed) ? listed.map(String) : null;
  const joints = names && names.length === count && new Set(names).size === count && !names.includes('') ? names : null;
  if (names && !joints) notes.push(`kpt_names in ${file.path} are not ${count} different names and were not used.`);
  const classes = isRecord(root.names) || Array.isArray(root.names) ? Object.values(root.names) : [];
  const val = foldersOf(root.val);
  return {
    path: file.path,
    shape,
    mirror,
    joints,
    title: typeof classes[0] === 'string' && classes.length === 1 ? classes[0].slice(0, 60) : 'person',
    train: foldersOf(root.train),
    held: val.length > 0 ? val : foldersOf(root.test),
    notes,
  };
}

/** @throws DataError 'bad-annotation' when it is no YAML with names at its top, 'too-large' over 1 MB */
export async function readYaml(file: SourceFile): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(file, 1e6);
  const wrong = (problem: string, cause?: unknown) => {
    const cure = 'Compare it with the data.yaml of a set that works: names, colons, values.';
    return new DataError('bad-annotation', { file: file.path, problem, cure }, { cause });
  };
  if (isNestedDeeply(text)) throw wrong('lists within lists within lists: this is no file of settings');
  let root: unknown;
  try {
    // Aliases may not multiply, and warnings are not for the console.
    root = parse(text, { maxAliasCount: 100, logLevel: 'silent' });
  } catch (error) {
    throw wrong(`this is not YAML (${error instanceof Error ? error.message.split('\n')[0] : 'unreadable'})`, error);
  }
  if (isRecord(root)) return root;
  throw wrong('it holds no names with values');
}

/** The parser takes some megabytes a thousand levels, and in the end the whole memory. */
function isNestedDeeply(text: string): boolean {
  if (/(?:[-?][ \t]+){30}/.test(text)) return true;
  let depth = 0;
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > 30) return true;
  }
  return false;
}

function shapeOf(value: unknown, file: string): readonly [number, 2 | 3] | null {
  if (value === undefined || value === null) return null;
  const [count, dimensions] = Array.isArray(value) ? (value as unknown[]) : [];
  if (Number.isInteger(count) && (count as number) >= 1 && (count as number) <= 512 && (dimensions === 2 || dimensions === 3)) {
    return [count as number, dimensions];
  }
  throw new DataError('bad-annotation', {
    file,
    place: 'kpt_shape',
    problem: 'this is not [number of joints, 2 or 3]',
    cure: 'Write e.g. kpt_shape: [17, 3] for 17 joints of x, y and visibility.',
  });
}

function foldersOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((entry) => (typeof entry === 'string' && normalPath(entry) !== '' ? [normalPath(entry)] : []));
}
