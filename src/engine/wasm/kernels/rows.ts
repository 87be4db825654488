/**
 * Brings rows of a picture into scratch memory (L1 or L2) as a convolution wants to read them: padded with zeros on all sides, so that
 * the product has no borders to mind; normalised and rectified if there are coefficients; dilated with zeros if `spread` > 1, which turns
 * the input gradient of a strided convolution into an ordinary one. A row costs a load, a madd, a max and a store for 4 values, against
 * 4 · kernel² · cout / 4 multiply-adds that the product makes of them.
 */
import { madd, relu, zero } from './vector';

/**
 * @param x picture [h, w, pitch]
 * @param coefficients [4, pitch] of the picture, or 0
 * @param to [rows, spread w + 2 pad, pitch]
 * @param first row of the (dilated) picture; may lie outside, as may those after it.
 */
export function loadRows(
  x: usize,
  coefficients: usize,
  to: usize,
  h: i32,
  w: i32,
  pitch: i32,
  first: i32,
  rows: i32,
  pad: i32,
  spread: i32,
): void {
  const pixel = <usize>(pitch << 2);
  const rowBytes = <usize>(spread * w + 2 * pad) * pixel;
  const side = <usize>pad * pixel;
  const height = h * spread;
  for (let r = 0; r < rows; r++, to += rowBytes) {
    const y = first + r;
    if (y < 0 || y >= height || (spread > 1 && y % spread != 0)) {
      memory.fill(to, 0, rowBytes);
      continue;
    }
    const from = x + <usize>(spread > 1 ? y / spread : y) * <usize>w * pixel;
    if (spread > 1) {
      memory.fill(to, 0, rowBytes);
      for (let i = 0; i < w; i++) memory.copy(to + side + <usize>(i * spread) * pixel, from + <usize>i * pixel, pixel);
      continue;
    }
    // Stores, not memory.fill: a call costs more than a few vectors.
    for (let i: usize = 0; i < side; i += 16) {
      v128.store(to + i, zero());
      v128.store(to + rowBytes - side + i, zero());
    }
    if (coefficients) normaliseRow(from, to + side, coefficients, w, pixel);
    else memory.copy(to + side, from, <usize>w * pixel);
  }
}

/** to = relu(scale x + offset), a row of w pixels. Channels outside, so that scale and offset stay in registers. */
function normaliseRow(from: usize, to: usize, coefficients: usize, w: i32, pixel: usize): void {
  for (let c: usize = 0; c < pixel; c += 16) {
    const scale = v128.load(coefficients + c);
    const offset = v128.load(coefficients + pixel + c);
    let source = from + c;
    let target = to + c;
    for (let i = 0; i < w; i++) {
      v128.store(target, relu(madd(v128.load(source), scale, offset)));
      source += pixel;
      target += pixel;
    }
  }
}
