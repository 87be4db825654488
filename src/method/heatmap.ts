/**
 * Draws true heatmaps: C_j(p) = exp(−|p − c_j|² / 2σ²) at the centre p of every pixel, peak 1, the centre c_j not rounded.
 * @param joints [B, J, 3]: x, y in heatmap pixels, weight; a joint of weight 0 is drawn as zeros.
 * @returns [B, size, size, J]
 */
export function drawHeatmaps(joints: Float32Array, batch: number, jointCount: number, size: number, sigma: number): Float32Array {
  const maps = new Float32Array(batch * size * size * jointCount);
  const factor = -1 / (2 * sigma * sigma);
  for (let n = 0; n < batch; n++)
    for (let j = 0; j < jointCount; j++) {
      const at = 3 * (n * jointCount + j);
      if (joints[at + 2] === 0) continue;
      const cx = joints[at]!;
      const cy = joints[at + 1]!;
      for (let y = 0; y < size; y++)
        for (let x = 0; x < size; x++) {
          const dx = x + 0.5 - cx;
          const dy = y + 0.5 - cy;
          maps[((n * size + y) * size + x) * jointCount + j] = Math.exp(factor * (dx * dx + dy * dy));
        }
    }
  return maps;
}

/** The weights [B, J] of joints [B, J, 3]. */
export function jointWeights(joints: Float32Array): Float32Array {
  return Float32Array.from({ length: joints.length / 3 }, (_, i) => joints[3 * i + 2]!);
}
