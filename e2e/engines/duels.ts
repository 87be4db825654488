import type { Batch, Duel } from '../../src/engine/engine.ts';
import { toyBatch } from '../../src/engine/specimen.ts';

export function batches(duel: Duel, count: number): Batch[] {
  return Array.from({ length: count }, (_, i) => toyBatch(duel, i));
}

/** The largest difference of two lists, as a share of the largest value. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, size] = [0, 1e-12];
  for (let i = 0; i < b.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    difference = Number.isNaN(d) ? Number.POSITIVE_INFINITY : Math.max(difference, d);
    size = Math.max(size, Math.abs(b[i]!));
  }
  return difference / size;
}

/** The distance of each numeric member of two objects. */
export function distances(a: object, b: object): Record<string, number> {
  const other = a as Record<string, number | Float32Array>;
  const entries = Object.entries(b) as [string, number | Float32Array][];
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const mine = other[name]!;
      return [name, typeof value === 'number' ? distance([mine as number], [value]) : distance(mine as Float32Array, value)];
    }),
  );
}
