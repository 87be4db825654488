import { expect, test } from 'vitest';
import { coco17, mpii16 } from '../pose/skeleton.ts';
import { proposalsFor, squareAbout, wholeSquare } from './teacher.ts';

/** Joint j at (10 j, 5 j) with the given score. */
const found = (score: (j: number) => number) =>
  Float32Array.from({ length: 51 }, (_, i) => [10 * Math.floor(i / 3), 5 * Math.floor(i / 3), score(Math.floor(i / 3))][i % 3]!);

test('scores below the threshold are no proposals', () => {
  const joints = found((j) => (j < 3 ? 0.25 : 0.5));
  const proposals = proposalsFor(coco17, joints, 0.3);
  expect(proposals.slice(0, 3)).toEqual([null, null, null]);
  expect(proposals[3]).toEqual({ x: 30, y: 15 });
  expect(proposalsFor(coco17, joints, 0.2)[0]).toEqual({ x: 0, y: 0 });
});

test('another skeleton takes its joints by name, and the middles of hips and shoulders', () => {
  const proposals = proposalsFor(
    mpii16,
    found(() => 1),
    0.3,
  );
  const of = (name: string) => proposals[mpii16.joints.indexOf(name)];
  expect(of('right_ankle')).toEqual({ x: 160, y: 80 });
  expect(of('left_wrist')).toEqual({ x: 90, y: 45 });
  // Hips are joints 11 and 12, shoulders 5 and 6.
  expect(of('pelvis')).toEqual({ x: 115, y: 57.5 });
  expect(of('thorax')).toEqual({ x: 55, y: 27.5 });
  expect(of('head_top')).toBeNull();
});

test('squares: about all of a picture, and about whom was found', () => {
  expect(wholeSquare(100, 60)).toEqual({ x: 0, y: -20, side: 100 });
  expect(squareAbout(found((j) => (j < 4 ? 0 : 1)))).toEqual({ x: 10, y: -40, side: 180 });
  expect(squareAbout(found((j) => (j < 3 ? 1 : 0)))).toBeNull();
});
