/**
 * Normalisation, forward. It is never a pass over the activations: whoever writes a value leaves its sums over rows, and from these come
 * a scale and an offset for every picture and channel, which the next convolution applies while it loads.
 * Sums: float32 over a row, of differences from the row's first pixel (so that a channel that hardly varies keeps its digits), then
 * over rows in vectors, the rest in float64; always in the same order.
 */
import { normEpsilon, statisticsMomentum } from './constants';
import {
  atCin, atGroupSize, atH, atN, atOut, atParameter0, atParameter1, atPitch, atShares, atStatistics0, atStatistics1, atSums, atW, atX,
} from '../record';
import { madd, zero } from './vector';

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
