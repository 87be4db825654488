import { describe, expect, it } from 'vitest';
import { createBuffers, rasterize } from './rasterize.ts';

// A right triangle over a 4 × 4 picture with its right angle at the top left: corners (0, 0), (4, 0), (0, 4).
const corner = (nearness: number): Float32Array => Float32Array.from([0, 0, nearness, 4, 0, nearness, 0, 4, nearness]);
const ONE = Uint32Array.from([0, 1, 2]);

describe('rasterize', () => {
  it('covers the pixels whose centre is inside', () => {
    const buffers = createBuffers(4, 4);
    rasterize(buffers, 7, corner(0.5), ONE);
    // Centre (x + ½, y + ½) is inside if x + y + 1 ≤ 4: rows of 4, 3, 2, 1.
    const rows = [0, 1, 2, 3].map((y) => [...buffers.surface.slice(y * 4, y * 4 + 4)].filter((s) => s === 7).length);
    expect(rows).toEqual([4, 3, 2, 1]);
  });

  it('draws either winding', () => {
    const buffers = createBuffers(4, 4);
    rasterize(buffers, 0, corner(0.5), Uint32Array.from([0, 2, 1]));
    expect(buffers.surface[0]).toBe(0);
  });

  it('keeps what is nearer, whatever the order', () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const buffers = createBuffers(4, 4);
      for (const s of order) rasterize(buffers, s, corner(s === 1 ? 1 / 2 : 1 / 3), ONE); // surface 1 is 2 m away, surface 0 3 m
      expect(buffers.surface[0]).toBe(1);
      expect(buffers.nearness[0]).toBeCloseTo(0.5);
    }
  });

  it('interpolates in perspective', () => {
    // One edge from 1 m (left) to 3 m (right). Half way on the screen 1/z = (1 + 1/3) / 2 = 2/3, so z = 1.5,
    // and the second corner's weight is ½ · (1/3) / (2/3) = ¼.
    const flat = createBuffers(3, 3);
    rasterize(flat, 0, Float32Array.from([0, 1.5, 1, 3, 1.5, 1 / 3, 0, 30, 1]), ONE);
    expect(1 / flat.nearness[4]!).toBeCloseTo(1.5, 5);
    expect(flat.weights[8]).toBeCloseTo(0.25, 5);
  });

  it('leaves holes and hidden vertices out', () => {
    const holes = createBuffers(4, 4);
    rasterize(holes, 0, corner(0.5), ONE, undefined, (_, w1) => w1 < 0.3);
    expect(holes.surface[0]).toBe(0);
    expect(holes.surface[3]).toBe(-1); // the weight of (4, 0) there is 3.5 / 4
    const hidden = createBuffers(4, 4);
    rasterize(hidden, 0, corner(0.5), ONE, Uint8Array.from([0, 0, 1]));
    expect([...hidden.surface]).toEqual(Array(16).fill(-1));
  });

  it('drops triangles behind the camera', () => {
    const buffers = createBuffers(4, 4);
    rasterize(buffers, 0, Float32Array.from([0, 0, 0.5, 4, 0, 0, 0, 4, 0.5]), ONE);
    expect([...buffers.surface]).toEqual(Array(16).fill(-1));
  });
});
