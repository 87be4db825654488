import { expect, it } from 'vitest';
import { fitToBody } from './character.ts';
import type { Mesh } from './meshJson.ts';
import { connectedRegions } from './wardrobe.ts';

it('hangs a garment on the body by its three anchors and an offset', () => {
  const body = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 2, 0]);
  const fit = {
    refs: Uint32Array.from([0, 1, 2]),
    weights: Float32Array.from([0.5, 0.25, 0.25]),
    offsets: Float32Array.from([0, 0, 1]),
    hides: new Uint8Array(3),
  };
  // ½ (0,0,0) + ¼ (1,0,0) + ¼ (0,2,0) and 1 dm forward
  const [x, y, z] = fitToBody(fit, body);
  expect([x, y]).toEqual([0.25, 0.5]);
  expect(z).toBeCloseTo(0.1);
});

it('tells shirt from trousers by what hangs together', () => {
  // Two strips of triangles that share no vertex, one at y = 5 and a longer one at y = −5.
  const strip = (first: number, count: number): number[] =>
    Array.from({ length: count }, (_, t) => [first + t, first + t + 1, first + t + 2]).flat();
  const vertices = Float32Array.from([...Array(6).fill([0, 5, 0]), ...Array(8).fill([0, -5, 0])].flat());
  const mesh = { vertices, triangles: Uint32Array.from([...strip(0, 4), ...strip(6, 6)]) } as Mesh;
  const { regions, regionHeights } = connectedRegions(mesh);
  expect([...regions]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect(regionHeights).toEqual([-5, 5]);
});
