import type { MapShape } from './losses.ts';

/**
 * What the discriminator has to say about each joint, in two forms:
 * s_j = 1 − cos(Ĉ_j, D(Ĉ)_j) over the pixels, which does not see how strong a map is, and e_j = Σ(Ĉ_j − D(Ĉ)_j)² / ΣC_j², the
 * joint's share of L_fake, which does: a faint map is easy to redraw.
 */
export interface JointComments {
  /** s_j, [B, J]: 0 for a map redrawn in the same shape, 1 for one redrawn elsewhere; NaN where the weight is 0. */
  readonly comment: Float32Array;
  /** e_j, [B, J]: 1 is as bad as not redrawing a perfect map; NaN where the weight is 0 or the joint lies off the map. */
  readonly energyComment: Float32Array;
}

/**
 * D's comment on every joint of every picture.
 * s_j is 1 where either map is all zeros: the angle is undefined there, and a joint that one of the two did not draw at all is one on
 * whose place they have nothing in common; 0 would call the all-zero collapse a perfect pose.
 * @param generated Ĉ, [B, h, w, J]
 * @param redrawn D(Ĉ, X), [B, h, w, J]
 * @param truth C, [B, h, w, J]
 * @param weights [B, J], 0 for a joint without a label.
 */
export function jointComments(
  generated: Float32Array,
  redrawn: Float32Array,
  truth: Float32Array,
  weights: Float32Array,
  { batch, h, w, joints }: MapShape,
): JointComments {
  const comment = new Float32Array(batch * joints).fill(Number.NaN);
  const energyComment = comment.slice();
  for (let n = 0; n < batch; n++)
    for (let j = 0; j < joints; j++) {
      const at = n * joints + j;
      if (weights[at] === 0) continue;
      let [product, input, output, difference, energy] = [0, 0, 0, 0, 0];
      for (let p = 0; p < h * w; p++) {
        const i = (n * h * w + p) * joints + j;
        const [a, b, c] = [generated[i]!, redrawn[i]!, truth[i]!];
        product += a * b;
        input += a * a;
        output += b * b;
        difference += (a - b) ** 2;
        energy += c * c;
      }
      const norms = Math.sqrt(input) * Math.sqrt(output);
      comment[at] = norms === 0 ? 1 : 1 - product / norms;
      energyComment[at] = energy === 0 ? Number.NaN : difference / energy;
    }
  return { comment, energyComment };
}

/**
 * Spearman's ρ: Pearson's correlation of the ranks, ties sharing their mean rank. Pairs with a NaN are left out; NaN when fewer than
 * three pairs are left or one side is constant.
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`spearman: ${a.length} and ${b.length} values do not pair`);
  const pairs = Array.from(a, (value, i) => [value, b[i]!] as const).filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  if (pairs.length < 3) return Number.NaN;
  const x = ranks(pairs.map(([value]) => value));
  const y = ranks(pairs.map(([, value]) => value));
  const mean = (pairs.length + 1) / 2; // of ranks 1 … n, ties or none
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < pairs.length; i++) {
    const [dx, dy] = [x[i]! - mean, y[i]! - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? Number.NaN : xy / Math.sqrt(xx * yy);
}

/**
 * Two signs taken together, neither weighing more than the other: the sum of both ranks, for `spearman` with what they are signs of.
 * NaN where either is NaN.
 */
export function together(a: Float32Array, b: Float32Array): Float32Array {
  if (a.length !== b.length) throw new RangeError(`together: ${a.length} and ${b.length} values do not pair`);
  const both = Array.from(a.keys()).filter((i) => !Number.isNaN(a[i]!) && !Number.isNaN(b[i]!));
  const sum = new Float32Array(a.length).fill(Number.NaN);
  const [x, y] = [a, b].map((values) => ranks(both.map((i) => values[i]!)));
  both.forEach((i, k) => {
    sum[i] = x![k]! + y![k]!;
  });
  return sum;
}

/** Ranks from 1 for the smallest; equal values share the mean of the ranks they take. */
function ranks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((i, k) => values[i]! - values[k]!);
  const result = new Float64Array(values.length);
  for (let first = 0, next: number; first < order.length; first = next) {
    next = first + 1;
    while (next < order.length && values[order[next]!] === values[order[first]!]) next++;
    for (let i = first; i < next; i++) result[order[i]!] = (first + 1 + next) / 2;
  }
  return result;
}
