/**
 * ∂W[ky, kk, co] = Σ_p A[p, ky, kk] · dy[p, co] and ∂bias = Σ_p dy[p], over the pictures of one slice: a task is a slice (or, where
 * slices are few, one kernel row of it), so every sum has one order, whoever computes it. Slices of generated maps are left out while k_t
 * is 0: `update` would multiply them by it.
 *
 * A is loaded in strips of rows exactly as in the forward pass (padded, normalised), which again makes a kernel row's columns and
 * channels one run. Tiling: 4 of the run × 8 output channels in 8 accumulators, over all pixels of the strip: for each pixel 4 splat
 * loads, 2 loads of dy, 8 multiply-adds; accumulators are spilled to scratch once a strip.
 * Scratch: accumulators [kernel][run][outPitch], then the strip.
 */
import {
  atCin, atCoefficients, atCout, atGradient0, atGradient1, atH, atKernel, atMetrics, atN, atOutH, atOutPitch, atOutW, atPitch, atRows,
  atShares, atSliceBytes, atSlices, atStride, atTasks, atW, atX, atY,
} from '../record';
import { metricsKT } from '../../plan/scalars';
import { loadRows } from './rows';
import { madd, zero } from './vector';

/** x [n, h, w, pitch], dy [n, outH, outW, outPitch] → gradient0 [kernel, kernel, cin, cout], gradient1 [cout] of a slice. */
export function weightGradient(r: usize, task: i32, scratch: usize): void {
  const slices = load<i32>(r, atSlices);
  const parts = load<i32>(r, atTasks) / slices;
  const slice = task / parts;
  const part = task % parts;
  const generated = load<i32>(r, atShares) == 2 && slice >= slices / 2;
  if (generated && load<f32>(load<usize>(r, atMetrics) + (metricsKT << 2)) == 0) return;
  const kernel = load<i32>(r, atKernel);
  const ky0 = (part * kernel) / parts;
  const ky1 = ((part + 1) * kernel) / parts;
  const n = load<i32>(r, atN);
  const h = load<i32>(r, atH);
  const w = load<i32>(r, atW);
  const pitch = load<i32>(r, atPitch);
  const outH = load<i32>(r, atOutH);
  const outW = load<i32>(r, atOutW);
  const outPitch = load<i32>(r, atOutPitch);
  const stride = load<i32>(r, atStride);
  const pad = kernel >> 1;
  const run = kernel * pitch;
  const pixel = <usize>pitch << 2;
  const outPixel = <usize>outPitch << 2;
  const coefficients = load<usize>(r, atCoefficients);
  const direct = kernel == 1 && !coefficients;
  const width = direct ? <usize>w * pixel : <usize>(w + 2 * pad) * pixel;
  const sumBytes = <usize>(kernel * run) * outPixel;
  const bias = scratch + sumBytes;
  const strip = bias + outPixel;
  memory.fill(scratch, 0, sumBytes + outPixel);
  const step = load<i32>(r, atRows);
  const last = ((slice + 1) * n) / slices;
  for (let picture = (slice * n) / slices; picture < last; picture++) {
    const from = load<usize>(r, atX) + <usize>(picture * h * w) * pixel;
    for (let y0 = 0; y0 < outH; y0 += step) {
      const rows = min(step, outH - y0);
      const dy = load<usize>(r, atY) + <usize>((picture * outH + y0) * outW) * outPixel;
      let a = strip;
      if (direct) a = from + <usize>(y0 * stride) * width;
      else {
        const c = coefficients ? coefficients + <usize>picture * 4 * pixel : 0;
        loadRows(from, c, strip, h, w, pitch, y0 * stride - pad, (rows - 1) * stride + kernel, pad, 1);
      }
      for (let ky = ky0; ky < ky1; ky++)
        outer(
          a + <usize>ky * width, <usize>stride * pixel, <usize>stride * width, dy, outPixel,
          scratch + <usize>(ky * run) * outPixel, run, rows, outW,
        );
      if (part == 0) sumPixels(dy, bias, rows * outW, outPixel);
    }
  }
  writeOut(r, slice, ky0, ky1, part == 0, scratch, bias);
}

/** sums[run, outPitch] += Σ over pixels of a[run] ⊗ dy[outPitch]. */
function outer(
  a: usize,
  pixelBytes: usize,
  rowBytes: usize,
  dy: usize,
  outPixel: usize,
  sums: usize,
  run: i32,
  rows: i32,
  outW: i32,
): void {
  for (let c: usize = 0; c < outPixel; ) {
    const wide = c + 32 <= outPixel;
    for (let k = 0; k < run; k += 4) {
      const from = a + (<usize>k << 2);
      const to = sums + <usize>k * outPixel + c;
      if (wide) outer8(from, pixelBytes, rowBytes, dy + c, outPixel, to, rows, outW);
      else outer4(from, pixelBytes, rowBytes, dy + c, outPixel, to, rows, outW);
    }
    c += wide ? 32 : 16;
  }
}

function outer8(a: usize, pixelBytes: usize, rowBytes: usize, d: usize, outPixel: usize, to: usize, rows: i32, outW: i32): void {
  const to1 = to + outPixel;
  const to2 = to1 + outPixel;
  const to3 = to2 + outPixel;
  let c00 = v128.load(to), c01 = v128.load(to, 16), c10 = v128.load(to1), c11 = v128.load(to1, 16);
  let c20 = v128.load(to2), c21 = v128.load(to2, 16), c30 = v128.load(to3), c31 = v128.load(to3, 16);
  for (let y = 0; y < rows; y++) {
    let p = a;
    const end = a + <usize>outW * pixelBytes;
    while (p < end) {
      const b0 = v128.load(d);
      const b1 = v128.load(d, 16);
      let s = v128.load32_splat(p);
      c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
      s = v128.load32_splat(p, 4);
      c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
      s = v128.load32_splat(p, 8);
      c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
      s = v128.load32_splat(p, 12);
      c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
      p += pixelBytes;
      d += outPixel;
    }
    a += rowBytes;
  }
  v128.store(to, c00); v128.store(to, c01, 16); v128.store(to1, c10); v128.store(to1, c11, 16);
  v128.store(to2, c20); v128.store(to2, c21, 16); v128.store(to3, c30); v128.store(to3, c31, 16);
}

function outer4(a: usize, pixelBytes: usize, rowBytes: usize, d: usize, outPixel: usize, to: usize, rows: i32, outW: i32): void {
  const to1 = to + outPixel;
  const to2 = to1 + outPixel;
  const to3 = to2 + outPixel;
  let c0 = v128.load(to), c1 = v128.load(to1), c2 = v128.load(to2), c3 = v128.load(to3);
  for (let y = 0; y < rows; y++) {
    let p = a;
    const end = a + <usize>outW * pixelBytes;
    while (p < end) {
      const b = v128.load(d);
      c0 = madd(v128.load32_splat(p), b, c0);
      c1 = madd(v128.load32_splat(p, 4), b, c1);
      c2 = madd(v128.load32_splat(p, 8), b, c2);
      c3 = madd(v128.load32_splat(p, 12), b, c3);
      p += pixelBytes;
      d += outPixel;
    }
    a += rowBytes;
  }
  v128.store(to, c0); v128.store(to1, c1); v128.store(to2, c2); v128.store(to3, c3);
}

function sumPixels(dy: usize, to: usize, pixels: i32, pixel: usize): void {
  const end = <usize>pixels * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    let s = zero();
    for (let i = c; i < end; i += pixel) s = f32x4.add(s, v128.load(dy + i));
    v128.store(to + c, f32x4.add(v128.load(to + c), s));
  }
}

/** Takes the padding out on the way into the slice's row. */
function writeOut(r: usize, slice: i32, ky0: i32, ky1: i32, withBias: bool, sums: usize, bias: usize): void {
  const kernel = load<i32>(r, atKernel);
  const pitch = load<i32>(r, atPitch);
  const outPixel = <usize>load<i32>(r, atOutPitch) << 2;
  const cin = load<i32>(r, atCin);
  const bytes = <usize>load<i32>(r, atCout) << 2;
  const skip = <usize>slice * load<usize>(r, atSliceBytes);
  let to = load<usize>(r, atGradient0) + skip + <usize>(ky0 * kernel * cin) * bytes;
  for (let k = ky0 * kernel; k < ky1 * kernel; k++)
    for (let ci = 0; ci < cin; ci++, to += bytes) memory.copy(to, sums + <usize>(k * pitch + ci) * outPixel, bytes);
  if (withBias) memory.copy(load<usize>(r, atGradient1) + skip, bias, bytes);
}
