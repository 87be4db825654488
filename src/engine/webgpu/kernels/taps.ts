import type { ConvShape } from '../../plan/plan.ts';
import type { Call, Storage } from './call.ts';
import type { Site } from './site.ts';

/** What convolution kernels share: how weights are read, and which tile of the result an invocation makes. */

/** How a kernel reads the weights of a convolution: the parts of its call and of its WGSL. */
interface Weights {
  readonly storage: Readonly<Record<string, Storage>>;
  readonly words: Call['words'];
  /** WGSL of functions, outside of `main`. */
  readonly code: string;
  /** WGSL at the head of `main`: numbers of the call that loops need, read once. */
  readonly head: string;
  /**
   * The weights of a kernel tap for a quad of input and a quad of output channels, as the columns of a matrix: `block * x` is the forward
   * pass and `dy * block` the gradient.
   */
  block(tap: string, ci: string, co: string): string;
  bias(co: string): string;
}

/**
 * Weights lie as they are trained, [kernel, kernel, cin, cout]: where cout and both offsets are multiples of 4 they are read as vec4, else
 * (3 + joints channels, or whatever follows a head of 14) float by float. What is read beyond cout or cin is another weight: it meets the
 * zeros of the padding, or the caller cuts it off. Sizes are numbers of the call, not of the text, so that layers share their pipelines.
 */
export function weightsOf({ network, cin, cout, weight, bias }: ConvShape, site: Site): Weights {
  const vector = cout % 4 === 0 && weight % 4 === 0 && bias % 4 === 0;
  const unit = vector ? 4 : 1;
  const four = vector ? 'weights[at]' : 'vec4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u])';
  const place = (co: string) => (vector ? co : `4u * (${co})`);
  return {
    storage: { weights: site.parameters(network, vector ? 'vec4f' : 'f32') },
    words: { weight: weight / unit, bias: bias / unit, cin, cout, weightRow: cout / unit },
    code: `
fn four(at: u32) -> vec4f { return ${four}; }
fn block(at: u32, row: u32) -> mat4x4f { return mat4x4f(four(at), four(at + row), four(at + 2u * row), four(at + 3u * row)); }`,
    head: `
  let weight = s.weight;
  let cin = s.cin;
  let weightRow = s.weightRow;`,
    block: (tap, ci, co) => `block(weight + ((${tap}) * cin + 4u * (${ci})) * weightRow + ${place(co)}, weightRow)`,
    bias: (co) => `four(s.bias + ${place(co)})`,
  };
}

/** What an invocation of a convolution makes: `pixels` neighbours in a row × `quads` vec4 of channels, held in registers. */
interface Tile {
  readonly pixels: number;
  readonly quads: number;
}

/** Enough invocations to fill a small GPU; tiles shrink rather than leave it idle. */
const wantedTiles = 1024;

/** The largest tile that fits the row and leaves work for many: larger tiles read each weight and value less often. */
function tileOf(rows: number, across: number, quads: number, most: number): Tile {
  const deep = quads % 2 === 0 ? 2 : 1;
  for (const pixels of [8, 4, 2]) {
    if (pixels > Math.min(across, most)) continue;
    if (pixels <= 2 || rows * Math.ceil(across / pixels) * (quads / deep) >= wantedTiles) return { pixels, quads: deep };
  }
  return { pixels: 1, quads: deep };
}

/** How a result is shared out in tiles: the parts of a call and of its WGSL that depend on it. */
interface Tiling {
  readonly tile: Tile;
  readonly count: number;
  readonly words: Call['words'];
  /** WGSL at the head of `main`: from `index` to the tile's first channel quad, named by the caller, and its place `x0`, `y`, `n`. */
  head(channel: string): string;
}

/** Tiles of at most `most` pixels over a result [n, outH, outW, 4 quads]. */
export function tiling(n: number, outH: number, outW: number, quads: number, most = 8): Tiling {
  const tile = tileOf(n * outH, outW, quads, most);
  const across = Math.ceil(outW / tile.pixels);
  const deep = quads / tile.quads;
  const count = n * outH * across * deep;
  return {
    tile,
    count,
    words: { count, outH, outW, across, deep, outQuads: quads },
    head: (channel) => `
  let outQuads = s.outQuads;
  let ${channel} = index % s.deep * ${tile.quads}u;
  let row = index / s.deep / s.across;
  let x0 = index / s.deep % s.across * ${tile.pixels}u;
  let y = row % s.outH;
  let n = row / s.outH;`,
  };
}

/** WGSL that cuts the lanes beyond `channels`, which WGSL knows as `name`, off a vector of quad `q`; nothing where there are none. */
export function cutText(value: string, q: string, channels: number, name: string): string {
  if (channels % 4 === 0) return value;
  return `select(vec4f(), ${value}, vec4u(4u * (${q})) + vec4u(0, 1, 2, 3) < vec4u(${name}))`;
}
