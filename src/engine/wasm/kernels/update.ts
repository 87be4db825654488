/**
 * The optimiser, over a whole network at once. A task is a run of `rows` parameters: the slices' gradients are summed in their order
 * (those of generated maps times −k_t, or not at all while it is 0), and the weight, its slots and its gradient are touched once.
 */
import {
  atCin, atGradient0, atKernel, atLive, atMetrics, atNumber0, atNumber1, atNumber2, atOption, atParameter0, atRows, atSliceBytes, atSlices,
  atShares, atState, atStride,
} from '../record';
import { metricsKT } from '../../plan/scalars';
import { zero } from './vector';

/**
 * parameter0 [cin], gradient0 [slices, cin], state [cin] or [2, cin] (each row as long as a slice).
 * option: index in `live` of the train flag, stride: of the learning rate, kernel: of Adam's first correction, or −1 for RMSProp.
 * number0, number1: decay, – or β1, β2; number2: ε.
 */
export function update(r: usize, task: i32, scratch: usize): void {
  const live = load<usize>(r, atLive);
  if (load<f32>(live + (<usize>load<i32>(r, atOption) << 2)) == 0) return;
  const rows = load<i32>(r, atRows);
  const from = <usize>(task * rows) << 2;
  const to = min(from + (<usize>rows << 2), <usize>load<i32>(r, atCin) << 2);
  const parameters = load<usize>(r, atParameter0);
  const gradients = load<usize>(r, atGradient0);
  const state = load<usize>(r, atState);
  const slices = load<i32>(r, atSlices);
  const sliceBytes = load<usize>(r, atSliceBytes);
  const positive = load<i32>(r, atShares) == 2 ? slices / 2 : slices;
  const kT = load<f32>(load<usize>(r, atMetrics) + (metricsKT << 2));
  const counted = kT == 0 ? positive : slices;
  const corrections = load<i32>(r, atKernel);
  const adam = corrections >= 0;
  const rate = load<f32>(live + (<usize>load<i32>(r, atStride) << 2));
  const first: f32 = adam ? load<f32>(live + (<usize>corrections << 2)) : 1;
  const second: f32 = adam ? load<f32>(live + (<usize>(corrections + 1) << 2)) : 1;
  const keep0 = load<f32>(r, atNumber0);
  const keep1 = adam ? load<f32>(r, atNumber1) : keep0;
  const epsilon = f32x4.splat(load<f32>(r, atNumber2));
  const squares = adam ? state + sliceBytes : state;
  const step = f32x4.splat(rate * first);
  for (let i = from; i < to; i += 16) {
    let g = zero();
    let fake = zero();
    let at = gradients + i;
    for (let s = 0; s < positive; s++, at += sliceBytes) g = f32x4.add(g, v128.load(at));
    for (let s = positive; s < counted; s++, at += sliceBytes) fake = f32x4.add(fake, v128.load(at));
    g = f32x4.sub(g, f32x4.mul(f32x4.splat(kT), fake));
    let v = f32x4.mul(f32x4.splat(keep1), v128.load(squares + i));
    v = f32x4.add(v, f32x4.mul(f32x4.splat(1 - keep1), f32x4.mul(g, g)));
    v128.store(squares + i, v);
    if (adam) {
      g = f32x4.add(f32x4.mul(f32x4.splat(keep0), v128.load(state + i)), f32x4.mul(f32x4.splat(1 - keep0), g));
      v128.store(state + i, g);
    }
    const scale = f32x4.add(f32x4.sqrt(f32x4.mul(v, f32x4.splat(second))), epsilon);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), f32x4.div(f32x4.mul(step, g), scale)));
  }
}
