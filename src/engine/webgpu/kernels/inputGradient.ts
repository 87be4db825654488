/**
 * out [count, h, w, ci] = Wᵀ * dy + Σ addends; behind a norm the product is kept only where relu(scale x + offset) was open.
 *
 * The same register tile as `conv`, run backwards: an invocation holds up to 8 pixels × 8 channels of the gradient at the input, reads a
 * window of dy for each kernel row and quad of output channels, and multiplies from the other side of the weights' blocks. With a stride
 * (only the first layer has one, whose gradient training never asks for) it falls back to one pixel an invocation.
 */
import { callOf, flatGroups, flatMain, type Kernel, unroll } from './call.ts';
import { scaleText } from './moments.ts';
import { cutText, tiling, weightsOf } from './taps.ts';

export const inputGradient: Kernel<'inputGradient'> = ({ reads, writes, conv: shape, from, count: pictures }, site) => {
  const { kernel, stride, cin, cout } = shape;
  const dy = site.buffer(reads.dy);
  const out = site.buffer(writes.out);
  const flat = kernel === 1 && stride === 1;
  const [h, w] = flat ? [1, out.shape[1] * out.shape[2]] : [out.shape[1], out.shape[2]];
  const [dyH, dyW] = flat ? [1, w] : [dy.shape[1], dy.shape[2]];
  const tiles = tiling(pictures, h, w, out.quads, stride === 1 ? undefined : 1);
  const { tile } = tiles;
  const pad = kernel >> 1;
  const gated = reads.coefficients !== undefined;
  const { storage: addendStorage, plus } = site.addends(reads.addends);
  const weights = weightsOf(shape, site);

  // Column x0 + p of the input meets tap kx at column (x0 + p + pad − kx) / stride of dy.
  const read = (i: number) => {
    const load = `dy[line + (left + ${i}u) * dyQuads + co]`;
    return `      let v${i} = ${pad === 0 ? load : `select(vec4f(), ${load}, left + ${i}u < dyW)`};`;
  };
  const tap = (kx: number) =>
    unroll(
      tile.quads,
      (t) => `
      m = ${weights.block(`ky * ${kernel}u + ${kx}u`, `ci + ${t}u`, 'co')};
      ${unroll(tile.pixels, (p) => `a${p}_${t} += v${p + kernel - 1 - kx} * m;`, ' ')}`,
    );
  const strided = `
      for (var kx = 0u; kx < ${kernel}u; kx++) {
        let over = x0 + ${pad}u - kx;
        if (over % ${stride}u != 0u || over / ${stride}u >= dyW) { continue; }
        let v = dy[line + over / ${stride}u * dyQuads + co];
        ${unroll(tile.quads, (t) => `a0_${t} += v * ${weights.block(`ky * ${kernel}u + kx`, `ci + ${t}u`, 'co')};`, ' ')}
      }`;
  const write = (p: number, t: number) => {
    const to = `to${p}_${t}`;
    const gate = gated ? `select(vec4f(), a${p}_${t}, scale${t} * x[${to}] + offset${t} > vec4f())` : `a${p}_${t}`;
    return `
  if (x0 + ${p}u < s.outW) {
    let ${to} = first + ${p}u * outQuads + ${t}u;
    out[${to}] = ${cutText(`${gate}${plus(to)}`, `ci + ${t}u`, cin, 's.cin')};
  }`;
  };
  return callOf({
    kind: `input gradient ${kernel}×${kernel}`,
    storage: {
      dy: site.maps(reads.dy),
      ...weights.storage,
      ...(gated && { x: site.maps(reads.x!), coefficients: site.maps(reads.coefficients!) }),
      ...addendStorage,
      out: site.maps(writes.out),
    },
    words: { dyH, dyW, dyQuads: dy.quads, skipped: from, ...tiles.words, ...weights.words },
    groups: flatGroups(tiles.count),
    work: pictures * dyH * dyW * kernel * kernel * cin * cout,
    code: `${weights.code}
${flatMain(`${weights.head}${tiles.head('ci')}
  let dyW = s.dyW;
  let dyQuads = s.dyQuads;
  let left = x0 + ${pad}u - ${kernel - 1}u;
${unroll(tile.quads, (t) => unroll(tile.pixels, (p) => `  var a${p}_${t} = vec4f();`))}
  var m = mat4x4f();
  for (var ky = 0u; ky < ${kernel}u; ky++) {
    let down = y + ${pad}u - ky;
    let oy = down / ${stride}u;
    if (down % ${stride}u != 0u || oy >= s.dyH) { continue; }
    let line = ((s.skipped + n) * s.dyH + oy) * dyW * dyQuads;
    for (var co = 0u; co < dyQuads; co++) {
${stride === 1 ? `${unroll(tile.pixels + kernel - 1, read)}\n${unroll(kernel, tap)}` : strided}
    }
  }
  let first = (row * s.outW + x0) * outQuads + ci;
${gated ? unroll(tile.quads, (t) => scaleText('outQuads', `ci + ${t}u`, t)) : ''}
${unroll(tile.pixels, (p) => unroll(tile.quads, (t) => write(p, t)))}`)}`,
  });
};
