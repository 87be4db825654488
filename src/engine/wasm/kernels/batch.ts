/** Makes the batch: pictures through their affine maps, true heatmaps from joints, and the mask over generated ones. */
import {
  atCin, atFrom, atH, atNumber0, atOption, atOut, atOutH, atOutPitch, atOutW, atPitch, atState, atW, atX, atY,
} from '../record';
import { zero } from './vector';

/**
 * out [n, outH, outW, 4], bilinear; a task is a row. x: pictures [n, size, size, 4] of bytes, in the order of the batch; y: for each
 * picture 6 floats of the affine map and 3 of gain, [n, 12]. A tap outside of the picture is 0, which is grey.
 */
export function sample(r: usize, task: i32, scratch: usize): void {
  const outH = load<i32>(r, atOutH);
  const outW = load<i32>(r, atOutW);
  const size = load<i32>(r, atOption);
  const picture = task / outH;
  const pixels = load<usize>(r, atX) + <usize>(picture * size * size) * 4;
  const how = load<usize>(r, atY) + <usize>picture * 48;
  const dx: f64 = load<f32>(how);
  const dy: f64 = load<f32>(how, 12);
  const v = <f64>(task % outH) + 0.5;
  const baseX = 0.5 * dx + <f64>load<f32>(how, 4) * v + <f64>load<f32>(how, 8) - 0.5;
  const baseY = 0.5 * dy + <f64>load<f32>(how, 16) * v + <f64>load<f32>(how, 20) - 0.5;
  const gain = f32x4.mul(f32x4(load<f32>(how, 24), load<f32>(how, 28), load<f32>(how, 32), 0), f32x4.splat(1.0 / 255.0));
  const half = f32x4(0.5, 0.5, 0.5, 0);
  let out = load<usize>(r, atOut) + <usize>(task * outW) * 16;
  for (let i = 0; i < outW; i++) {
    const px = baseX + <f64>i * dx;
    const py = baseY + <f64>i * dy;
    const fx = Math.floor(px);
    const fy = Math.floor(py);
    const ax = <f32>(px - fx);
    const ay = <f32>(py - fy);
    // Far outside, the conversion would overflow.
    if (fx < -1 || fy < -1 || fx >= <f64>size || fy >= <f64>size || fx != fx || fy != fy) v128.store(out, zero());
    else {
      const x = <i32>fx;
      const y = <i32>fy;
      const top = f32x4.add(
        f32x4.mul(tap(pixels, size, x, y, gain, half), f32x4.splat(1 - ax)),
        f32x4.mul(tap(pixels, size, x + 1, y, gain, half), f32x4.splat(ax)),
      );
      const low = f32x4.add(
        f32x4.mul(tap(pixels, size, x, y + 1, gain, half), f32x4.splat(1 - ax)),
        f32x4.mul(tap(pixels, size, x + 1, y + 1, gain, half), f32x4.splat(ax)),
      );
      v128.store(out, f32x4.add(f32x4.mul(top, f32x4.splat(1 - ay)), f32x4.mul(low, f32x4.splat(ay))));
    }
    out += 16;
  }
}

// @ts-ignore: decorator
@inline
function tap(pixels: usize, size: i32, x: i32, y: i32, gain: v128, half: v128): v128 {
  if (<u32>x >= <u32>size || <u32>y >= <u32>size) return zero();
  const bytes = v128.load32_zero(pixels + (<usize>(y * size + x) << 2));
  const rgba = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
  const lit = f32x4.pmin(f32x4.pmax(f32x4.mul(rgba, gain), zero()), f32x4.splat(1));
  return f32x4.sub(lit, half);
}

/** Joints x [n, J, 3] → out [n, h, w, pitch] and, once and for all kernels after, weights `state` [n, pitch]. A task is a picture. */
export function draw(r: usize, task: i32, scratch: usize): void {
  const h = load<i32>(r, atOutH);
  const w = load<i32>(r, atOutW);
  const pitch = load<i32>(r, atOutPitch);
  const joints = load<i32>(r, atCin);
  const from = load<usize>(r, atX) + <usize>(task * joints * 3) * 4;
  const weights = load<usize>(r, atState) + <usize>(task * pitch) * 4;
  const factor: f64 = load<f32>(r, atNumber0);
  const across = scratch;
  const down = scratch + <usize>(w * pitch) * 4;
  memory.fill(scratch, 0, <usize>((w + h) * pitch) * 4);
  memory.fill(weights, 0, <usize>pitch * 4);
  for (let j = 0; j < joints; j++) {
    const joint = from + <usize>(j * 12);
    const weight = load<f32>(joint, 8);
    store<f32>(weights + (<usize>j << 2), weight);
    if (weight == 0) continue;
    // A Gaussian is a product of one across and one down.
    for (let x = 0; x < w; x++) {
      const d = <f64>x + 0.5 - <f64>load<f32>(joint);
      store<f32>(across + (<usize>(x * pitch + j) << 2), <f32>exponential(factor * d * d));
    }
    for (let y = 0; y < h; y++) {
      const d = <f64>y + 0.5 - <f64>load<f32>(joint, 4);
      store<f32>(down + (<usize>(y * pitch + j) << 2), <f32>exponential(factor * d * d));
    }
  }
  const pixel = <usize>pitch << 2;
  let out = load<usize>(r, atOut) + <usize>(task * h * w) * pixel;
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++, out += pixel)
      for (let c: usize = 0; c < pixel; c += 16)
        v128.store(out + c, f32x4.mul(v128.load(across + <usize>x * pixel + c), v128.load(down + <usize>y * pixel + c)));
}

/**
 * e^x for x ≤ 0 to float32 accuracy: 2^n e^r with |r| ≤ ln 2 / 2, the latter by its series. AssemblyScript's own keeps tables in static
 * memory, which every thread's instance would write anew, over ours.
 */
function exponential(x: f64): f64 {
  if (x < -87) return 0;
  const n = Math.floor(x * 1.4426950408889634 + 0.5);
  const r = x - n * 0.6931471805599453;
  const high = 1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040 + r * (1.0 / 40320)));
  const series = 1 + r * (1 + r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * high))));
  return series * reinterpret<f64>((<i64>n + 1023) << 52);
}

/** out[from + b] = w_b x[b]; a task is a picture. */
export function mask(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const bytes = <usize>(load<i32>(r, atH) * load<i32>(r, atW)) * pixel;
  const x = load<usize>(r, atX) + <usize>task * bytes;
  const out = load<usize>(r, atOut) + <usize>(load<i32>(r, atFrom) + task) * bytes;
  const weights = load<usize>(r, atState) + <usize>task * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    const weight = v128.load(weights + c);
    for (let i = c; i < bytes; i += pixel) v128.store(out + i, f32x4.mul(v128.load(x + i), weight));
  }
}
