import { expect, test } from 'vitest';
import {
  jointColours,
  largestDifference,
  largestValue,
  paintDifference,
  paintJoint,
  paintJoints,
  parseColour,
  scaleEnd,
} from './colourMaps.ts';

const red = [200, 0, 0] as const;
const blue = [0, 0, 200] as const;
/** Two probes of 1 × 2 … as [count, 1, 1, 2]: the second has joint 0 at 0.25 and joint 1 at 1. */
const maps = Float32Array.of(0.9, 0.9, 0.25, 1);
const slice = { maps, probe: 1, size: 1, joints: 2 };

test('0 shows the picture beneath, the end of the scale hides it', () => {
  const out = new Uint8ClampedArray(4);
  paintJoint(out, { ...slice, maps: new Float32Array(4) }, 0, red, 1);
  expect(out[3]).toBe(0);
  paintJoint(out, slice, 1, red, 1);
  expect(out[3]).toBe(255);
  expect(out[0]).toBeGreaterThan(out[1]!);
});

test('more is more opaque, and what is beyond the scale is its end', () => {
  const at = (limit: number) => {
    const out = new Uint8ClampedArray(4);
    paintJoint(out, slice, 0, red, limit);
    return [...out];
  };
  expect(at(1)[3]).toBeLessThan(at(0.5)[3]!);
  expect(at(0.25)).toEqual(at(0.1));
});

test('each pixel of all joints has the colour of its strongest', () => {
  const out = new Uint8ClampedArray(4);
  paintJoints(out, slice, [red, blue], 2);
  expect(out[2]).toBeGreaterThan(out[0]!);
});

test('a difference takes its colour from its sign, and its strength from its size', () => {
  const paint = (b: Float32Array, joint: number) => {
    const out = new Uint8ClampedArray(4);
    paintDifference(out, slice, b, joint, { positive: red, negative: blue, limit: 1 });
    return out;
  };
  expect(paint(maps, -1)[3]).toBe(0);
  const erased = paint(Float32Array.of(0, 0, 0, 1), 0); // 0.25 − 0
  const added = paint(Float32Array.of(0, 0, 0.5, 1), 0); // 0.25 − 0.5
  expect(erased[0]).toBeGreaterThan(erased[2]!);
  expect(added[2]).toBeGreaterThan(added[0]!);
  expect(erased[3]).toBe(added[3]);
});

test('the scale holds the largest value and does not flicker', () => {
  expect(largestValue(slice, 0)).toBe(0.25);
  expect(largestValue(slice, -1)).toBe(1);
  expect(largestDifference(slice, Float32Array.of(0, 0, 0, 1.5), -1)).toBe(0.5);
  expect([0, 0.05, 0.06, 0.4, 0.7, 3].map(scaleEnd)).toEqual([0.05, 0.05, 0.1, 0.5, 1, 1]);
});

test('joints have colours of their own, light enough for a dark ground', () => {
  const colours = jointColours(17);
  expect(new Set(colours.map(String)).size).toBe(17);
  for (const [r, g, b] of colours) expect(0.2126 * r + 0.7152 * g + 0.0722 * b).toBeGreaterThan(80);
});

test('a colour token is six hexadecimal digits', () => {
  expect(parseColour(' #45e0ac')).toEqual([0x45, 0xe0, 0xac]);
  expect(() => parseColour('teal')).toThrow(RangeError);
});
