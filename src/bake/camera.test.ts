import { describe, expect, it } from 'vitest';
import { createRandom } from '../pose/random.ts';
import { enlarge, frameSubject, lookAt, project, projectedBounds, rayThrough } from './camera.ts';
import { add, scale } from './rotation.ts';

describe('camera', () => {
  // At (0, 1, 4) looking along −z, focal length 100 px, picture 160 px.
  const camera = lookAt([0, 1, 4], [0, 1, 0], 100, 160);

  it('projects by hand', () => {
    // A point 1 m right and ½ m up, 4 m away: x = 80 + 100 · 1/4, y = 80 − 100 · 0.5/4.
    expect(project(camera, [1, 1.5, 0])).toEqual({ x: 105, y: 67.5, z: 4 });
  });

  it('sends a ray through the point it projects', () => {
    const ray = rayThrough(camera, 37, 121);
    const { x, y } = project(camera, add(camera.position, scale(ray, 3)));
    expect(x).toBeCloseTo(37);
    expect(y).toBeCloseTo(121);
  });

  it('keeps the view when the picture is enlarged', () => {
    const { x, y } = project(enlarge(camera, 3), [1, 1.5, 0]);
    expect([x, y]).toEqual([315, 202.5]);
  });

  it('frames a person, mostly whole and large', () => {
    // A cylinder of points, 1.7 m tall.
    const standing = Float32Array.from(
      Array.from({ length: 1000 }, (_, i) => [0.3 * Math.cos(i), (1.7 * i) / 999, 0.15 * Math.sin(i)]).flat(),
    );
    let whole = 0;
    for (let seed = 0; seed < 60; seed++) {
      const framed = frameSubject(standing, 160, createRandom(seed));
      const box = projectedBounds(framed, standing);
      expect(framed.position[1]).toBeGreaterThan(0); // not under the ground
      expect(box.bottom - box.top).toBeGreaterThan(0.5 * 160);
      if (box.top >= 0 && box.bottom <= 160 && box.left >= 0 && box.right <= 160) whole++;
    }
    expect(whole).toBeGreaterThan(60 * 0.6);
  });
});
