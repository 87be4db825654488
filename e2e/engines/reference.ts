/** Every operation by its definition, in double precision, one loop a dimension: nothing here is shared with an engine. */
export interface Maps {
  readonly n: number;
  readonly h: number;
  readonly w: number;
  readonly c: number;
  /** [n, h, w, c] without padding. */
  readonly data: Float64Array;
}

type Place = readonly [n: number, y: number, x: number, c: number];

export function build(shape: readonly [number, number, number, number], value: (...place: Place) => number): Maps {
  const [n, h, w, c] = shape;
  const data = new Float64Array(n * h * w * c);
  let i = 0;
  for (let b = 0; b < n; b++)
    for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) for (let k = 0; k < c; k++) data[i++] = value(b, y, x, k);
  return { n, h, w, c, data };
}

export function shapeOf({ n, h, w, c }: Maps): [number, number, number, number] {
  return [n, h, w, c];
}

/** A value; 0 outside of the map. */
export function at({ h, w, c, data }: Maps, ...[n, y, x, k]: Place): number {
  return y < 0 || x < 0 || y >= h || x >= w ? 0 : data[((n * h + y) * w + x) * c + k]!;
}

export function add(maps: Maps, ...others: readonly Maps[]): Maps {
  return build(shapeOf(maps), (...p) => others.reduce((sum, other) => sum + at(other, ...p), at(maps, ...p)));
}

export interface Convolution {
  readonly kernel: number;
  readonly stride: number;
  readonly cin: number;
  readonly cout: number;
  /** [kernel, kernel, cin, cout]. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export function convolve(v: Maps, { kernel, stride, cin, cout, weights, bias }: Convolution): Maps {
  const pad = kernel >> 1;
  return build([v.n, Math.ceil(v.h / stride), Math.ceil(v.w / stride), cout], (n, y, x, co) => {
    let sum = bias[co]!;
    for (let ky = 0; ky < kernel; ky++)
      for (let kx = 0; kx < kernel; kx++)
        for (let ci = 0; ci < cin; ci++)
          sum += weights[((ky * kernel + kx) * cin + ci) * cout + co]! * at(v, n, y * stride + ky - pad, x * stride + kx - pad, ci);
    return sum;
  });
}

/** Gradients of Σ dy · convolve(v): at v, at the weights and at the bias. */
export function convolveGradients(v: Maps, dy: Maps, { kernel, stride, cin, cout, weights }: Convolution) {
  const pad = kernel >> 1;
  const input = build(shapeOf(v), () => 0);
  const forWeights = new Float64Array(weights.length);
  const forBias = new Float64Array(cout);
  build(shapeOf(dy), (n, y, x, co) => {
    const g = at(dy, n, y, x, co);
    forBias[co]! += g;
    for (let ky = 0; ky < kernel; ky++)
      for (let kx = 0; kx < kernel; kx++) {
        const [iy, ix] = [y * stride + ky - pad, x * stride + kx - pad];
        if (iy < 0 || ix < 0 || iy >= v.h || ix >= v.w) continue;
        for (let ci = 0; ci < cin; ci++) {
          const k = ((ky * kernel + kx) * cin + ci) * cout + co;
          forWeights[k]! += g * at(v, n, iy, ix, ci);
          input.data[((n * v.h + iy) * v.w + ix) * cin + ci]! += g * weights[k]!;
        }
      }
    return 0;
  });
  return { input, weights: forWeights, bias: forBias };
}

/** Which values are normalised together: the same number for the same group. */
export type Grouping = (n: number, c: number) => number;

/** Means and 1/√(variance + ε) by group. */
export function statistics(x: Maps, grouping: Grouping, epsilon: number) {
  const groups = new Map<number, { count: number; sum: number; squares: number }>();
  const each = (visit: (group: { count: number; sum: number; squares: number }, value: number) => void) =>
    build(shapeOf(x), (n, y, px, c) => {
      const key = grouping(n, c);
      const group = groups.get(key) ?? { count: 0, sum: 0, squares: 0 };
      groups.set(key, group);
      visit(group, at(x, n, y, px, c));
      return 0;
    });
  each((group, value) => {
    group.count += 1;
    group.sum += value;
  });
  each((group, value) => {
    group.squares += (value - group.sum / group.count) ** 2;
  });
  return (n: number, c: number) => {
    const { count, sum, squares } = groups.get(grouping(n, c))!;
    return { count, mean: sum / count, inverse: 1 / Math.sqrt(squares / count + epsilon) };
  };
}

/** Gradients of Σ dn · (gain x̂ + shift): at x, at the gains and at the shifts. */
export function normGradients(x: Maps, dn: Maps, gain: Float32Array, grouping: Grouping, epsilon: number) {
  const of = statistics(x, grouping, epsilon);
  const hat = build(shapeOf(x), (n, y, px, c) => (at(x, n, y, px, c) - of(n, c).mean) * of(n, c).inverse);
  const [forGain, forShift] = [new Float64Array(x.c), new Float64Array(x.c)];
  const sums = new Map<number, { g: number; gx: number }>();
  build(shapeOf(x), (n, y, px, c) => {
    const d = at(dn, n, y, px, c);
    const xHat = at(hat, n, y, px, c);
    forGain[c]! += d * xHat;
    forShift[c]! += d;
    const { g, gx } = sums.get(grouping(n, c)) ?? { g: 0, gx: 0 };
    sums.set(grouping(n, c), { g: g + gain[c]! * d, gx: gx + gain[c]! * d * xHat });
    return 0;
  });
  const input = build(shapeOf(x), (n, y, px, c) => {
    const { count, inverse } = of(n, c);
    const { g, gx } = sums.get(grouping(n, c))!;
    return inverse * (gain[c]! * at(dn, n, y, px, c) - g / count - (at(hat, n, y, px, c) * gx) / count);
  });
  return { input, gain: forGain, shift: forShift };
}
