import { describe, expect, it } from 'vitest';
import { drawHeatmaps, jointWeights } from './heatmap.ts';
import { energyMemory, lossD, lossFactor, lossG, type MapShape, mapEnergy, runningEnergy, squaresByJoint } from './losses.ts';

/** One picture of 1 × 2 pixels and two joints: values in the order pixel 0 (joint 0, joint 1), pixel 1 (joint 0, joint 1). */
const shape: MapShape = { batch: 1, h: 1, w: 2, joints: 2 };
const truth = Float32Array.of(1, 0, 0.5, 2);
const generated = Float32Array.of(0, 3, 1, 2);
const both = Float32Array.of(1, 1);
const total = (sums: Float64Array) => sums.reduce((x, y) => x + y, 0);

describe('squares by joint', () => {
  it('sums over pixels and keeps joints apart', () => {
    // Joint 0: (1 − 0)² + (0.5 − 1)² = 1.25. Joint 1: (0 − 3)² + (2 − 2)² = 9.
    expect([...squaresByJoint(truth, generated, both, shape)]).toEqual([1.25, 9]);
  });

  it('sums over pictures', () => {
    // [2, 1, 1, 1]: (1 − 0)² + (0 − 2)² = 5.
    const two = { batch: 2, h: 1, w: 1, joints: 1 };
    expect([...squaresByJoint(Float32Array.of(1, 0), Float32Array.of(0, 2), Float32Array.of(1, 1), two)]).toEqual([5]);
  });

  it('leaves out a joint of weight 0, and only in the picture that says so', () => {
    expect([...squaresByJoint(truth, generated, Float32Array.of(1, 0), shape)]).toEqual([1.25, 0]);
    const two = { batch: 2, h: 1, w: 1, joints: 2 };
    // Picture 0 knows joint 0 alone: 1²; picture 1 knows joint 1 alone: 4².
    const sums = squaresByJoint(Float32Array.of(1, 2, 3, 4), new Float32Array(4), Float32Array.of(1, 0, 0, 1), two);
    expect([...sums]).toEqual([1, 16]);
  });

  it('weighs the foreground 1 + w C', () => {
    // w = 10. Joint 0: (1 + 10·1)·1 + (1 + 10·0.5)·0.25 = 11 + 1.5. Joint 1: (1 + 0)·9 + (1 + 20)·0.
    expect([...squaresByJoint(truth, generated, both, shape, { weight: 10, truth })]).toEqual([12.5, 9]);
  });
});

describe('the scale of a loss', () => {
  // Σ(C − Ĉ)² = 10.25, ΣC² = 1 + 0.25 + 4 = 5.25, over 1 picture and 4 values.
  const squares = total(squaresByJoint(truth, generated, both, shape));

  it('energy: over the energy of the true maps, so that drawing nothing costs 1', () => {
    const energy = mapEnergy(truth, both, shape);
    expect(energy).toBe(5.25);
    expect(squares * lossFactor('energy', energy, shape)).toBeCloseTo(10.25 / 5.25, 12);
    const nothing = squaresByJoint(truth, new Float32Array(4), both, shape);
    expect(total(nothing) * lossFactor('energy', energy, shape)).toBeCloseTo(1, 12);
  });

  it('energy: counts labelled joints alone', () => {
    expect(mapEnergy(truth, Float32Array.of(1, 0), shape)).toBe(1.25);
  });

  it('energy: stays finite on a batch without a label', () => {
    expect(lossFactor('energy', 0, shape)).toBe(1e6);
  });

  it('mean: over batch, pixels and joints', () => {
    expect(squares * lossFactor('mean', 5.25, shape)).toBe(10.25 / 4);
  });

  it('sum: over the batch alone', () => {
    expect(squares * lossFactor('sum', 5.25, shape)).toBe(10.25);
    expect(lossFactor('sum', 5.25, { ...shape, batch: 4 })).toBe(0.25);
  });

  it('sum is 65,536 times mean for 16 joints at 64²', () => {
    const paper = { batch: 6, h: 64, w: 64, joints: 16 };
    // 16 · 64 · 64
    expect(lossFactor('sum', 1, paper) / lossFactor('mean', 1, paper)).toBeCloseTo(65_536, 6);
  });
});

describe('the running energy', () => {
  it('is an ordinary mean at first', () => {
    // 10, then (10 + 20) / 2 = 15, then (10 + 20 + 60) / 3 = 30; what stood before step 0 does not count.
    const first = runningEnergy(0, 10, 0);
    const second = runningEnergy(first, 20, 1);
    expect([first, second, runningEnergy(second, 60, 2)]).toEqual([10, 15, 30]);
    expect(runningEnergy(999, 10, 0)).toBe(10);
  });

  it('moves by a hundredth from the 100th step on', () => {
    expect(energyMemory).toBe(100);
    for (const step of [99, 100, 5000]) expect(runningEnergy(50, 150, step)).toBe(51);
    // One step sooner by a 99th.
    expect(runningEnergy(50, 149, 98)).toBe(51);
  });
});

describe('what the networks minimise', () => {
  it('L_G = L_MSE + λ_G L_adv', () => {
    expect(lossG(0.5, 0.25, 2)).toBe(1);
    expect(lossG(0.5, 0.25, 0)).toBe(0.5);
  });

  it('L_D = L_real − k_t L_fake', () => {
    expect(lossD(0.5, 0.25, 0.4)).toBeCloseTo(0.4, 12);
    expect(lossD(0.5, 0.25, 0)).toBe(0.5);
  });
});

describe('the mean energy of a true map', () => {
  // ΣC² of a whole blob is the integral of exp(−r²/σ²), π σ²; over the pixels of the map: π σ² / size².
  it.each([
    [64, 1.75, 0.00233],
    [32, 1.5, 0.0069],
    [16, 1, 0.0123],
  ])('at %i² with σ %f is %f', (size, sigma, expected) => {
    const joints = Float32Array.of(size / 2 + 0.3, size / 2 - 0.1, 1);
    const one = { batch: 1, h: size, w: size, joints: 1 };
    const energy = mapEnergy(drawHeatmaps(joints, 1, 1, size, sigma), jointWeights(joints), one);
    const mean = energy * lossFactor('mean', energy, one);
    expect(mean).toBeCloseTo((Math.PI * sigma ** 2) / size ** 2, 5);
    // To a hundredth of itself: a whole blob makes 0.00235 at 64², the authors' 0.00233 (below).
    expect(Math.abs(mean / expected - 1)).toBeLessThan(0.01);
  });

  it('of the authors’ blob, σ 1.75 within a window of 7², is 0.00233', () => {
    // (Σ exp(−i²/σ²), i = −3 … 3)² = (1 + 2 (0.7214 + 0.2709 + 0.0529))² = 3.0905² = 9.551; over 4096
    const joints = Float32Array.of(3.5, 3.5, 1);
    const window = { batch: 1, h: 7, w: 7, joints: 1 };
    const energy = mapEnergy(drawHeatmaps(joints, 1, 1, 7, 1.75), jointWeights(joints), window);
    expect(energy).toBeCloseTo(9.551, 2);
    expect(energy / 64 ** 2).toBeCloseTo(0.00233, 5);
  });
});
