/**
 * ∂W [kernel, kernel, cin, cout] = Σ v ⊗ dy and ∂bias = Σ dy over the pictures of each slice, into rows of the gradient arena.
 *
 * An invocation holds, for one kernel row, the products of all its taps with up to 8 input × 8 output channels (3×3: 4 × 8) in registers and
 * walks along the rows of a slice's pictures, keeping the window of values that the taps see: a 3×3 costs 3 vec4 loads for 24 vec4
 * multiply-adds a pixel. On hardware the rows of a picture are dealt out to 4 parts of a workgroup, whose sums meet in workgroup memory,
 * always in the same order; on a software adapter (see `reduce.ts`) a tile has one part. `update` adds the slices: no atomics, the same
 * bits every time. Slices of generated maps are left out while k_t is 0: `update` would multiply them by it.
 */
import { metricsKT } from '../../plan/scalars.ts';
import { callOf, type Kernel, unroll } from './call.ts';
import { scaleText } from './moments.ts';
import { cutText } from './taps.ts';

/** Invocations that share a tile, and tiles a workgroup: small, as accumulators of all must fit 16 KB of workgroup memory. */
const together = { parts: 4, tilesOfGroup: 8 };
const alone = { parts: 1, tilesOfGroup: 4 };

export const weightGradient: Kernel<'weightGradient'> = ({ reads, conv: shape }, site) => {
  const { kernel, stride, cin, cout, network } = shape;
  const x = site.buffer(reads.x);
  const dy = site.buffer(reads.dy);
  const [n, outH, outW] = dy.shape;
  const [, h, w] = x.shape;
  const { slices, positive } = site.slices(network);
  const { parts, tilesOfGroup } = site.cooperative ? together : alone;
  const lanes = parts * tilesOfGroup;
  const pad = kernel >> 1;
  const deepIn = kernel === 1 && x.quads % 2 === 0 ? 2 : 1;
  const deepOut = kernel <= 3 && dy.quads % 2 === 0 ? 2 : 1;
  const tilesIn = x.quads / deepIn;
  const tilesOut = dy.quads / deepOut;
  const tiles = kernel * tilesIn * tilesOut;
  const normed = reads.coefficients !== undefined;

  /** Accumulators: [tap, input channel, output quad], then the bias' quads. */
  const products = kernel * 4 * deepIn * deepOut;
  const sums = products + deepOut;
  const name = (kx: number, c: number, t: number) => `a${(kx * 4 * deepIn + c) * deepOut + t}`;
  const value = (i: number) => {
    const load = `x[at + ${i}u]`;
    const v = normed ? `max(scale${i} * ${load} + offset${i}, vec4f())` : load;
    return cutText(pad === 0 ? v : `select(vec4f(), ${v}, column < w)`, `ci + ${i}u`, cin, 's.cin');
  };
  /** Reads the window's place kx from column left + kx. */
  const fill = (kx: number) => `
      column = left + ${kx}u;
      at = line + column * xQuads + ci;
      ${unroll(deepIn, (i) => `v${kx}_${i} = ${value(i)};`, ' ')}`;
  const shift = unroll(kernel - stride, (kx) => unroll(deepIn, (i) => `v${kx}_${i} = v${kx + stride}_${i};`, ' '), ' ');
  const kept = Math.max(0, kernel - stride);
  const multiply = unroll(kernel, (kx) =>
    unroll(4 * deepIn, (c) => `      ${unroll(deepOut, (t) => `${name(kx, c, t)} += v${kx}_${c >> 2}.${'xyzw'[c & 3]} * d${t};`, ' ')}`),
  );

  // One loop over the sums, however they are held: with a line for each, software GPUs took up to twice as long to compile it.
  const hold =
    parts > 1
      ? `${unroll(sums, (i) => `  shared_sums[${i * lanes}u + lane] = a${i};`)}\n  workgroupBarrier();`
      : `  var own = array<vec4f, ${sums}>(${unroll(sums, (i) => `a${i}`, ', ')});`;
  const total =
    parts > 1
      ? `var total = vec4f();
    for (var p = 0u; p < ${parts}u; p++) { total += shared_sums[i * ${lanes}u + lane % ${tilesOfGroup}u + p * ${tilesOfGroup}u]; }`
      : 'let total = own[i];';
  const write = `
${hold}
  if (tile >= s.tiles) { return; }
  for (var i = part; i < ${sums}u; i += ${parts}u) {
    ${total}
    let t = i % ${deepOut}u;
    let kx = i / ${4 * deepIn * deepOut}u;
    if (i < ${products}u) {
      put(row, ky * ${kernel}u + kx, 4u * ci + i / ${deepOut}u % ${4 * deepIn}u, co + t, total);
    } else if (ky == ${pad}u && ci == 0u) {
      putBias(row, co + t, total);
    }
  }`;
  return callOf({
    kind: `weight gradient ${kernel}×${kernel}`,
    storage: {
      dy: site.maps(reads.dy),
      x: site.maps(reads.x),
      ...(normed && { coefficients: site.maps(reads.coefficients!) }),
      gradients: site.gradients(network, 'f32'),
      metrics: site.metrics(),
    },
    words: {
      h,
      w,
      outH,
      outW,
      xQuads: x.quads,
      dyQuads: dy.quads,
      tilesIn,
      tilesOut,
      tiles,
      cin,
      cout,
      pictures: n,
      slices,
      positive,
      row: site.rowFloats(network),
      weight: shape.weight,
      bias: shape.bias,
    },
    groups: [Math.ceil(tiles / tilesOfGroup), slices, 1],
    work: n * outH * outW * kernel * kernel * cin * cout,
    code: `
${parts > 1 ? `var<workgroup> shared_sums: array<vec4f, ${sums * lanes}>;` : ''}
fn put(row: u32, tap: u32, c: u32, co: u32, v: vec4f) {
  if (c >= s.cin) { return; }
  let to = row + s.weight + (tap * s.cin + c) * s.cout + 4u * co;
  for (var k = 0u; k < 4u; k++) {
    if (4u * co + k < s.cout) { gradients[to + k] = v[k]; }
  }
}
fn putBias(row: u32, co: u32, v: vec4f) {
  for (var k = 0u; k < 4u; k++) {
    if (4u * co + k < s.cout) { gradients[row + s.bias + 4u * co + k] = v[k]; }
  }
}

@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  if (id.y >= s.positive && metrics[${metricsKT}] == 0) { return; }
  let part = lane / ${tilesOfGroup}u;
  let tile = id.x * ${tilesOfGroup}u + lane % ${tilesOfGroup}u;
  let co = tile % s.tilesOut * ${deepOut}u;
  let ci = tile / s.tilesOut % s.tilesIn * ${deepIn}u;
  let ky = tile / s.tilesOut / s.tilesIn;
  let begin = id.y * s.pictures / s.slices;
  var end = (id.y + 1u) * s.pictures / s.slices;
  if (tile >= s.tiles) { end = begin; }
${unroll(sums, (i) => `  var a${i} = vec4f();`)}
${unroll(kernel, (kx) => unroll(deepIn, (i) => `  var v${kx}_${i} = vec4f();`))}
  let w = s.w;
  let outW = s.outW;
  let xQuads = s.xQuads;
  let dyQuads = s.dyQuads;
  var at = 0u;
  var column = 0u;
  for (var n = begin; n < end; n++) {${normed ? unroll(deepIn, (i) => scaleText('xQuads', `ci + ${i}u`, i)) : ''}
    for (var y = part; y < s.outH; y += ${parts}u) {
      let iy = y * ${stride}u + ky - ${pad}u;
      if (iy >= s.h) { continue; }
      let line = (n * s.h + iy) * w * xQuads;
      let above = (n * s.outH + y) * outW * dyQuads + co;
      var left = ${(2 ** 32 - pad) % 2 ** 32}u;
${unroll(kept, fill)}
      for (var i = 0u; i < outW; i++) {
${unroll(kernel - kept, (k) => fill(kept + k))}
${unroll(deepOut, (t) => `      let d${t} = dy[above + i * dyQuads + ${t}u];`)}
${unroll(deepOut, (t) => `      a${products + t} += d${t};`)}
${multiply}
      ${shift}
      left += ${stride}u;
      }
    }
  }
  let row = id.y * s.row;
${write}
}`,
  });
};
