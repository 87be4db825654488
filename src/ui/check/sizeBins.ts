/** People whose box's longer side is at least `from` and below `to` pixels. */
interface SizeBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Sizes in bins that double, from the one of the smallest to the one of the largest: people are far and near by factors. */
export function sizeBins(sides: Float32Array): SizeBin[] {
  if (sides.length === 0) return [];
  const binOf = (side: number) => Math.floor(Math.log2(Math.max(1, side)));
  const bins = Array.from(sides, binOf);
  const first = bins.reduce((least, bin) => Math.min(least, bin), Number.POSITIVE_INFINITY);
  const last = bins.reduce((most, bin) => Math.max(most, bin), 0);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const bin of bins) counts[bin - first]!++;
  return counts.map((count, i) => ({ from: 2 ** (first + i), to: 2 ** (first + i + 1), count }));
}
