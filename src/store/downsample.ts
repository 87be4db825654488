/**
 * Largest-triangle-three-buckets (Steinarsson 2013) over several lines that share their x: the indices of at most `limit` points,
 * first and last among them. In each bucket the point stays whose triangles with its neighbours are largest, each line's height
 * counted as a share of its range. Costs one pass over the data.
 */
export function downsample(x: ArrayLike<number>, lines: readonly ArrayLike<number>[], limit: number): Uint32Array {
  const n = x.length;
  if (n <= limit || limit < 3) return Uint32Array.from({ length: n }, (_, i) => i);
  const picked = new Uint32Array(limit);
  const scales = lines.map(scaleOf);
  const means = new Float64Array(lines.length);
  const bucket = (n - 2) / (limit - 2);
  picked[limit - 1] = n - 1;
  let before = 0;
  for (let k = 0; k < limit - 2; k++) {
    const start = 1 + Math.floor(k * bucket);
    const end = 1 + Math.floor((k + 1) * bucket);
    const next = Math.min(n, 1 + Math.floor((k + 2) * bucket));
    const after = Math.max(end, Math.min(next, n) - 1);
    const xAfter = meanOf(x, end, after + 1);
    lines.forEach((line, l) => {
      means[l] = meanOf(line, end, after + 1);
    });
    let best = start;
    let bestArea = -1;
    for (let i = start; i < end; i++) {
      let area = 0;
      for (let l = 0; l < lines.length; l++) {
        const y0 = lines[l]![before]!;
        area += scales[l]! * Math.abs((x[before]! - xAfter) * (lines[l]![i]! - y0) - (x[before]! - x[i]!) * (means[l]! - y0));
      }
      if (area > bestArea) {
        bestArea = area;
        best = i;
      }
    }
    picked[k + 1] = best;
    before = best;
  }
  return picked;
}

/** One over the range, so that a small line counts as much as a large one; 0 for a flat or non-finite one. */
function scaleOf(line: ArrayLike<number>): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < line.length; i++) {
    const value = line[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  return range > 0 && Number.isFinite(range) ? 1 / range : 0;
}

function meanOf(line: ArrayLike<number>, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += line[i]!;
  return sum / (end - start);
}
