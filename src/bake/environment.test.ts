import { expect, it } from 'vitest';
import { createEnvironment, irradiance, sampleEnvironment } from './environment.ts';

const [width, height] = [64, 32];

it('an even sky lights every side by 1, whatever its strength', () => {
  const env = createEnvironment('even', width, height, new Float32Array(width * height * 3).fill(7));
  const out = new Float32Array(3);
  for (const [x, y, z] of [
    [0, 1, 0],
    [1, 0, 0],
    [0, -1, 0],
  ] as const) {
    irradiance(env.harmonics, x, y, z, out);
    for (const value of out) expect(value).toBeCloseTo(1, 1);
  }
});

it('finds the sun and lights the side that faces it', () => {
  const pixels = new Float32Array(width * height * 3).fill(0.2);
  // Row 8 of 32 is 45° down from the zenith; the middle column is +z, three quarters is +x.
  for (const c of [0, 1, 2]) pixels[(8 * width + 48) * 3 + c] = 500;
  const env = createEnvironment('sun', width, height, pixels);
  expect(env.sun.direction[0]).toBeCloseTo(Math.SQRT1_2, 1);
  expect(env.sun.direction[1]).toBeCloseTo(Math.SQRT1_2, 1);
  const [east, west] = [new Float32Array(3), new Float32Array(3)];
  irradiance(env.harmonics, 1, 0, 0, east);
  irradiance(env.harmonics, -1, 0, 0, west);
  expect(east[0]).toBeGreaterThan(west[0]!);
  const seen = new Float32Array(3);
  sampleEnvironment(env, Math.SQRT1_2, Math.cos((8.5 / 32) * Math.PI), 0.03, seen);
  expect(seen[0]).toBeGreaterThan(10);
});
