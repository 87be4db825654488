import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawHeatmaps } from './heatmap.ts';
import { mirrorMaps } from './mirror.ts';

it('turns rows about and swaps joints with their partners', () => {
  // One row of three pixels; two joints that are each other's, and one of the middle.
  const maps = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  const shape = { batch: 1, h: 1, w: 3, joints: 3 };
  expect([...mirrorMaps(maps, shape, [1, 0, 2])]).toEqual([8, 7, 9, 5, 4, 6, 2, 1, 3]);
});

it('gives the maps of the mirrored joints, and the maps themselves when done twice', () => {
  const shape = { batch: 2, h: 8, w: 8, joints: 2 };
  const place = fc.double({ min: 0, max: 8, noNaN: true });
  fc.assert(
    fc.property(fc.array(place, { minLength: 8, maxLength: 8 }), (places) => {
      const points = [0, 1, 2, 3].map((i) => [places[2 * i]!, places[2 * i + 1]!] as const);
      const drawn = (of: readonly (readonly [number, number])[]) =>
        drawHeatmaps(Float32Array.from(of.flatMap((at) => [...at, 1])), 2, 2, 8, 1.5);
      const maps = drawn(points);
      const mirrored = mirrorMaps(maps, shape, [1, 0]);
      const wanted = drawn([1, 0, 3, 2].map((i) => [8 - points[i]![0], points[i]![1]]));
      for (const [i, value] of mirrored.entries()) expect(value).toBeCloseTo(wanted[i]!, 5);
      expect(mirrorMaps(mirrored, shape, [1, 0])).toEqual(maps);
    }),
  );
});
