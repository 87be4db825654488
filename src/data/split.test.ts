import { expect, test } from 'vitest';
import { seededSplit, splitsByName, splitWord } from './split.ts';

test('the word of a path: the name before its folders, and only where a word begins', () => {
  expect(splitWord('annotations/person_keypoints_val2017.json')).toBe('val');
  expect(splitWord('valid/_annotations.coco.json')).toBe('val');
  expect(splitWord('train/test.json')).toBe('test');
  expect(splitWord('keypointsTrain.json')).toBe('train');
  expect(splitWord('interval.json')).toBeNull();
});

test('a split by name needs both sides', () => {
  expect(splitsByName(['train.json', 'val.json', 'test.json'])).toEqual(['train', 'validation', 'train']);
  expect(splitsByName(['a.json', 'test.json'])).toEqual(['train', 'validation']);
  expect(splitsByName(['val.json'])).toBeNull();
  expect(splitsByName(['a.json', 'b.json'])).toBeNull();
});

function held(names: readonly string[], seed?: number): string[] {
  return [...seededSplit(names, seed)].filter(([, split]) => split === 'validation').map(([name]) => name);
}

const numbers = (n: number, name: (i: number) => string) => Array.from({ length: n }, (_, i) => name(i));

test('15 % of the pictures, by seed, whatever their order', () => {
  const names = numbers(100, (i) => `${String(i).padStart(6, '0')}.jpg`);
  expect(held(names)).toHaveLength(15);
  expect(held([...names].reverse())).toEqual(held(names));
  expect(held(names, 2)).not.toEqual(held(names));
});

test.each([
  ['folders', (i: number) => `clip${Math.floor(i / 10)}x/${i}.jpg`, (name: string) => name.split('/')[0]!],
  ['names', (i: number) => `images/person${Math.floor(i / 10)}_frame_${i}.jpg`, (name: string) => name.split('_')[0]!],
])('pictures of one video stay together, told by %s', (_, name, video) => {
  const names = numbers(200, name);
  const chosen = held(names);
  expect(chosen).toHaveLength(30);
  expect(new Set(chosen.map(video)).size).toBe(3);
});

test("Roboflow's varied copies of a picture stay together", () => {
  const names = numbers(60, (i) => `${Math.floor(i / 3)}_jpg.rf.${(i + 1e6).toString(16)}.jpg`);
  const chosen = held(names);
  expect(chosen).toHaveLength(9);
  expect(new Set(chosen.map((name) => name.split('_')[0])).size).toBe(3);
});

test('few videos: the smallest of three is held out; of two, single pictures', () => {
  const three = numbers(30, (i) => `${'abc'[i % 3]}_${i}.jpg`);
  expect(new Set(held(three).map((name) => name[0])).size).toBe(1);
  expect(held(numbers(40, (i) => `${'ab'[i % 2]}_${i}.jpg`))).toHaveLength(6);
});

test('two pictures give one to each side, one is for training', () => {
  expect(held(['a.jpg', 'b.jpg'])).toHaveLength(1);
  expect([...seededSplit(['a.jpg'])]).toEqual([['a.jpg', 'train']]);
  expect(seededSplit([]).size).toBe(0);
});
