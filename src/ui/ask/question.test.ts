import { expect, test } from 'vitest';
import { drawHeatmaps } from '../../method/heatmap.ts';
import { amended, begun, committed, redone, undone } from './history.ts';
import { mapsOf, plainQuestion, withDab } from './question.ts';

const size = { size: 4, sigma: 1 };
const at = (maps: Float32Array, joints: number, x: number, y: number, j: number) => maps[(y * 4 + x) * joints + j]!;

test('untouched spots are drawn as the true heatmaps are', () => {
  const spots = [[{ x: 0.4, y: 0.7 }], [], [{ x: 0.125, y: 0.125 }]];
  expect(mapsOf({ spots, strokes: [] }, size)).toEqual(drawHeatmaps(Float32Array.of(1.6, 2.8, 1, 0, 0, 0, 0.5, 0.5, 1), 1, 3, 4, 1));
});

test('where a joint has two blobs, the higher one counts', () => {
  // Centres at pixels 0 and 2 of the first row; pixel 1 is one away from both.
  const maps = mapsOf(
    {
      spots: [
        [
          { x: 0.125, y: 0.125 },
          { x: 0.625, y: 0.125 },
        ],
      ],
      strokes: [],
    },
    size,
  );
  expect([0, 1, 2, 3].map((x) => at(maps, 1, x, 0, 0))).toEqual([1, Math.exp(-0.5), 1, Math.exp(-0.5)].map(Math.fround));
});

test('the brush adds a blob, and erases its share, on its own joint only', () => {
  const dabs = [{ x: 0.125, y: 0.125 }];
  const painted = mapsOf({ spots: [[], []], strokes: [{ joint: 1, erases: false, dabs }] }, size);
  expect(at(painted, 2, 0, 0, 1)).toBe(1);
  expect(at(painted, 2, 0, 0, 0)).toBe(0);
  const erased = mapsOf({ spots: [[], [{ x: 0.375, y: 0.125 }]], strokes: [{ joint: 1, erases: true, dabs }] }, size);
  expect(at(erased, 2, 0, 0, 1)).toBe(0);
  expect(at(erased, 2, 1, 0, 1)).toBeCloseTo(1 - Math.exp(-0.5), 6);
});

test('dabs of a stroke keep their distance', () => {
  const question = { ...plainQuestion([[]]), strokes: [{ joint: 0, erases: false, dabs: [{ x: 0.5, y: 0.5 }] }] };
  expect(withDab(question, { x: 0.55, y: 0.5 }, 0.1)).toBe(question);
  expect(withDab(question, { x: 0.7, y: 0.5 }, 0.1).strokes[0]!.dabs).toHaveLength(2);
});

test('a drag is one change; undo and redo walk through them', () => {
  const dragged = amended(amended(committed(begun('a'), 'b'), 'c'), 'd');
  expect(undone(dragged).present).toBe('a');
  expect(redone(undone(dragged)).present).toBe('d');
  expect(undone(begun('a'))).toEqual(begun('a'));
  expect(redone(committed(undone(dragged), 'x')).present).toBe('x');
  expect(committed(begun('a'), 'a').past).toEqual([]);
});
