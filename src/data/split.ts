import { createRandom, shuffled } from '../pose/random.ts';
import type { Split } from '../pose/sample.ts';
import { baseName, folderName } from './paths.ts';

/** Share of the pictures that a seeded split holds out. */
const validationShare = 0.15;

/** Which split a path speaks of: its file name first, then its folders from the inside out. */
export function splitWord(path: string): 'train' | 'val' | 'test' | null {
  const parts = path
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('/');
  for (let i = parts.length - 1; i >= 0; i--) {
    // A split's word begins a word: `val2017` and `my_valid.json`, not `interval.json`.
    const found = /(?:^|[^a-z])(train|val|test)/.exec(parts[i]!);
    if (found) return found[1] as 'train' | 'val' | 'test';
  }
  return null;
}

/**
 * The splits that the words of paths give: val → validation; test → validation when nothing is val, else training; the rest → training.
 * Null when that would leave either side empty.
 */
export function splitsByName(paths: readonly string[]): Split[] | null {
  const words = paths.map(splitWord);
  const held = words.includes('val') ? 'val' : 'test';
  const splits = words.map((word): Split => (word === held ? 'validation' : 'train'));
  return splits.includes('train') && splits.includes('validation') ? splits : null;
}

/**
 * A seeded split of pictures by name, about `validationShare` of them held out. Pictures of one video or subject stay together where
 * the names tell: same folder, same name up to the trailing number. The same names give the same split, in whatever order.
 * One picture alone is for training.
 */
export function seededSplit(names: readonly string[], seed = 1): Map<string, Split> {
  const unique = [...new Set(names)].sort();
  const wanted = Math.max(1, Math.round(validationShare * unique.length));
  for (const key of [sequenceOf, sourceOf]) {
    const held = holdOut(unique, key, wanted, seed);
    // Sequences may be too few or too long to give a fair share; then a picture is its own.
    const fair = key === sourceOf || (held.size >= wanted / 2 && held.size <= 0.4 * unique.length);
    if (fair && (held.size < unique.length || unique.length === 1)) {
      return new Map(unique.map((name) => [name, unique.length > 1 && held.has(name) ? 'validation' : 'train']));
    }
  }
  return new Map(unique.map((name) => [name, 'train']));
}

/** Takes whole groups, in a seeded order, as long as each brings the count nearer to `wanted`; the smallest when all are too large. */
function holdOut(names: readonly string[], key: (name: string) => string, wanted: number, seed: number): Set<string> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = groups.get(key(name));
    if (group) group.push(name);
    else groups.set(key(name), [name]);
  }
  const order = [...groups.values()];
  const held = new Set<string>();
  if (order.length < 2) return held;
  for (const index of shuffled(order.length, createRandom(seed))) {
    const group = order[index]!;
    if (Math.abs(held.size + group.length - wanted) < Math.abs(held.size - wanted)) for (const name of group) held.add(name);
  }
  if (held.size === 0) return new Set(order.reduce((least, group) => (group.length < least.length ? group : least)));
  return held;
}

/** What pictures of one video share: folder and name without the frame's number. */
function sequenceOf(name: string): string {
  return `${folderName(name)}/${sourceStem(name).replace(/[_\-. ]*\d+$/, '')}`;
}

/** What copies of one picture share: Roboflow names varied copies `x_jpg.rf.<hash>.jpg`. */
function sourceOf(name: string): string {
  return `${folderName(name)}/${sourceStem(name)}`;
}

function sourceStem(name: string): string {
  return baseName(name)
    .replace(/\.[^.]*$/, '')
    .replace(/_(jpe?g|png|webp)\.rf\.[0-9a-z]+$/i, '');
}
