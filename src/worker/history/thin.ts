/**
 * Which of a run's moments is missed least when one has to go: its index, −1 when only the ends are left, which always stay. It is the one
 * with the closest neighbours, measured by the way to the nearer end: the beginning, where a run learns most, and the present stay dense,
 * and what lies between thins out logarithmically. `steps` rises.
 */
export function leastMissed(steps: readonly number[]): number {
  const [first, last] = [steps[0]!, steps.at(-1)!];
  let best = -1;
  let bestGap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < steps.length - 1; i++) {
    const gap = (steps[i + 1]! - steps[i - 1]!) / Math.min(steps[i]! - first, last - steps[i]!);
    if (gap >= bestGap) continue;
    best = i;
    bestGap = gap;
  }
  return best;
}
