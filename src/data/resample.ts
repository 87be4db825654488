import type { Affine } from '../pose/affine.ts';
import type { RawPicture } from './dataset.ts';

/** What stands outside of a picture: the engine's zero, rgb / 255 − ½. */
const grey = 128;

/** For every output pixel of one axis: the first source pixel, how many, and where their weights are. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly at: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Cuts a square out of a picture, upright, into `target` at `offset` ([size, size, 4] RGBA). Bilinear when it grows, and when it
 * shrinks a tent as wide as two output pixels, so that nothing between the samples is lost. Outside of the picture, and where it is
 * transparent: mid-grey, alpha 0; a share of both on the edge.
 * @param toStore without turn or mirror, one scale for both axes
 */
export function cutSquare(source: RawPicture, toStore: Affine<'image', 'store'>, size: number, target: Uint8Array, offset: number): void {
  const { m } = toStore;
  const columns = tapsOf(m[0], m[2], size, source.width);
  const rows = tapsOf(m[4], m[5], size, source.height);
  let top = source.height;
  let bottom = 0;
  for (let y = 0; y < size; y++) {
    if (rows.count[y] === 0) continue;
    top = Math.min(top, rows.first[y]!);
    bottom = Math.max(bottom, rows.first[y]! + rows.count[y]!);
  }
  // [bottom − top, size, 4]: colours times alpha, and alpha, both 0 to 1 times 255.
  const strip = new Float32Array(Math.max(0, bottom - top) * size * 4);
  for (let y = top; y < bottom; y++) shrinkRow(source, y, columns, size, strip, (y - top) * size * 4);
  for (let y = 0; y < size; y++) {
    const count = rows.count[y]!;
    for (let x = 0; x < size; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let a = 0;
      for (let k = 0; k < count; k++) {
        const w = rows.weights[rows.at[y]! + k]!;
        const i = ((rows.first[y]! + k - top) * size + x) * 4;
        r += w * strip[i]!;
        g += w * strip[i + 1]!;
        b += w * strip[i + 2]!;
        a += w * strip[i + 3]!;
      }
      const o = offset + (y * size + x) * 4;
      const rest = grey * (1 - a / 255) + 0.5;
      target[o] = Math.min(255, r + rest);
      target[o + 1] = Math.min(255, g + rest);
      target[o + 2] = Math.min(255, b + rest);
      target[o + 3] = Math.min(255, a + 0.5);
    }
  }
}

function shrinkRow(source: RawPicture, y: number, columns: Taps, size: number, strip: Float32Array, offset: number): void {
  const { pixels, width } = source;
  for (let x = 0; x < size; x++) {
    let r = 0;
    let g = 0;
    let b = 0;
    let a = 0;
    const from = (y * width + columns.first[x]!) * 4;
    const at = columns.at[x]!;
    for (let k = 0; k < columns.count[x]!; k++) {
      const i = from + 4 * k;
      const alpha = columns.weights[at + k]! * pixels[i + 3]!;
      r += alpha * pixels[i]!;
      g += alpha * pixels[i + 1]!;
      b += alpha * pixels[i + 2]!;
      a += alpha;
    }
    const o = offset + 4 * x;
    strip[o] = r / 255;
    strip[o + 1] = g / 255;
    strip[o + 2] = b / 255;
    strip[o + 3] = a;
  }
}

/**
 * Weights of the source pixels for each output pixel: a tent about its centre, as wide as the coarser of both grids. They sum to 1 over
 * the whole plane; only those inside of the source are kept, so their sum is the share of the picture.
 */
function tapsOf(scale: number, shift: number, size: number, length: number): Taps {
  const reach = Math.max(1, 1 / scale);
  const first = new Int32Array(size);
  const count = new Int32Array(size);
  const at = new Int32Array(size);
  const weights: number[] = [];
  for (let i = 0; i < size; i++) {
    // Pixel centres are at + ½ on both grids; `centre` is the output pixel's in the source's index space.
    const centre = (i + 0.5 - shift) / scale - 0.5;
    const from = Math.floor(centre - reach) + 1;
    const to = Math.ceil(centre + reach);
    let sum = 0;
    for (let k = from; k < to; k++) sum += 1 - Math.abs(k - centre) / reach;
    const begin = Math.min(length, Math.max(0, from));
    const end = Math.max(begin, Math.min(length, to));
    first[i] = begin;
    count[i] = end - begin;
    at[i] = weights.length;
    for (let k = begin; k < end; k++) weights.push((1 - Math.abs(k - centre) / reach) / sum);
  }
  return { first, count, at, weights: Float32Array.from(weights) };
}
