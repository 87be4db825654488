/** What some pictures' heatmaps and poses look like taken together, as ratios to the truth: 1 is like the truth. */
export interface Look {
  /** Median area of a drawn blob at half its height, over that of a true one: above 1 it is blurred. */
  readonly blur: number;
  /** Spread of the predicted joints from picture to picture, over that of the true ones: 0 is one pose for every picture. */
  readonly variety: number;
  /** Mean height of the drawn maps' peaks. */
  readonly peak: number;
}

interface Seen {
  /** [count, side, side, J] each. */
  readonly generated: Float32Array;
  readonly truth: Float32Array;
  /** [count, J, 3]: predicted x, y, and the peak. */
  readonly predicted: Float32Array;
  /** [count, J, 3]: true x, y in the same unit, and visibility, 0 without a label. */
  readonly joints: Float32Array;
  readonly count: number;
  readonly side: number;
}

/** Measures labelled joints alone; NaN where there are none. */
export function lookOf({ generated, truth, predicted, joints, count, side }: Seen): Look {
  const J = predicted.length / (3 * count);
  const ratios: number[] = [];
  let peaks = 0;
  let spreadOfPredicted = 0;
  let spreadOfTruth = 0;
  for (let j = 0; j < J; j++) {
    const labelled = Array.from({ length: count }, (_, n) => n).filter((n) => joints[3 * (n * J + j) + 2]! > 0);
    for (const n of labelled) {
      const start = n * side * side * J + j;
      ratios.push(halfArea(generated, start, J, side * side) / halfArea(truth, start, J, side * side));
      peaks += predicted[3 * (n * J + j) + 2]!;
    }
    for (const axis of [0, 1]) {
      spreadOfPredicted += variance(labelled.map((n) => predicted[3 * (n * J + j) + axis]!));
      spreadOfTruth += variance(labelled.map((n) => joints[3 * (n * J + j) + axis]!));
    }
  }
  ratios.sort((a, b) => a - b);
  return {
    blur: ratios[Math.floor(ratios.length / 2)] ?? Number.NaN,
    variety: Math.sqrt(spreadOfPredicted / spreadOfTruth),
    peak: peaks / ratios.length,
  };
}

/** How many of a map's pixels are at least half as high as its highest. */
function halfArea(maps: Float32Array, start: number, stride: number, pixels: number): number {
  let highest = 0;
  for (let p = 0; p < pixels; p++) highest = Math.max(highest, maps[start + p * stride]!);
  if (highest === 0) return pixels;
  let area = 0;
  for (let p = 0; p < pixels; p++) if (maps[start + p * stride]! >= highest / 2) area++;
  return area;
}

/** Sum of squared distances to the mean, over the count. */
function variance(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
