/** How the values of a node are shown: as light, the more the lighter; where there are negative ones, 0 is the middle grey. */
export interface Tone {
  readonly low: number;
  readonly high: number;
}

/** The scale that holds all values: 0 to the largest, or symmetric about 0 where some are negative. */
export function toneOf(values: Float32Array): Tone {
  let [low, high] = [0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const end = Math.max(high, -low, 1e-12);
  return { low: low < 0 ? -end : 0, high: end };
}

/** Writes one channel of [h, w, c] as RGBA into a picture of `width` pixels a row, its upper left corner at (left, top). */
export function paintChannel(
  out: Uint8ClampedArray,
  width: number,
  [left, top]: readonly [number, number],
  values: Float32Array,
  { w, c, channel }: { readonly w: number; readonly c: number; readonly channel: number },
  { low, high }: Tone,
): void {
  for (let p = 0; p * c < values.length; p++) {
    const light = 14 + (241 * (values[p * c + channel]! - low)) / (high - low);
    const at = 4 * ((top + Math.floor(p / w)) * width + left + (p % w));
    out[at] = light;
    out[at + 1] = light;
    out[at + 2] = light;
    out[at + 3] = 255;
  }
}

/** The largest distance from 0; a little where all is 0, so that it can be the end of a scale. */
export function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
}

/** ‖v‖, the Euclidean length. */
export function length(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
