/** Red, green, blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** "#45e0ac" as numbers; throws a RangeError on anything else. */
export function parseColour(text: string): Colour {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim());
  if (!match) throw new RangeError(`parseColour: “${text}” is not of the form #rrggbb`);
  return [Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16), Number.parseInt(match[3]!, 16)];
}

/** How opaque a value of share t of the scale is: weak values stay visible, 0 shows the picture beneath. */
function opacity(t: number): number {
  return Math.min(1, 1.1 * t ** 0.7);
}

/** Writes the colour of share t (0 to 1) at `at`: from nothing through the hue towards white. */
function write(out: Uint8ClampedArray, at: number, [r, g, b]: Colour, t: number): void {
  const share = Math.min(1, Math.max(0, t));
  const white = 0.75 * share * share;
  out[at] = r + white * (255 - r);
  out[at + 1] = g + white * (255 - g);
  out[at + 2] = b + white * (255 - b);
  out[at + 3] = 255 * opacity(share);
}

/** One probe's part of maps [count, size, size, J]. */
export interface MapSlice {
  readonly maps: Float32Array;
  readonly probe: number;
  readonly size: number;
  readonly joints: number;
}

/** Paints one joint's map as RGBA [size, size, 4]; `limit` is the value of the scale's end. */
export function paintJoint(
  out: Uint8ClampedArray,
  { maps, probe, size, joints }: MapSlice,
  joint: number,
  colour: Colour,
  limit: number,
): void {
  const start = probe * size * size * joints + joint;
  for (let p = 0; p < size * size; p++) write(out, 4 * p, colour, maps[start + p * joints]! / limit);
}

/** Paints all joints: each pixel in the colour of its strongest joint. */
export function paintJoints(
  out: Uint8ClampedArray,
  { maps, probe, size, joints }: MapSlice,
  colours: readonly Colour[],
  limit: number,
): void {
  const start = probe * size * size * joints;
  for (let p = 0; p < size * size; p++) {
    let best = 0;
    for (let j = 1; j < joints; j++) if (maps[start + p * joints + j]! > maps[start + p * joints + best]!) best = j;
    write(out, 4 * p, colours[best]!, maps[start + p * joints + best]! / limit);
  }
}

/** Paints a − b, joint −1 for the largest difference of all: `positive` where a is more, `negative` where b is more, nothing at 0. */
export function paintDifference(
  out: Uint8ClampedArray,
  a: MapSlice,
  b: Float32Array,
  joint: number,
  { positive, negative, limit }: { readonly positive: Colour; readonly negative: Colour; readonly limit: number },
): void {
  const pixels = a.size * a.size;
  for (let p = 0; p < pixels; p++) {
    const difference = differenceAt(a, b, joint, p);
    write(out, 4 * p, difference >= 0 ? positive : negative, Math.abs(difference) / limit);
  }
}

/** The largest value of a map; of all joints for joint −1. */
export function largestValue({ maps, probe, size, joints }: MapSlice, joint: number): number {
  const start = probe * size * size * joints;
  const end = start + size * size * joints;
  let largest = 0;
  for (let i = joint < 0 ? start : start + joint; i < end; i += joint < 0 ? 1 : joints) if (maps[i]! > largest) largest = maps[i]!;
  return largest;
}

/** The largest size of a − b. */
export function largestDifference(a: MapSlice, b: Float32Array, joint: number): number {
  let largest = 0;
  for (let p = 0; p < a.size * a.size; p++) largest = Math.max(largest, Math.abs(differenceAt(a, b, joint, p)));
  return largest;
}

/** The end of a scale that holds a value: the next of 0.05, 0.1, 0.2, 0.5 and 1, so that it does not flicker from step to step. */
export function scaleEnd(value: number): number {
  return [0.05, 0.1, 0.2, 0.5].find((end) => value <= end) ?? 1;
}

/** Joint colours for the view of all joints at once: hues all round, light enough for a dark ground. */
export function jointColours(count: number): Colour[] {
  return Array.from({ length: count }, (_, j) => {
    // Steps of 7/16 of a turn set neighbours far apart.
    const hue = (((j * 7) % 16) / 16 + Math.floor(j / 16) / 32) * 6;
    const channel = (shift: number) => {
      const k = (hue + shift) % 6;
      return Math.round(255 * (0.95 - 0.6 * Math.max(0, Math.min(k, 4 - k, 1))));
    };
    return [channel(5), channel(3), channel(1)];
  });
}

function differenceAt({ maps, probe, size, joints }: MapSlice, b: Float32Array, joint: number, p: number): number {
  const start = (probe * size * size + p) * joints;
  if (joint >= 0) return maps[start + joint]! - b[start + joint]!;
  let strongest = 0;
  for (let i = start; i < start + joints; i++) {
    const difference = maps[i]! - b[i]!;
    if (Math.abs(difference) > Math.abs(strongest)) strongest = difference;
  }
  return strongest;
}
