import { describe, expect, it } from 'vitest';
import { castShadows, lit, skyDirections, skyVisibility, softLit } from './shadow.ts';

// A square of 1 m × 1 m that hovers 1 m over the ground, and a lamp straight above.
const roof = {
  positions: Float32Array.from([-0.5, 1, -0.5, 0.5, 1, -0.5, 0.5, 1, 0.5, -0.5, 1, 0.5]),
  triangles: Uint32Array.from([0, 1, 2, 0, 2, 3]),
};

describe('shadows', () => {
  const map = castShadows([roof], [0, 1, 0], [0, 0.5, 0], 2, 200);

  it('fall below what casts them and nowhere else', () => {
    expect(lit(map, 0, 0, 0, 0.01)).toBe(0);
    expect(lit(map, 0.7, 0, 0, 0.01)).toBe(1);
    expect(lit(map, 0, 1.2, 0, 0.01)).toBe(1);
    expect(lit(map, 0, 1, 0, 0.01)).toBe(1); // the roof does not shade itself
    expect(lit(map, 9, 0, 0, 0.01)).toBe(1); // outside the map
  });

  it('have a soft edge, half lit in its middle', () => {
    expect(softLit(map, 0.5, 0, 0, 0.01, 2)).toBeCloseTo(0.5, 1);
    expect(softLit(map, 0, 0, 0, 0.01, 2)).toBe(0);
    expect(softLit(map, 1, 0, 0, 0.01, 2)).toBe(1);
  });

  it('leave holes lit', () => {
    const holed = castShadows([{ ...roof, holes: Uint8Array.from([1, 1]) }], [0, 1, 0], [0, 0.5, 0], 2, 200);
    expect(lit(holed, 0, 0, 0, 0.01)).toBe(1);
  });

  it('darken the ground under a roof from a whole sky', () => {
    const sky = skyDirections(14).map((direction) => castShadows([roof], direction, [0, 0.5, 0], 2, 128));
    const [under, outside] = skyVisibility(sky, Float32Array.from([0, 0, 0, 1.9, 0, 0]), Float32Array.from([0, 1, 0, 0, 1, 0]));
    expect(under).toBeLessThan(0.9);
    expect(outside).toBeGreaterThan(under!);
  });
});
