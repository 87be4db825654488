/**
 * Convolution and its input gradient. A task is a strip of rows of one picture: load the input's rows with their border (normalised on
 * the way), multiply into a strip in scratch, then one pass over the strip while it is in L1 writes it out with all that is pointwise.
 * A 1×1 convolution without norm reads its input where it lies.
 */
import {
  atAddend0, atAddend1, atBias, atCoefficients, atFrom, atH, atKernel, atOut, atOutH, atOutPitch, atOutW, atPitch, atRows, atStride,
  atStrips, atSums, atW, atWeights, atX, atY,
} from '../record';
import { multiply } from './product';
import { loadRows } from './rows';
import { gate, madd, zero } from './vector';

/** out = W * v + bias + Σ addends, v = x or relu(scale x + offset); x [n, h, w, pitch] → out [n, outH, outW, outPitch]. */
export function conv(r: usize, task: i32, scratch: usize): void {
  const strips = load<i32>(r, atStrips);
  const picture = task / strips;
  const outH = load<i32>(r, atOutH);
  const outW = load<i32>(r, atOutW);
  const outPitch = load<i32>(r, atOutPitch);
  const y0 = (task % strips) * load<i32>(r, atRows);
  const rows = min(load<i32>(r, atRows), outH - y0);
  const strip = product(r, picture, load<usize>(r, atX), load<usize>(r, atCoefficients), load<i32>(r, atStride), 1, y0, rows, scratch);

  const pixel = <usize>outPitch << 2;
  const rowBytes = <usize>outW * pixel;
  const at = <usize>(picture * outH + y0);
  const bias = load<usize>(r, atBias);
  const sums = load<usize>(r, atSums);
  const out = load<usize>(r, atOut) + at * rowBytes;
  const addend0 = load<usize>(r, atAddend0);
  const addend1 = load<usize>(r, atAddend1);
  for (let i = 0; i < rows; i++) {
    const skip = <usize>i * rowBytes;
    forwardRow(
      strip + skip,
      bias,
      addend0 ? addend0 + at * rowBytes + skip : 0,
      addend1 ? addend1 + at * rowBytes + skip : 0,
      out + skip,
      sums ? sums + (at + i) * 2 * pixel : 0,
      outW,
      pixel,
    );
  }
}

/** out = [scale x + offset > 0] (Wᵀ * dy) + Σ addends; dy [n, h, w, pitch] from picture `from` on → out [count, outH, outW, outPitch]. */
export function inputGradient(r: usize, task: i32, scratch: usize): void {
  const strips = load<i32>(r, atStrips);
  const picture = task / strips;
  const outH = load<i32>(r, atOutH);
  const outW = load<i32>(r, atOutW);
  const y0 = (task % strips) * load<i32>(r, atRows);
  const rows = min(load<i32>(r, atRows), outH - y0);
  const strip = product(r, picture + load<i32>(r, atFrom), load<usize>(r, atY), 0, 1, load<i32>(r, atStride), y0, rows, scratch);

  const pixel = <usize>load<i32>(r, atOutPitch) << 2;
  const rowBytes = <usize>outW * pixel;
  const at = <usize>(picture * outH + y0);
  const x = load<usize>(r, atX);
  const coefficients = load<usize>(r, atCoefficients);
  const sums = load<usize>(r, atSums);
  const out = load<usize>(r, atOut) + at * rowBytes;
  const addend = load<usize>(r, atAddend0);
  const addend1 = load<usize>(r, atAddend1);
  for (let i = 0; i < rows; i++) {
    const skip = <usize>i * rowBytes;
    if (coefficients)
      gatedRow(
        strip + skip,
        x + at * rowBytes + skip,
        coefficients + <usize>picture * 4 * pixel,
        addend ? addend + at * rowBytes + skip : 0,
        out + skip,
        sums ? sums + (at + i) * 2 * pixel : 0,
        outW,
        pixel,
      );
    else
      forwardRow(
        strip + skip,
        0,
        addend ? addend + at * rowBytes + skip : 0,
        addend1 ? addend1 + at * rowBytes + skip : 0,
        out + skip,
        0,
        outW,
        pixel,
      );
  }
}

/** Rows y0 … of the product, [rows, outW, outPitch] in scratch. @returns where they are. */
function product(
  r: usize,
  picture: i32,
  x: usize,
  coefficients: usize,
  stride: i32,
  spread: i32,
  y0: i32,
  rows: i32,
  scratch: usize,
): usize {
  const h = load<i32>(r, atH);
  const w = load<i32>(r, atW);
  const pitch = load<i32>(r, atPitch);
  const outPitch = load<i32>(r, atOutPitch);
  const outW = load<i32>(r, atOutW);
  const kernel = load<i32>(r, atKernel);
  const pad = kernel >> 1;
  const pixel = <usize>pitch << 2;
  const strip = scratch;
  const stripBytes = <usize>(rows * outW * outPitch) << 2;
  let a = x + <usize>(picture * h * w) * pixel;
  let width = <usize>w * pixel;
  if (kernel > 1 || coefficients || spread > 1) {
    const from = a;
    a = scratch + stripBytes;
    width = <usize>(w * spread + 2 * pad) * pixel;
    const c = coefficients ? coefficients + <usize>picture * 4 * pixel : 0;
    loadRows(from, c, a, h, w, pitch, y0 * stride - pad, (rows - 1) * stride + kernel, pad, spread);
  } else a += <usize>(y0 * stride) * width;
  multiply(a, <usize>stride * pixel, <usize>stride * width, width, kernel, kernel * pitch, load<usize>(r, atWeights), strip, rows, outW, outPitch);
  return strip;
}

/** out = strip + bias + addends; sums = Σ (v − v₀), Σ (v − v₀)², v₀ the first pixel of out. Channels outside: sums stay in registers. */
function forwardRow(strip: usize, bias: usize, addend0: usize, addend1: usize, out: usize, sums: usize, w: i32, pixel: usize): void {
  const end = <usize>w * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    const b = bias ? v128.load(bias + c) : zero();
    let s = zero();
    let q = zero();
    let first = f32x4.add(v128.load(strip + c), b);
    if (addend0) first = f32x4.add(first, v128.load(addend0 + c));
    if (addend1) first = f32x4.add(first, v128.load(addend1 + c));
    for (let i = c; i < end; i += pixel) {
      let v = f32x4.add(v128.load(strip + i), b);
      if (addend0) v = f32x4.add(v, v128.load(addend0 + i));
      if (addend1) v = f32x4.add(v, v128.load(addend1 + i));
      v128.store(out + i, v);
      v = f32x4.sub(v, first);
      s = f32x4.add(s, v);
      q = madd(v, v, q);
    }
    if (sums) {
      v128.store(sums + c, s);
      v128.store(sums + pixel + c, q);
    }
  }
}

/** out = strip where the normalised x is above 0, plus the addend; sums = Σ out, Σ out (x − x₀), x₀ the first pixel of the row. */
export function gatedRow(strip: usize, x: usize, coefficients: usize, addend: usize, out: usize, sums: usize, w: i32, pixel: usize): void {
  const end = <usize>w * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    const scale = v128.load(coefficients + c);
    const offset = v128.load(coefficients + pixel + c);
    const first = v128.load(x + c);
    let s = zero();
    let q = zero();
    for (let i = c; i < end; i += pixel) {
      const u = v128.load(x + i);
      let v = gate(v128.load(strip + i), u, scale, offset);
      if (addend) v = f32x4.add(v, v128.load(addend + i));
      v128.store(out + i, v);
      s = f32x4.add(s, v);
      q = madd(v, f32x4.sub(u, first), q);
    }
    if (sums) {
      v128.store(sums + c, s);
      v128.store(sums + pixel + c, q);
    }
  }
}
