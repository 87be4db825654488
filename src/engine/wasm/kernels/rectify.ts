/** A norm and relu whose value is stored, because something else than a convolution reads it (once a network, after the stem). */
import {
  atAddend0, atCoefficients, atH, atOut, atPitch, atSums, atW, atX, atY,
} from '../record';
import { gatedRow } from './convolution';
import { madd, relu, zero } from './vector';

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
