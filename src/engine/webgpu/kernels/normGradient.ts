/**
 * Backward through a norm. From Σ dn and Σ dn (x − mean) come ∂gain, ∂shift and the slopes p, q, r of the gradient p dn + q x + r at x.
 * In group mode one workgroup takes a vec4 of channels of a slice's pictures, one after the other, sums over its pixels and writes the
 * gradient at once (`normSlopes` then makes no call of its own): a third of the dispatches of a small network's norms.
 * In batch mode sums go over all pictures of a share, so slopes and gradient are two calls.
 */
import type { InstructionOf, NormShape } from '../../plan/plan.ts';
import { type Call, callOf, type Kernel } from './call.ts';
import { overVectors } from './pointwise.ts';
import { foldText, type Sharing, sharing } from './reduce.ts';
import type { Site } from './site.ts';

export const normSlopes: Kernel<'normSlopes'> = ({ reads, writes, norm, shares, frozen }, site) => {
  if (norm.mode === 'group') return [];
  const { shape, quads } = site.buffer(reads.x);
  const [n, h, w] = shape;
  const { slices } = site.plan.gradients[norm.network];
  const shared = sharing(site, shares, quads);
  return callOf({
    kind: 'norm',
    storage: { ...sumStorage(reads, norm, site), slopes: site.maps(writes.slopes) },
    words: { pixels: (n / shares) * h * w, pictures: n / shares, quads, units: shares, slices: slices / shares, ...normWords(norm, site) },
    groups: shared.groups,
    work: 8 * n * h * w * quads,
    code: `${slopesText(norm, shared, frozen)}${shared.main(`
  let at = slopesOf(lane, q, unit * s.pixels * s.quads + q, unit * s.pictures * 4u * s.quads + q);
  for (var k = lane; k < s.pictures; k += ${shared.lanes}u) {
    let to = (unit * s.pictures + k) * 3u * s.quads + q;
    slopes[to] = at.p;
    slopes[to + s.quads] = at.q;
    slopes[to + 2u * s.quads] = at.r;
  }
  for (var k = lane; k < s.slices; k += ${shared.lanes}u) {
    let here = select(0.0, 1.0, k == 0u);
    writeGains(unit * s.slices + k, q, here * at.gain, here * at.shift);
  }`)}`,
  });
};

export const normGradient: Kernel<'normGradient'> = (instruction, site) => {
  const { reads, writes } = instruction;
  const before = site.plan.instructions.find((other) => other.kind === 'normSlopes' && other.writes.slopes === reads.slopes);
  if (before?.kind === 'normSlopes' && before.norm.mode === 'group') return wholeGradient(before, instruction, site);
  const { storage, plus } = site.addends(reads.addends);
  return overVectors({
    kind: 'norm',
    site,
    out: writes.out,
    storage: { dn: site.maps(reads.dn), source: site.maps(reads.x), slopes: site.maps(reads.slopes), ...storage },
    body: `
  let at = n * 3u * s.quads + q;
  out[index] = slopes[at] * dn[index] + slopes[at + s.quads] * source[index] + slopes[at + 2u * s.quads]${plus('index')};`,
  });
};

function wholeGradient({ reads, norm }: InstructionOf<'normSlopes'>, gradient: InstructionOf<'normGradient'>, site: Site): Call {
  const { shape, quads } = site.buffer(reads.x);
  const [n, h, w] = shape;
  const { slices } = site.plan.gradients[norm.network];
  const { storage, plus } = site.addends(gradient.reads.addends);
  const shared = sharing(site, slices, quads);
  return callOf({
    kind: 'norm',
    storage: { ...sumStorage(reads, norm, site), ...storage, out: site.maps(gradient.writes.out) },
    words: { pixels: h * w, pictures: n, quads, units: slices, slices, ...normWords(norm, site) },
    groups: shared.groups,
    work: 16 * n * h * w * quads,
    code: `${slopesText(norm, shared)}${shared.main(`
  var gain = vec4f();
  var shift = vec4f();
  let end = (unit + 1u) * s.pictures / s.slices;
  for (var n = unit * s.pictures / s.slices; n < end; n++) {
    let first = n * s.pixels * s.quads + q;
    let at = slopesOf(lane, q, first, n * 4u * s.quads + q);
    gain += at.gain;
    shift += at.shift;
    for (var i = lane; i < s.pixels; i += ${shared.lanes}u) {
      let index = first + i * s.quads;
      out[index] = at.p * dn[index] + at.q * source[index] + at.r${plus('index')};
    }
    ${shared.meet}
  }
  if (lane == 0u) { writeGains(unit, q, gain, shift); }`)}`,
  });
}

function sumStorage(reads: InstructionOf<'normSlopes'>['reads'], { network }: NormShape, site: Site) {
  return {
    dn: site.maps(reads.dn),
    source: site.maps(reads.x),
    coefficients: site.maps(reads.coefficients),
    parameters: site.parameters(network, 'f32'),
    gradients: site.gradients(network, 'f32'),
  };
}

function normWords({ network, channels, gain, shift }: NormShape, site: Site): Record<string, number> {
  return { channels, gain, shift, row: site.rowFloats(network) };
}

/** WGSL of `slopesOf` (by all lanes, over `s.pixels` pixels) and `writeGains`. */
function slopesText({ mode, groupSize: width }: NormShape, { lanes, code }: Sharing, frozen = false): string {
  const grouped = mode === 'group' ? width : 1;
  return `${code}${foldText(grouped)}
struct Slopes { p: vec4f, q: vec4f, r: vec4f, gain: vec4f, shift: vec4f }

fn slopesOf(lane: u32, q: u32, first: u32, coefficient: u32) -> Slopes {
  let mean = coefficients[coefficient + 2u * s.quads];
  let inverse = coefficients[coefficient + 3u * s.quads];
  var sum = vec4f();
  var product = vec4f();
  for (var i = lane; i < s.pixels; i += ${lanes}u) {
    let d = dn[first + i * s.quads];
    sum += d;
    product += d * (source[first + i * s.quads] - mean);
  }
  let total = reduce(lane, sum, product);
  var gain = vec4f();
  for (var i = 0u; i < 4u; i++) {
    if (4u * q + i < s.channels) { gain[i] = parameters[s.gain + 4u * q + i]; }
  }
  let size = f32(s.pixels * ${grouped}u);
  let byGain = total.b * inverse;
  let meanG = ${frozen ? '0 * ' : ''}fold(gain * total.a) / size;
  let meanGx = ${frozen ? '0 * ' : ''}fold(gain * byGain) / size;
  return Slopes(inverse * gain, -inverse * inverse * meanGx, inverse * (inverse * meanGx * mean - meanG), byGain, total.a);
}

fn writeGains(slice: u32, q: u32, gain: vec4f, shift: vec4f) {
  for (var i = 0u; i < 4u; i++) {
    let c = 4u * q + i;
    if (c < s.channels) {
      gradients[slice * s.row + s.gain + c] = gain[i];
      gradients[slice * s.row + s.shift + c] = shift[i];
    }
  }
}
`;
}
