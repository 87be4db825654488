/**
 * out [n, h', w', co] = W * v + bias + Σ addends, v = x or relu(scale x + offset), zero padding of kernel ≫ 1.
 *
 * An implicit matrix product tiled in registers: an invocation holds up to 8 pixels of a row × 8 channels of the result. For each kernel
 * row and quad of input channels it reads (and normalises, once) the row's window of pixels and, for each tap, a 4×4 block of weights that
 * all its pixels share: at 3×3 and a full tile 192 vec4 multiply-adds for 36 vec4 loads. No workgroup memory: barriers are dear on software
 * adapters, and on hardware the lanes of a workgroup find each other's rows in the cache. A 1×1 sees a picture as one long row.
 */
import { callOf, flatGroups, flatMain, type Kernel, unroll } from './call.ts';
import { scaleText } from './moments.ts';
import { cutText, tiling, weightsOf } from './taps.ts';

/** Kernels up to this wide have their taps written out; wider ones, 1 % of a step's products, walk them: less to compile. */
const writtenOut = 3;

export const conv: Kernel<'conv'> = ({ reads, writes, conv: shape }, site) => {
  const { kernel, stride, cin, cout } = shape;
  const x = site.buffer(reads.x);
  const out = site.buffer(writes.out);
  const flat = kernel === 1 && stride === 1;
  const [n, outH, outW] = flat ? [out.shape[0], 1, out.shape[1] * out.shape[2]] : out.shape;
  const [, h, w] = flat ? [n, 1, outW] : x.shape;
  const tiles = tiling(n, outH, outW, out.quads);
  const { tile } = tiles;
  const pad = kernel >> 1;
  /** Columns from the first pixel's to beyond the last's. */
  const beyond = (tile.pixels - 1) * stride + 1;
  const normed = reads.coefficients !== undefined;
  const { storage: addendStorage, plus } = site.addends(reads.addends);
  const weights = weightsOf(shape, site);

  /** What stands in a column of the row. */
  const at = (column: string) => {
    const load = `x[line + (${column}) * xQuads + ci]`;
    const value = normed ? `max(scale * ${load} + offset, vec4f())` : load;
    return pad === 0 ? value : `select(vec4f(), ${value}, ${column} < w)`;
  };
  /** Multiplies by the tap `kx`, whose column of the first pixel is at place `first`. */
  const tap = (kx: string, first: number) =>
    unroll(
      tile.quads,
      (t) => `
      m = ${weights.block(`ky * ${kernel}u + ${kx}`, 'ci', `co + ${t}u`)};
      ${unroll(tile.pixels, (p) => `a${p}_${t} += m * v${p * stride + first};`, ' ')}`,
    );
  const taps =
    kernel <= writtenOut
      ? `${unroll(beyond + kernel - 1, (i) => `      let v${i} = ${at(`left + ${i}u`)};`)}\n${unroll(kernel, (kx) => tap(`${kx}u`, kx))}`
      : `${unroll(beyond, (i) => `      var v${i} = ${at(`left + ${i}u`)};`)}
      for (var kx = 0u; kx < ${kernel}u; kx++) {${tap('kx', 0)}
      ${unroll(beyond - 1, (i) => `v${i} = v${i + 1};`, ' ')} v${beyond - 1} = ${at(`left + ${beyond}u + kx`)};
      }`;
  const write = (p: number, t: number) => `
  if (x0 + ${p}u < s.outW) {
    let to = first + ${p}u * outQuads + ${t}u;
    out[to] = ${cutText(`a${p}_${t}${plus('to')}`, `co + ${t}u`, cout, 's.cout')};
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
    words: { h, w, xQuads: x.quads, ...tiles.words, ...weights.words },
    groups: flatGroups(tiles.count),
    work: n * outH * outW * kernel * kernel * cin * cout,
    code: `${weights.code}
${flatMain(`${weights.head}${tiles.head('co')}
  let w = s.w;
  let xQuads = s.xQuads;
  let left = x0 * ${stride}u - ${pad}u;
${unroll(tile.quads, (t) => `  let b${t} = ${weights.bias(`co + ${t}u`)};\n${unroll(tile.pixels, (p) => `  var a${p}_${t} = b${t};`)}`)}
  var m = mat4x4f();
  for (var ky = 0u; ky < ${kernel}u; ky++) {
    let iy = y * ${stride}u + ky - ${pad}u;
    if (iy >= s.h) { continue; }
    let line = (n * s.h + iy) * w * xQuads;
    for (var ci = 0u; ci < xQuads; ci++) {
${normed ? scaleText('xQuads', 'ci') : ''}
${taps}
    }
  }
  let first = (row * s.outW + x0) * outQuads + co;
${unroll(tile.pixels, (p) => unroll(tile.quads, (t) => write(p, t)))}`)}`,
  });
};
