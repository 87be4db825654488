import { describe, expect, it } from 'vitest';
import { drawHeatmaps, jointWeights } from './heatmap.ts';

describe('true heatmaps', () => {
  it('draw exp(−r² / 2σ²) about a centre that is not rounded', () => {
    // 4², σ 2, centre (1.75, 2.5). Pixel (1, 2) has its centre at (1.5, 2.5): r² = 0.0625, over 2σ² = 8.
    const map = drawHeatmaps(Float32Array.of(1.75, 2.5, 1), 1, 1, 4, 2);
    expect(map).toHaveLength(16);
    expect(map[2 * 4 + 1]).toBeCloseTo(Math.exp(-0.0625 / 8), 6);
    // Pixel (2, 2): 0.75² = 0.5625; pixel (3, 0): 1.75² + 2² = 7.0625.
    expect(map[2 * 4 + 2]).toBeCloseTo(Math.exp(-0.5625 / 8), 6);
    expect(map[3]).toBeCloseTo(Math.exp(-7.0625 / 8), 6);
  });

  it('peak at 1 where the joint is at the centre of a pixel', () => {
    expect(drawHeatmaps(Float32Array.of(1.5, 0.5, 1), 1, 1, 4, 1)[1]).toBe(1);
  });

  it('lie as [B, h, w, J], and are zero for a joint without a label', () => {
    // Two pictures, two joints, 2²; narrow blobs at pixels (0, 0), none, (1, 0), (1, 1).
    const joints = Float32Array.of(0.5, 0.5, 1, 0.5, 0.5, 0, 1.5, 0.5, 1, 1.5, 1.5, 1);
    const map = drawHeatmaps(joints, 2, 2, 2, 0.1);
    const lit = [...map.entries()].filter(([, value]) => value > 0.5).map(([i]) => i);
    // ((n · 2 + y) · 2 + x) · 2 + j: 0; then 8 + 2 + 0; then 8 + 4 + 2 + 1.
    expect(lit).toEqual([0, 10, 15]);
    expect([1, 3, 5, 7].map((i) => map[i])).toEqual([0, 0, 0, 0]);
    expect([...jointWeights(joints)]).toEqual([1, 0, 1, 1]);
  });
});
