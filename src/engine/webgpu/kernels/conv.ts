/**
 * out [n, h', w', co] = W * v + bias + Σ addends, v = x or relu(scale x + offset), zero padding of kernel ≫ 1.
 *
 * An implicit matrix product tiled in registers: an invocation holds up to 8 pixels of a row × 8 channels of the result. For each kernel
 * row and quad of input channels it reads (and normalises, once) the row's window of pixels and, for each tap, a 4×4 block of weights that
 * all its pixels share: at 3×3 and a full tile 192 vec4 multiply-adds for 36 vec4 loads. No workgroup memory: barriers are dear on software
 * adapters, and on hardware the lanes of a workgroup find each other's rows in the cache. A 1×1 sees a picture as one long row.
 */
import { callOf, flatGroups, flatMain, type Kernel, unroll } from './call.ts';
import { cutText, tileOf, weightParts, weightText } from './taps.ts';

export const conv: Kernel<'conv'> = ({ reads, writes, conv: shape }, site) => {
  const { kernel, stride, cin, cout } = shape;
  const x = site.buffer(reads.x);
  const out = site.buffer(writes.out);
  const flat = kernel === 1 && stride === 1;
  const [n, outH, outW] = flat ? [out.shape[0], 1, out.shape[1] * out.shape[2]] : out.shape;
  const [, h, w] = flat ? [n, 1, outW] : x.shape;
  const tile = tileOf(n * outH, outW, out.quads);
  const across = Math.ceil(outW / tile.pixels);
  const deep = out.quads / tile.quads;
  const count = n * outH * across * deep;
  const pad = kernel >> 1;
  const window = (tile.pixels - 1) * stride + kernel;
  const normed = reads.coefficients !== undefined;
  const { storage: addendStorage, plus } = site.addends(reads.addends);
  const weights = weightParts(shape, site);

  const value = normed ? 'max(scale * x[at] + offset, vec4f())' : 'x[at]';
  const read = (i: number) =>
    pad === 0
      ? `      at = line + (left + ${i}u) * ${x.quads}u + ci; let v${i} = ${value};`
      : `      at = line + (left + ${i}u) * ${x.quads}u + ci; let v${i} = select(vec4f(), ${value}, left + ${i}u < s.w);`;
  const tap = (kx: number) =>
    unroll(
      tile.quads,
      (t) => `
      m = block(ky * ${kernel}u + ${kx}u, ci, co + ${t}u);
      ${unroll(tile.pixels, (p) => `a${p}_${t} += m * v${p * stride + kx};`, ' ')}`,
    );
  const write = (p: number, t: number) => `
  if (x0 + ${p}u < s.outW) {
    let to = first + ${p}u * ${out.quads}u + ${t}u;
    out[to] = ${cutText(`a${p}_${t}${plus('to')}`, `co + ${t}u`, cout)};
  }`;
  return callOf({
    kind: `conv ${kernel}×${kernel}`,
    storage: {
      x: site.maps(reads.x),
      ...weights.storage,
      ...(normed && { coefficients: site.maps(reads.coefficients!) }),
      ...addendStorage,
      out: site.maps(writes.out),
    },
    words: { count, h, w, outH, outW, across, ...weights.words },
    groups: flatGroups(count),
    work: n * outH * outW * kernel * kernel * cin * cout,
    code: `${weightText(shape)}
${flatMain(`
  let co = index % ${deep}u * ${tile.quads}u;
  let row = index / ${deep}u / s.across;
  let x0 = index / ${deep}u % s.across * ${tile.pixels}u;
  let y = row % s.outH;
  let n = row / s.outH;
  let left = x0 * ${stride}u - ${pad}u;
${unroll(tile.quads, (t) => `  let b${t} = biasOf(co + ${t}u);\n${unroll(tile.pixels, (p) => `  var a${p}_${t} = b${t};`)}`)}
  var at = 0u;
  var m = mat4x4f();
  for (var ky = 0u; ky < ${kernel}u; ky++) {
    let iy = y * ${stride}u + ky - ${pad}u;
    if (iy >= s.h) { continue; }
    let line = (n * s.h + iy) * s.w * ${x.quads}u;
    for (var ci = 0u; ci < ${x.quads}u; ci++) {
${
  normed
    ? `      let scale = coefficients[n * ${4 * x.quads}u + ci];
      let offset = coefficients[n * ${4 * x.quads}u + ${x.quads}u + ci];`
    : ''
}
${unroll(window, read)}
${unroll(kernel, tap)}
    }
  }
  let first = (row * s.outW + x0) * ${out.quads}u + co;
${unroll(tile.pixels, (p) => unroll(tile.quads, (t) => write(p, t)))}`)}`,
  });
};
