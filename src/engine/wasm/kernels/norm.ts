/**
 * Normalisation. It is never a pass over the activations forward: whoever writes a value leaves its sums over rows, and from these come a
 * scale and an offset for every picture and channel, which the next convolution applies while it loads. Backward the same: two sums over
 * rows, from these three slopes a picture and channel, and one pass that applies them.
 * Sums: float32 over a row, of differences from the row's first pixel (so that a channel that hardly varies keeps its digits), then
 * over rows in vectors, the rest in float64; always in the same order.
 */
import { normEpsilon, statisticsMomentum } from './constants';
import {
  atAddend0, atAddend1, atCin, atCoefficients, atGradient0, atGradient1, atGroupSize, atH, atN, atOut, atParameter0, atParameter1, atPitch,
  atShares, atSliceBytes, atSlices, atStatistics0, atStatistics1, atSums, atW, atX, atY,
} from '../record';
import { madd, relu, zero } from './vector';
import { gatedRow } from './convolution';

/**
 * Row sums [h, 2, pitch] of a picture x → mean and Σ (x − mean)² of each channel, [2, pitch] (Chan et al. 1979: rows of equal length).
 */
function channelMoments(x: usize, sums: usize, h: i32, w: i32, pixel: usize, to: usize): void {
  const rowBytes = <usize>w * pixel;
  const share = f32x4.splat(<f32>(1.0 / <f64>w));
  const width = f32x4.splat(<f32>w);
  for (let c: usize = 0; c < pixel; c += 16) {
    const start = madd(v128.load(sums + c), share, v128.load(x + c));
    let drift = zero();
    for (let y = 0; y < h; y++) {
      const mean = madd(v128.load(sums + <usize>(2 * y) * pixel + c), share, v128.load(x + <usize>y * rowBytes + c));
      drift = f32x4.add(drift, f32x4.sub(mean, start));
    }
    const all = f32x4.add(start, f32x4.div(drift, f32x4.splat(<f32>h)));
    let squares = zero();
    for (let y = 0; y < h; y++) {
      const s = v128.load(sums + <usize>(2 * y) * pixel + c);
      const q = v128.load(sums + <usize>(2 * y + 1) * pixel + c);
      const away = f32x4.sub(madd(s, share, v128.load(x + <usize>y * rowBytes + c)), all);
      squares = f32x4.add(squares, madd(width, f32x4.mul(away, away), f32x4.sub(q, f32x4.mul(f32x4.mul(s, s), share))));
    }
    v128.store(to + c, all);
    v128.store(to + pixel + c, squares);
  }
}

/** Row sums → coefficients. A task is a picture (group mode) or a share of the pictures (batch mode). */
export function moments(r: usize, task: i32, scratch: usize): void {
  const groupSize = load<i32>(r, atGroupSize);
  const pitch = load<i32>(r, atPitch);
  const h = load<i32>(r, atH);
  const w = load<i32>(r, atW);
  const pixel = <usize>pitch << 2;
  const channels = load<i32>(r, atCin);
  const pictures = groupSize ? 1 : load<i32>(r, atN) / load<i32>(r, atShares);
  const first = task * pictures;
  for (let n = 0; n < pictures; n++) {
    const row = <usize>((first + n) * h);
    const x = load<usize>(r, atX) + row * <usize>w * pixel;
    channelMoments(x, load<usize>(r, atSums) + row * 2 * pixel, h, w, pixel, scratch + <usize>n * 2 * pixel);
  }
  const width = groupSize ? groupSize : 1;
  const to = load<usize>(r, atOut) + <usize>first * 4 * pixel;
  for (let c = 0; c < channels; c += width) {
    // A group is either several channels of one picture or one channel of several: their means have equal weight.
    let mean: f64 = 0;
    for (let n = 0; n < pictures; n++)
      for (let k = c; k < c + width; k++) mean += load<f32>(scratch + <usize>n * 2 * pixel + (<usize>k << 2));
    mean /= <f64>(width * pictures);
    const area = <f64>(h * w);
    let squares: f64 = 0;
    for (let n = 0; n < pictures; n++)
      for (let k = c; k < c + width; k++) {
        const at = scratch + <usize>n * 2 * pixel + (<usize>k << 2);
        const away = <f64>load<f32>(at) - mean;
        squares += <f64>load<f32>(at + pixel) + area * away * away;
      }
    const size = area * width * pictures;
    for (let k = c; k < c + width; k++) writeCoefficients(r, to, k, mean, squares / size);
    if (!groupSize) moveStatistics(task == 0 ? load<usize>(r, atStatistics0) : load<usize>(r, atStatistics1), c, channels, mean, squares, size);
  }
  padCoefficients(to, channels, pitch);
  for (let n = 1; n < pictures; n++) memory.copy(to + <usize>n * 4 * pixel, to, 4 * pixel);
}

/** Running statistics take up a share of the new ones, the variance being the unbiased one. */
function moveStatistics(running: usize, c: i32, channels: i32, mean: f64, squares: f64, size: f64): void {
  const at = running + (<usize>c << 2);
  const past = at + (<usize>channels << 2);
  store<f32>(at, <f32>((1 - statisticsMomentum) * load<f32>(at) + statisticsMomentum * mean));
  store<f32>(past, <f32>((1 - statisticsMomentum) * load<f32>(past) + (statisticsMomentum * squares) / Math.max(size - 1, 1)));
}

/** Running statistics → coefficients (evaluation in batch mode). A task is a share of the pictures. */
export function frozen(r: usize, task: i32, scratch: usize): void {
  const pitch = load<i32>(r, atPitch);
  const channels = load<i32>(r, atCin);
  const pictures = load<i32>(r, atN) / load<i32>(r, atShares);
  const bytes = <usize>pitch << 4;
  const to = load<usize>(r, atOut) + <usize>(task * pictures) * bytes;
  const running = task == 0 ? load<usize>(r, atStatistics0) : load<usize>(r, atStatistics1);
  for (let c = 0; c < channels; c++)
    writeCoefficients(r, to, c, load<f32>(running + (<usize>c << 2)), load<f32>(running + (<usize>(channels + c) << 2)));
  padCoefficients(to, channels, pitch);
  for (let n = 1; n < pictures; n++) memory.copy(to + <usize>n * bytes, to, bytes);
}

function writeCoefficients(r: usize, to: usize, c: i32, mean: f64, variance: f64): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const at = <usize>c << 2;
  const inverse = 1 / Math.sqrt(variance + normEpsilon);
  const scale = inverse * load<f32>(load<usize>(r, atParameter0) + at);
  store<f32>(to + at, <f32>scale);
  store<f32>(to + pixel + at, <f32>(load<f32>(load<usize>(r, atParameter1) + at) - mean * scale));
  store<f32>(to + 2 * pixel + at, <f32>mean);
  store<f32>(to + 3 * pixel + at, <f32>inverse);
}

function padCoefficients(to: usize, channels: i32, pitch: i32): void {
  for (let row = 0; row < 4; row++)
    for (let c = channels; c < pitch; c++) store<f32>(to + (<usize>(row * pitch + c) << 2), 0);
}

/** Adds a picture's row sums [h, 2, pitch] into totals [2, pitch]: Σ dn and Σ dn (x − mean), the rows' Σ dn (x − x₀) moved to the mean. */
function addRows(x: usize, sums: usize, mean: usize, h: i32, w: i32, pixel: usize, totals: usize): void {
  const rowBytes = <usize>w * pixel;
  for (let c: usize = 0; c < pixel; c += 16) {
    const centre = v128.load(mean + c);
    let total = v128.load(totals + c);
    let product = v128.load(totals + pixel + c);
    for (let y = 0; y < h; y++) {
      const s = v128.load(sums + <usize>(2 * y) * pixel + c);
      const q = v128.load(sums + <usize>(2 * y + 1) * pixel + c);
      total = f32x4.add(total, s);
      product = f32x4.add(product, madd(s, f32x4.sub(v128.load(x + <usize>y * rowBytes + c), centre), q));
    }
    v128.store(totals + c, total);
    v128.store(totals + pixel + c, product);
  }
}

/**
 * Row sums Σ dn, Σ dn (x − x₀) → ∂gain, ∂shift and slopes p, q, r. A task is a slice of the pictures (group mode), or a share (batch mode, whose
 * parameters' gradients go into the share's first slice, zeros into the others).
 */
export function normSlopes(r: usize, task: i32, scratch: usize): void {
  const groupSize = load<i32>(r, atGroupSize);
  const n = load<i32>(r, atN);
  const shares = load<i32>(r, atShares);
  const slices = load<i32>(r, atSlices);
  const h = load<i32>(r, atH);
  const channels = load<i32>(r, atCin);
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const w = load<i32>(r, atW);
  const area = <f64>(h * w);
  const totals = scratch;
  const gains = scratch + 2 * pixel;
  memory.fill(gains, 0, 2 * pixel);
  const count = groupSize ? slices : shares;
  const first = (task * n) / count;
  const last = ((task + 1) * n) / count;
  const sums = load<usize>(r, atSums);
  const pictures = groupSize ? 1 : last - first;
  const width = groupSize ? groupSize : 1;
  const size = area * width * pictures;
  for (let picture = first; picture < last; picture += pictures) {
    memory.fill(totals, 0, 2 * pixel);
    const mean = load<usize>(r, atCoefficients) + <usize>(4 * picture + 2) * pixel;
    for (let k = 0; k < pictures; k++) {
      const row = <usize>((picture + k) * h);
      addRows(load<usize>(r, atX) + row * <usize>w * pixel, sums + row * 2 * pixel, mean, h, w, pixel, totals);
    }
    for (let c = 0; c < channels; c += width) slopesOfGroup(r, picture, c, width, size, totals, gains);
    const to = load<usize>(r, atOut) + <usize>(picture * 3) * pixel;
    for (let c = <usize>channels << 2; c < pixel; c += 4)
      for (let row: usize = 0; row < 3; row++) store<f32>(to + row * pixel + c, 0);
    for (let k = 1; k < pictures; k++) memory.copy(to + <usize>(k * 3) * pixel, to, 3 * pixel);
  }
  const bytes = <usize>channels << 2;
  const sliceBytes = load<usize>(r, atSliceBytes);
  const slice = groupSize ? task : (task * slices) / shares;
  memory.copy(load<usize>(r, atGradient0) + <usize>slice * sliceBytes, gains, bytes);
  memory.copy(load<usize>(r, atGradient1) + <usize>slice * sliceBytes, gains + pixel, bytes);
  if (!groupSize)
    for (let k = slice + 1; k < ((task + 1) * slices) / shares; k++) {
      memory.fill(load<usize>(r, atGradient0) + <usize>k * sliceBytes, 0, bytes);
      memory.fill(load<usize>(r, atGradient1) + <usize>k * sliceBytes, 0, bytes);
    }
}

function slopesOfGroup(r: usize, picture: i32, c: i32, width: i32, size: f64, totals: usize, gains: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const coefficients = load<usize>(r, atCoefficients) + <usize>(picture * 4) * pixel;
  const gain = load<usize>(r, atParameter0);
  const group = <usize>c << 2;
  const mean: f64 = load<f32>(coefficients + 2 * pixel + group);
  const inverse: f64 = load<f32>(coefficients + 3 * pixel + group);
  let meanG: f64 = 0;
  let meanGx: f64 = 0;
  for (let k = c; k < c + width; k++) {
    const at = <usize>k << 2;
    const s: f64 = load<f32>(totals + at);
    const t = inverse * <f64>load<f32>(totals + pixel + at);
    store<f32>(gains + at, load<f32>(gains + at) + <f32>t);
    store<f32>(gains + pixel + at, load<f32>(gains + pixel + at) + <f32>s);
    meanG += s * load<f32>(gain + at);
    meanGx += t * load<f32>(gain + at);
  }
  meanG /= size;
  meanGx /= size;
  const to = load<usize>(r, atOut) + <usize>(picture * 3) * pixel;
  for (let k = c; k < c + width; k++) {
    const at = <usize>k << 2;
    store<f32>(to + at, <f32>(inverse * load<f32>(gain + at)));
    store<f32>(to + pixel + at, <f32>(-inverse * inverse * meanGx));
    store<f32>(to + 2 * pixel + at, <f32>(inverse * (inverse * meanGx * mean - meanG)));
  }
}

/** out = p dn + q x + r + Σ addends; a task is a row of all columns of a picture. */
export function normGradient(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const bytes = <usize>load<i32>(r, atW) * pixel;
  const rows = load<i32>(r, atH);
  const skip = <usize>task * bytes;
  const dn = load<usize>(r, atY) + skip;
  const x = load<usize>(r, atX) + skip;
  const out = load<usize>(r, atOut) + skip;
  const slopes = load<usize>(r, atCoefficients) + <usize>((task / rows) * 3) * pixel;
  const addend0 = load<usize>(r, atAddend0);
  const addend1 = load<usize>(r, atAddend1);
  for (let c: usize = 0; c < pixel; c += 16) {
    const p = v128.load(slopes + c);
    const q = v128.load(slopes + pixel + c);
    const s = v128.load(slopes + 2 * pixel + c);
    for (let i = c; i < bytes; i += pixel) {
      let v = madd(p, v128.load(dn + i), madd(q, v128.load(x + i), s));
      if (addend0) v = f32x4.add(v, v128.load(addend0 + skip + i));
      if (addend1) v = f32x4.add(v, v128.load(addend1 + skip + i));
      v128.store(out + i, v);
    }
  }
}

/** out = relu(scale x + offset), with row sums; a task is a row. */
export function rectify(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const bytes = <usize>load<i32>(r, atW) * pixel;
  const x = load<usize>(r, atX) + <usize>task * bytes;
  const out = load<usize>(r, atOut) + <usize>task * bytes;
  const coefficients = load<usize>(r, atCoefficients) + <usize>((task / load<i32>(r, atH)) * 4) * pixel;
  const sums = load<usize>(r, atSums);
  for (let c: usize = 0; c < pixel; c += 16) {
    const scale = v128.load(coefficients + c);
    const offset = v128.load(coefficients + pixel + c);
    let s = zero();
    let q = zero();
    const first = relu(madd(v128.load(x + c), scale, offset));
    for (let i = c; i < bytes; i += pixel) {
      let v = relu(madd(v128.load(x + i), scale, offset));
      v128.store(out + i, v);
      v = f32x4.sub(v, first);
      s = f32x4.add(s, v);
      q = madd(v, v, q);
    }
    if (sums) {
      v128.store(sums + <usize>task * 2 * pixel + c, s);
      v128.store(sums + (<usize>task * 2 + 1) * pixel + c, q);
    }
  }
}

/** out = [scale x + offset > 0] dy + the addend, with row sums; a task is a row. */
export function rectifyGradient(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const w = load<i32>(r, atW);
  const skip = <usize>task * <usize>w * pixel;
  const coefficients = load<usize>(r, atCoefficients) + <usize>((task / load<i32>(r, atH)) * 4) * pixel;
  const addend = load<usize>(r, atAddend0);
  const sums = load<usize>(r, atSums);
  gatedRow(
    load<usize>(r, atY) + skip,
    load<usize>(r, atX) + skip,
    coefficients,
    addend ? addend + skip : 0,
    load<usize>(r, atOut) + skip,
    sums ? sums + <usize>task * 2 * pixel : 0,
    w,
    pixel,
  );
}
