/**
 * The losses, the controller and the metrics (method/losses.ts and method/controller.ts define them), and the gradients at the networks'
 * answers. Vectors run over joints; sums go over a row in float32, then over rows and pictures in float64, in one order.
 */
import {
  atAddend0, atBias, atCin, atH, atKernel, atLive, atMetrics, atN, atNumber0, atOut, atPitch, atState, atW, atX, atY, atZ,
} from '../record';
import { madd, zero } from './vector';
import * as live from '../../plan/scalars';

/**
 * Row sums out [n, h, 6, pitch] of w(C−R)², w(Ĉ−R̂)², w(1+fC)(C−Ĉ)² of the last stack, of the others, wC², max Ĉ. A task is a row.
 * x: true maps; y: the last stack's; z: D's answers [2n, …]; at `state` weights; from `bias` on `kernel` addresses of the other stacks.
 */
export function compare(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const h = load<i32>(r, atH);
  const bytes = <usize>load<i32>(r, atW) * pixel;
  const skip = <usize>task * bytes;
  const truth = load<usize>(r, atX) + skip;
  const generated = load<usize>(r, atY) + skip;
  const real = load<usize>(r, atZ) + skip;
  const fake = real + <usize>(load<i32>(r, atN) * h) * bytes;
  const weights = load<usize>(r, atState) + <usize>(task / h) * pixel;
  const out = load<usize>(r, atOut) + <usize>(6 * task) * pixel;
  const stacks = load<i32>(r, atKernel);
  const others = load<usize>(r, atBias);
  const foreground = f32x4.splat(load<f32>(r, atNumber0));
  const one = f32x4.splat(1);
  for (let c: usize = 0; c < pixel; c += 16) {
    const weight = v128.load(weights + c);
    let sumReal = zero();
    let sumFake = zero();
    let sumLast = zero();
    let sumOther = zero();
    let sumTruth = zero();
    let peak = f32x4.splat(-Infinity);
    for (let i = c; i < bytes; i += pixel) {
      const t = v128.load(truth + i);
      const g = v128.load(generated + i);
      const a = f32x4.sub(t, v128.load(real + i));
      const b = f32x4.sub(g, v128.load(fake + i));
      const d = f32x4.sub(t, g);
      const emphasis = madd(foreground, t, one);
      sumReal = madd(a, a, sumReal);
      sumFake = madd(b, b, sumFake);
      sumLast = madd(f32x4.mul(emphasis, d), d, sumLast);
      sumTruth = madd(t, t, sumTruth);
      peak = f32x4.max(peak, g);
      for (let k = 0; k < stacks; k++) {
        const e = f32x4.sub(t, v128.load(load<usize>(others + <usize>(4 * k)) + skip + i));
        sumOther = madd(f32x4.mul(emphasis, e), e, sumOther);
      }
    }
    v128.store(out + c, f32x4.mul(weight, sumReal));
    v128.store(out + pixel + c, f32x4.mul(weight, sumFake));
    v128.store(out + 2 * pixel + c, f32x4.mul(weight, sumLast));
    v128.store(out + 3 * pixel + c, f32x4.mul(weight, sumOther));
    v128.store(out + 4 * pixel + c, f32x4.mul(weight, sumTruth));
    v128.store(out + 5 * pixel + c, peak);
  }
}

// @ts-ignore: decorator
@inline
function get(block: usize, index: i32): f64 {
  return load<f32>(block + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline
function put(block: usize, index: i32, value: f64): void {
  store<f32>(block + (<usize>index << 2), <f32>value);
}

/** One task: row sums → Ē, factor, losses, the next k_t and the metrics. number0: the factor if it does not follow Ē, else 0. */
export function score(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const joints = load<i32>(r, atCin);
  const n = load<i32>(r, atN);
  const h = load<i32>(r, atH);
  const sums = load<usize>(r, atX);
  const weights = load<usize>(r, atState);
  const metrics = load<usize>(r, atMetrics);
  const settings = load<usize>(r, atLive);
  let real: f64 = 0;
  let fake: f64 = 0;
  let mse: f64 = 0;
  let energy: f64 = 0;
  let peak: f64 = 0;
  let labelled = 0;
  for (let j = 0; j < joints; j++) {
    let jointReal: f64 = 0;
    let jointFake: f64 = 0;
    let jointMse: f64 = 0;
    const at = <usize>j << 2;
    for (let b = 0; b < n; b++) {
      let highest: f32 = -Infinity;
      for (let y = 0; y < h; y++) {
        const row = sums + <usize>(6 * (b * h + y)) * pixel + at;
        jointReal += load<f32>(row);
        jointFake += load<f32>(row + pixel);
        jointMse += load<f32>(row + 2 * pixel);
        mse += load<f32>(row + 3 * pixel);
        energy += load<f32>(row + 4 * pixel);
        highest = max(highest, load<f32>(row + 5 * pixel));
      }
      if (load<f32>(weights + <usize>b * pixel + at) != 0) {
        peak += highest;
        labelled++;
      }
    }
    real += jointReal;
    fake += jointFake;
    mse += jointMse;
    put(metrics, live.metricsHead + j, jointReal);
    put(metrics, live.metricsHead + joints + j, jointFake);
    put(metrics, live.metricsHead + 2 * joints + j, jointMse);
  }
  const mean = get(metrics, live.metricsEnergy) + (energy - get(metrics, live.metricsEnergy)) * get(settings, live.liveEnergyShare);
  const fixed: f64 = load<f32>(r, atNumber0);
  const factor = fixed > 0 ? fixed : 1 / Math.max(mean, 1e-6);
  for (let i = 0; i < 3 * joints; i++) put(metrics, live.metricsHead + i, factor * get(metrics, live.metricsHead + i));
  const kT = get(metrics, live.metricsKTNext);
  const moved = kT + get(settings, live.liveLambdaK) * factor * (get(settings, live.liveGamma) * real - fake);
  put(metrics, live.metricsKT, kT);
  put(metrics, live.metricsKTNext, get(settings, live.liveFreezeK) != 0 ? kT : Math.min(1, Math.max(0, moved)));
  put(metrics, live.metricsEnergy, mean);
  put(metrics, live.metricsFactor, factor);
  put(metrics, live.metricsLossMse, factor * mse);
  put(metrics, live.metricsLossReal, factor * real);
  put(metrics, live.metricsLossFake, factor * fake);
  put(metrics, live.metricsPeak, labelled > 0 ? peak / labelled : 0);
}

/** out [2n, …]: −2 factor w (C − R), then −2 factor w (Ĉ − R̂). A task is a row of either. */
export function seedDiscriminator(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const h = load<i32>(r, atH);
  const n = load<i32>(r, atN);
  const bytes = <usize>load<i32>(r, atW) * pixel;
  const fake = task >= n * h;
  const row = fake ? task - n * h : task;
  const target = (fake ? load<usize>(r, atY) : load<usize>(r, atX)) + <usize>row * bytes;
  const answer = load<usize>(r, atZ) + <usize>task * bytes;
  const out = load<usize>(r, atOut) + <usize>task * bytes;
  const weights = load<usize>(r, atState) + <usize>(row / h) * pixel;
  const factor = f32x4.splat(-2 * <f32>get(load<usize>(r, atMetrics), live.metricsFactor));
  for (let c: usize = 0; c < pixel; c += 16) {
    const weight = f32x4.mul(factor, v128.load(weights + c));
    for (let i = c; i < bytes; i += pixel) v128.store(out + i, f32x4.mul(weight, f32x4.sub(v128.load(target + i), v128.load(answer + i))));
  }
}

/**
 * out [n, …]: −2 factor w (1 + fC)(C − Ĉ), and at the last stack, where addend0 is the gradient that comes from D, plus
 * λ_G (w addend0 [+ 2 factor w (Ĉ − R̂) if z is there: the second half of D's answers]). A task is a row.
 */
export function seedGenerator(r: usize, task: i32, scratch: usize): void {
  const pixel = <usize>load<i32>(r, atPitch) << 2;
  const h = load<i32>(r, atH);
  const bytes = <usize>load<i32>(r, atW) * pixel;
  const skip = <usize>task * bytes;
  const truth = load<usize>(r, atX) + skip;
  const generated = load<usize>(r, atY) + skip;
  const out = load<usize>(r, atOut) + skip;
  const weights = load<usize>(r, atState) + <usize>(task / h) * pixel;
  const adversarial = load<usize>(r, atAddend0);
  const answers = load<usize>(r, atZ);
  const fake = answers ? answers + <usize>(load<i32>(r, atN) * h) * bytes + skip : 0;
  const factor = <f32>get(load<usize>(r, atMetrics), live.metricsFactor);
  const lambda = f32x4.splat(<f32>get(load<usize>(r, atLive), live.liveLambdaG));
  const foreground = f32x4.splat(load<f32>(r, atNumber0));
  const one = f32x4.splat(1);
  const twice = f32x4.splat(2 * factor);
  for (let c: usize = 0; c < pixel; c += 16) {
    const weight = v128.load(weights + c);
    for (let i = c; i < bytes; i += pixel) {
      const t = v128.load(truth + i);
      const g = v128.load(generated + i);
      let v = f32x4.mul(f32x4.mul(twice, madd(foreground, t, one)), f32x4.sub(g, t));
      if (adversarial) {
        let a = v128.load(adversarial + skip + i);
        if (fake) a = madd(twice, f32x4.sub(g, v128.load(fake + i)), a);
        v = madd(lambda, a, v);
      }
      v128.store(out + i, f32x4.mul(weight, v));
    }
  }
}
