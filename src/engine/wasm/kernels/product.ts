/**
 * The product at the heart of forward convolutions and of their input gradients: strip[p, co] = Σ_ky Σ_kk A[p, ky, kk] · panel[ky, kk, co].
 *
 * Rows of A are already padded, so for one kernel row the kernel's columns and channels are one run of kernel · pitch floats: no im2col.
 * Tiling: 4 pixels × 8 channels in 8 accumulators of 4 lanes; for each of the run's floats 4 splat loads, 2 loads of the panel and
 * 8 multiply-adds. 8 accumulators hide the latency of 4 cycles at 2 multiply-adds a cycle, and with their operands just fit V8's 15
 * registers. The loop must not be unrolled: V8 moves multiply-adds to the end of a loop's body but keeps loads in order, so a body with
 * more loads than registers spills (measured: 27 GFLOP/s unrolled by 4, 50 as it is; 6 pixels × 8 channels: 27).
 * The panel of a tile (kernel² · pitch · 32 bytes) stays in L1 while all pixels of the strip pass.
 * The last tile of pixels repeats its last pixel: the same value is stored twice, and no tail needs code.
 */
import { madd, zero } from './vector';

/**
 * @param a the first pixel's run in the first kernel row
 * @param pixelBytes, rowBytes from one output pixel, row to the next in A; kyBytes from one kernel row to the next
 * @param run kernel · pitch, floats
 * @param panel [tile][kernel][run][8], the last tile 4 wide if outPitch is not a multiple of 8
 * @param strip [rows, outW, outPitch]
 */
export function multiply(
  a: usize,
  pixelBytes: usize,
  rowBytes: usize,
  kyBytes: usize,
  kernel: i32,
  run: i32,
  panel: usize,
  strip: usize,
  rows: i32,
  outW: i32,
  outPitch: i32,
): void {
  let c = 0;
  for (; c + 8 <= outPitch; c += 8) {
    tiles8(a, pixelBytes, rowBytes, kyBytes, kernel, run, panel, strip + (c << 2), rows * outW, outW, outPitch << 2);
    panel += <usize>(kernel * run) << 5;
  }
  if (c < outPitch) tiles4(a, pixelBytes, rowBytes, kyBytes, kernel, run, panel, strip + (c << 2), rows * outW, outW, outPitch << 2);
}

function tiles8(
  a: usize,
  pixelBytes: usize,
  rowBytes: usize,
  kyBytes: usize,
  kernel: i32,
  run: i32,
  panel: usize,
  to: usize,
  pixels: i32,
  outW: i32,
  step: usize,
): void {
  const runBytes = <usize>run << 2;
  const kySkip = kyBytes - runBytes;
  let row = a;
  let p = a;
  let x = 0;
  for (let i = 0; i < pixels; i += 4) {
    const left = pixels - i;
    let a0 = p;
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    if (x + 4 < outW) {
      a1 = a0 + pixelBytes;
      a2 = a1 + pixelBytes;
      a3 = a2 + pixelBytes;
      p = a3 + pixelBytes;
      x += 4;
    } else {
      if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
      if (left > 1) {
        a1 = p;
        if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
      }
      if (left > 2) {
        a2 = p;
        if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
      }
      if (left > 3) {
        a3 = p;
        if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
      }
    }
    let c00 = zero(), c01 = zero(), c10 = zero(), c11 = zero(), c20 = zero(), c21 = zero(), c30 = zero(), c31 = zero();
    let b = panel;
    for (let ky = 0; ky < kernel; ky++) {
      const end = a0 + runBytes;
      while (a0 < end) {
        const b0 = v128.load(b);
        const b1 = v128.load(b, 16);
        let s = v128.load32_splat(a0);
        c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
        s = v128.load32_splat(a1);
        c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
        s = v128.load32_splat(a2);
        c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
        s = v128.load32_splat(a3);
        c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
        a0 += 4; a1 += 4; a2 += 4; a3 += 4;
        b += 32;
      }
      a0 += kySkip; a1 += kySkip; a2 += kySkip; a3 += kySkip;
    }
    v128.store(to, c00);
    v128.store(to, c01, 16);
    if (left > 1) { v128.store(to + 1 * step, c10); v128.store(to + 1 * step, c11, 16); }
    if (left > 2) { v128.store(to + 2 * step, c20); v128.store(to + 2 * step, c21, 16); }
    if (left > 3) { v128.store(to + 3 * step, c30); v128.store(to + 3 * step, c31, 16); }
    to += 4 * step;
  }
}

/** The same for a last tile of 4 channels; rare (heatmaps of 12 joints, the stem), so plain. */
function tiles4(
  a: usize,
  pixelBytes: usize,
  rowBytes: usize,
  kyBytes: usize,
  kernel: i32,
  run: i32,
  panel: usize,
  to: usize,
  pixels: i32,
  outW: i32,
  step: usize,
): void {
  const runBytes = <usize>run << 2;
  const kySkip = kyBytes - runBytes;
  let row = a;
  let p = a;
  let x = 0;
  for (let i = 0; i < pixels; i += 4) {
    const left = pixels - i;
    let a0 = p;
    if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
    let a1 = a0;
    if (left > 1) {
      a1 = p;
      if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
    }
    let a2 = a1;
    if (left > 2) {
      a2 = p;
      if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
    }
    let a3 = a2;
    if (left > 3) {
      a3 = p;
      if (++x == outW) { x = 0; row += rowBytes; p = row; } else p += pixelBytes;
    }
    let c0 = zero(), c1 = zero(), c2 = zero(), c3 = zero();
    let b = panel;
    for (let ky = 0; ky < kernel; ky++) {
      const end = a0 + runBytes;
      while (a0 < end) {
        const b0 = v128.load(b);
        c0 = madd(v128.load32_splat(a0), b0, c0);
        c1 = madd(v128.load32_splat(a1), b0, c1);
        c2 = madd(v128.load32_splat(a2), b0, c2);
        c3 = madd(v128.load32_splat(a3), b0, c3);
        a0 += 4; a1 += 4; a2 += 4; a3 += 4;
        b += 16;
      }
      a0 += kySkip; a1 += kySkip; a2 += kySkip; a3 += kySkip;
    }
    v128.store(to, c0);
    if (left > 1) v128.store(to + step, c1);
    if (left > 2) v128.store(to + 2 * step, c2);
    if (left > 3) v128.store(to + 3 * step, c3);
    to += 4 * step;
  }
}
