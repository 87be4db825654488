/** What moves values about without arithmetic worth the name. A task is a row of `out`; all are bound by memory. */
import {
  atAddend0, atAddend1, atCin, atCout, atFrom, atH, atN, atOut, atOutH, atOutPitch, atOutW, atPitch, atStride, atSums, atW, atX, atY,
} from '../record';
import { madd, zero } from './vector';

/** Row sums Σ (v − v₀), Σ (v − v₀)² of a finished row. */
function sumRow(out: usize, w: i32, pixel: usize, sums: usize): void {
  const bytes = <usize>w * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    let s = zero();
    let q = zero();
    const first = v128.load(out + c);
    for (let i = c; i < bytes; i += pixel) {
      const v = f32x4.sub(v128.load(out + i), first);
      s = f32x4.add(s, v);
      q = madd(v, v, q);
    }
    v128.store(sums + c, s);
    v128.store(sums + pixel + c, q);
  }
}

/** x [n, h, w, pitch] → out [n, h/2, w/2, pitch], the highest of each 2×2. */
export function maxPool(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const outW = load<i32>(r, atOutW);
  const bytes = <usize>(2 * outW) * pixel;
  let x = load<usize>(r, atX) + <usize>(2 * task) * bytes;
  const row = load<usize>(r, atOut) + <usize>(task * outW) * pixel;
  let out = row;
  for (let i = 0; i < outW; i++) {
    for (let c: usize = 0; c < pixel; c += 16) {
      const top = f32x4.max(v128.load(x + c), v128.load(x + pixel + c));
      const low = f32x4.max(v128.load(x + bytes + c), v128.load(x + bytes + pixel + c));
      v128.store(out + c, f32x4.max(top, low));
    }
    x += 2 * pixel;
    out += pixel;
  }
  const sums = load<usize>(r, atSums);
  if (sums) sumRow(row, outW, pixel, sums + <usize>(2 * task) * pixel);
}

/** dy [n, h/2, w/2, pitch] goes to the first highest of each 2×2 of x; a task is two rows of out. */
export function maxPoolGradient(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const halfW = load<i32>(r, atW) >> 1;
  const bytes = <usize>(2 * halfW) * pixel;
  let at = <usize>(2 * task) * bytes;
  const x = load<usize>(r, atX);
  const out = load<usize>(r, atOut);
  let dy = load<usize>(r, atY) + <usize>(task * halfW) * pixel;
  const addend0 = load<usize>(r, atAddend0);
  const addend1 = load<usize>(r, atAddend1);
  for (let i = 0; i < halfW; i++) {
    for (let c: usize = 0; c < pixel; c += 16) {
      const p0 = at + c;
      const p1 = p0 + pixel;
      const p2 = p0 + bytes;
      const p3 = p2 + pixel;
      const x0 = v128.load(x + p0);
      const x1 = v128.load(x + p1);
      const x2 = v128.load(x + p2);
      const x3 = v128.load(x + p3);
      const g = v128.load(dy + c);
      const highest = f32x4.max(f32x4.max(x0, x1), f32x4.max(x2, x3));
      const m0 = f32x4.eq(x0, highest);
      const m1 = v128.andnot(f32x4.eq(x1, highest), m0);
      const m01 = v128.or(m0, m1);
      const m2 = v128.andnot(f32x4.eq(x2, highest), m01);
      const m3 = v128.not(v128.or(m01, m2));
      put(out, p0, v128.and(g, m0), addend0, addend1);
      put(out, p1, v128.and(g, m1), addend0, addend1);
      put(out, p2, v128.and(g, m2), addend0, addend1);
      put(out, p3, v128.and(g, m3), addend0, addend1);
    }
    at += 2 * pixel;
    dy += pixel;
  }
}

// @ts-ignore: decorator
@inline
function put(out: usize, at: usize, value: v128, addend0: usize, addend1: usize): void {
  let v = value;
  if (addend0) v = f32x4.add(v, v128.load(addend0 + at));
  if (addend1) v = f32x4.add(v, v128.load(addend1 + at));
  v128.store(out + at, v);
}

/** x [n, h, w, pitch] → out [n, 2h, 2w, pitch], each pixel four times, plus addends. */
export function upsample(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const outW = load<i32>(r, atOutW);
  const x = load<usize>(r, atX) + <usize>((task >> 1) * (outW >> 1)) * pixel;
  const out = load<usize>(r, atOut);
  const addend0 = load<usize>(r, atAddend0);
  const addend1 = load<usize>(r, atAddend1);
  const start = <usize>(task * outW) * pixel;
  let at = start;
  for (let i = 0; i < outW; i++) {
    const from = x + <usize>(i >> 1) * pixel;
    for (let c: usize = 0; c < pixel; c += 16) put(out, at + c, v128.load(from + c), addend0, addend1);
    at += pixel;
  }
  const sums = load<usize>(r, atSums);
  if (sums) sumRow(out + start, outW, pixel, sums + <usize>(2 * task) * pixel);
}

/** dy [n, 2h, 2w, pitch] → out [n, h, w, pitch], the sum of each 2×2, plus addends. */
export function upsampleGradient(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const outW = load<i32>(r, atOutW);
  const bytes = <usize>(2 * outW) * pixel;
  let dy = load<usize>(r, atY) + <usize>(2 * task) * bytes;
  const out = load<usize>(r, atOut);
  const addend0 = load<usize>(r, atAddend0);
  const addend1 = load<usize>(r, atAddend1);
  let at = <usize>(task * outW) * pixel;
  for (let i = 0; i < outW; i++) {
    for (let c: usize = 0; c < pixel; c += 16) {
      const top = f32x4.add(v128.load(dy + c), v128.load(dy + pixel + c));
      const low = f32x4.add(v128.load(dy + bytes + c), v128.load(dy + bytes + pixel + c));
      put(out, at + c, f32x4.add(top, low), addend0, addend1);
    }
    dy += 2 * pixel;
    at += pixel;
  }
}

/** out = Σ addends, of which there are one or two. */
export function sum(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atOutPitch) << 2;
  const outW = load<i32>(r, atOutW);
  const bytes = <usize>outW * pixel;
  const skip = <usize>task * bytes;
  const a = load<usize>(r, atAddend0) + skip;
  const b = load<usize>(r, atAddend1);
  const out = load<usize>(r, atOut) + skip;
  for (let i: usize = 0; i < bytes; i += 16) put(out, i, v128.load(a + i), b ? b + skip : 0, 0);
  const sums = load<usize>(r, atSums);
  if (sums) sumRow(out, outW, pixel, sums + <usize>(2 * task) * pixel);
}

/** x [n, h, w, pitch] → out [n, h/f, w/f, pitch], the mean of each f × f square. */
export function resize(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const outW = load<i32>(r, atOutW);
  const factor = load<i32>(r, atStride);
  const bytes = <usize>load<i32>(r, atW) * pixel;
  const x = load<usize>(r, atX) + <usize>(task * factor) * bytes;
  const share = f32x4.splat(<f32>(1.0 / <f64>(factor * factor)));
  let out = load<usize>(r, atOut) + <usize>(task * outW) * pixel;
  for (let i = 0; i < outW; i++) {
    for (let c: usize = 0; c < pixel; c += 16) {
      let s = zero();
      for (let dy = 0; dy < factor; dy++)
        for (let dx = 0; dx < factor; dx++) s = f32x4.add(s, v128.load(x + <usize>dy * bytes + <usize>(i * factor + dx) * pixel + c));
      v128.store(out + c, f32x4.mul(s, share));
    }
    out += pixel;
  }
}

/** Channels of x [≤ n, h, w, cin], then of y [n, h, w, cout] → out [n, h, w, outPitch]. Not vectors: cin is 3. */
export function concat(r: usize, task: i32, scratch: usize): void {
  const h = load<i32>(r, atH);
  const w = load<i32>(r, atW);
  const cin = load<i32>(r, atCin);
  const cout = load<i32>(r, atCout);
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const second = <usize>((cout + 3) >> 2) << 4;
  const outPixel = <usize>load<i32>(r, atOutPitch) << 2;
  let x = load<usize>(r, atX) + <usize>((task % (load<i32>(r, atN) * h)) * w) * pixel;
  let y = load<usize>(r, atY) + <usize>(task * w) * second;
  let out = load<usize>(r, atOut) + <usize>(task * w) * outPixel;
  const split = <usize>cin << 2;
  const both = <usize>(cin + cout) << 2;
  for (let i = 0; i < w; i++) {
    for (let c: usize = 0; c < split; c += 4) store<f32>(out + c, load<f32>(x + c));
    for (let c = split; c < both; c += 4) store<f32>(out + c, load<f32>(y + c - split));
    for (let c = both; c < outPixel; c += 4) store<f32>(out + c, 0);
    x += pixel;
    y += second;
    out += outPixel;
  }
}

/** out = channels of y from `from` on. */
export function slice(r: usize, task: i32, scratch: usize): void {
  const w = load<i32>(r, atOutW);
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const outPixel = <usize>load<i32>(r, atOutPitch) << 2;
  const bytes = <usize>load<i32>(r, atCout) << 2;
  let dy = load<usize>(r, atY) + <usize>(task * w) * pixel + (<usize>load<i32>(r, atFrom) << 2);
  let out = load<usize>(r, atOut) + <usize>(task * w) * outPixel;
  for (let i = 0; i < w; i++) {
    for (let c: usize = 0; c < bytes; c += 4) store<f32>(out + c, load<f32>(dy + c));
    for (let c = bytes; c < outPixel; c += 4) store<f32>(out + c, 0);
    dy += pixel;
    out += outPixel;
  }
}
