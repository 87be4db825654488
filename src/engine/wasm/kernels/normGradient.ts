/**
 * Normalisation, backward. The kernel that finds the gradient at the normalised value leaves two sums over each row; from these come
 * three slopes for every picture and channel, and one pass applies them. Sums as in the forward pass.
 */
import {
  atAddend0, atAddend1, atCin, atCoefficients, atGradient0, atGradient1, atGroupSize, atH, atN, atOut, atParameter0, atPitch, atShares,
  atSliceBytes, atSlices, atSums, atW, atX, atY,
} from '../record';
import { madd } from './vector';

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
 * parameters' gradients go into the share's first slice, zeros into the others). Without row sums the statistics are constants: q = r = 0.
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
    for (let k = 0; sums && k < pictures; k++) {
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
