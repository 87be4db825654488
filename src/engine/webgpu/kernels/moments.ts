/**
 * Statistics of x [n, h, w, pitch] → coefficients [n, 4, quads]. A workgroup takes a vec4 of channels of a picture (group mode) or of a
 * share of the pictures (batch mode) and strides over the pixels once. Sums are of differences from the first pixel's value, which saves
 * a second pass for the variance without cancelling digits.
 */
import { normEpsilon, statisticsMomentum } from '../../../network/graph.ts';
import type { NormShape, StatisticsSet } from '../../plan/plan.ts';
import { callOf, flatGroups, flatMain, type Kernel, type Storage, unroll } from './call.ts';
import { foldText, sharing } from './reduce.ts';
import type { Site } from './site.ts';

export const moments: Kernel<'moments'> = ({ reads, writes, norm, sets }, site) => {
  const { shape, quads } = site.buffer(reads.x);
  const [n, h, w] = shape;
  const grouped = norm.mode === 'group';
  const units = grouped ? n : sets.length;
  const pictures = n / units;
  const width = grouped ? norm.groupSize : 1;
  const { lanes, groups, code, main } = sharing(site, units, quads);
  return callOf({
    kind: 'norm',
    storage: {
      source: site.maps(reads.x),
      parameters: site.parameters(norm.network, 'f32'),
      coefficients: site.maps(writes.coefficients),
      ...(grouped ? {} : statisticsOf(site, sets)),
    },
    words: { pixels: pictures * h * w, pictures, quads, units, ...normWords(norm) },
    groups,
    work: 8 * n * h * w * quads,
    code: `${code}${foldText(width)}${coefficientsText}${main(`
  let first = unit * s.pixels * s.quads + q;
  let shift = ${width === 1 ? 'source[first]' : width === 2 ? 'source[first].xxzz' : 'source[first].xxxx'};
  var sum = vec4f();
  var squares = vec4f();
  for (var i = lane; i < s.pixels; i += ${lanes}u) {
    let d = source[first + i * s.quads] - shift;
    sum += d;
    squares += d * d;
  }
  let total = reduce(lane, sum, squares);
  let size = f32(s.pixels * ${width}u);
  let d = fold(total.a) / size;
  let variance = max(fold(total.b) / size - d * d, vec4f());
  let mean = shift + d;
  for (var k = lane; k < s.pictures; k += ${lanes}u) {
    write((unit * s.pictures + k) * 4u * s.quads + q, q, mean, variance);
  }
  if (lane == 0u) {${grouped ? '' : observeText(sets)}
  }`)}`,
  });
};

/** The coefficients of batch mode in evaluation: an invocation for each picture and vec4 of channels. */
export const frozen: Kernel<'frozen'> = ({ writes, norm, sets }, site) => {
  const { shape, quads } = site.buffer(writes.coefficients);
  const [n] = shape;
  const count = n * quads;
  return callOf({
    kind: 'norm',
    storage: {
      parameters: site.parameters(norm.network, 'f32'),
      coefficients: site.maps(writes.coefficients),
      ...statisticsOf(site, sets),
    },
    words: { count, pictures: n / sets.length, quads, ...normWords(norm) },
    groups: flatGroups(count),
    work: 16 * count,
    code: `${coefficientsText}${flatMain(`
  let q = index % s.quads;
  let n = index / s.quads;
  var mean = vec4f();
  var variance = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let c = 4u * q + i;
    if (c < s.channels) {${unroll(
      sets.length,
      (set) => `
      if (n / s.pictures == ${set}u) {
        mean[i] = running${set}[s.statistics + c];
        variance[i] = running${set}[s.statistics + s.channels + c];
      }`,
    )}
    }
  }
  write(n * 4u * s.quads + q, q, mean, variance);`)}`,
  });
};

/** WGSL of a norm's `scale` and `offset` for quad `q` of picture `n`, out of coefficients [n, 4, quads]. */
export function scaleText(quads: string, q: string, suffix: number | '' = ''): string {
  return `
  let scale${suffix} = coefficients[n * 4u * ${quads} + ${q}];
  let offset${suffix} = coefficients[(n * 4u + 1u) * ${quads} + ${q}];`;
}

function normWords({ channels, gain, shift, statistics }: NormShape): Record<string, number> {
  return { channels, gain, shift, statistics: Math.max(0, statistics) };
}

function statisticsOf(site: Site, sets: readonly StatisticsSet[]): Record<string, Storage> {
  return Object.fromEntries(sets.map((set, i) => [`running${i}`, site.statistics(set)]));
}

/** WGSL of `write(at, q, mean, variance)`: the four vectors of coefficients, zero beyond the last channel. */
const coefficientsText = `
fn parameter(base: u32, q: u32) -> vec4f {
  var v = vec4f();
  for (var i = 0u; i < 4u; i++) {
    if (4u * q + i < s.channels) { v[i] = parameters[base + 4u * q + i]; }
  }
  return v;
}
fn write(at: u32, q: u32, mean: vec4f, variance: vec4f) {
  let real = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(s.channels);
  let inverse = select(vec4f(), 1 / sqrt(variance + ${normEpsilon}), real);
  let scale = parameter(s.gain, q) * inverse;
  coefficients[at] = scale;
  coefficients[at + s.quads] = parameter(s.shift, q) - mean * scale;
  coefficients[at + 2u * s.quads] = select(vec4f(), mean, real);
  coefficients[at + 3u * s.quads] = inverse;
}
`;

/** WGSL that moves the running statistics of the share `unit`. */
function observeText(sets: readonly StatisticsSet[]): string {
  const keep = 1 - statisticsMomentum;
  return `
    let unbiased = variance * size / max(size - 1, 1);
    for (var i = 0u; i < 4u; i++) {
      let c = s.statistics + 4u * q + i;
      if (4u * q + i >= s.channels) { break; }${unroll(
        sets.length,
        (set) => `
      if (unit == ${set}u) {
        running${set}[c] = ${keep} * running${set}[c] + ${statisticsMomentum} * mean[i];
        running${set}[c + s.channels] = ${keep} * running${set}[c + s.channels] + ${statisticsMomentum} * unbiased[i];
      }`,
      )}
    }`;
}
