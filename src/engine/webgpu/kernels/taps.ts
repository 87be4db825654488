import type { ConvShape } from '../../plan/plan.ts';
import type { Call, Storage } from './call.ts';
import type { Site } from './site.ts';

/** What convolution kernels share: how weights are read, and which tile of the result an invocation makes. */

/**
 * WGSL of `row(tap, ci, co)`: the weights of a kernel tap and an input channel for the 4 output channels of quad `co`; of
 * `block(tap, quad, co)`: the same for a quad of input channels, as the columns of a matrix, so that `block * x` is the forward pass and
 * `dy * block` the gradient; and of `biasOf(co)`. Weights lie as they are trained, [kernel, kernel, cin, cout]: where cout and both
 * offsets are multiples of 4 they are read as vec4, else (3 + joints channels, or whatever follows a head of 14) float by float. What is
 * read beyond cout or cin is another weight: it meets the zeros of the padding, or the caller cuts it off.
 */
export function weightText({ cin, cout, weight, bias }: ConvShape): string {
  const block = `
fn block(tap: u32, quad: u32, co: u32) -> mat4x4f {
  let ci = 4u * quad;
  return mat4x4f(row(tap, ci, co), row(tap, ci + 1u, co), row(tap, ci + 2u, co), row(tap, ci + 3u, co));
}`;
  if (vectorWeights({ cout, weight, bias }))
    return `
fn row(tap: u32, ci: u32, co: u32) -> vec4f { return weights[s.weight + (tap * ${cin}u + ci) * ${cout / 4}u + co]; }
fn biasOf(co: u32) -> vec4f { return weights[s.bias + co]; }${block}`;
  return `
fn four(at: u32) -> vec4f { return vec4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]); }
fn row(tap: u32, ci: u32, co: u32) -> vec4f { return four(s.weight + (tap * ${cin}u + ci) * ${cout}u + 4u * co); }
fn biasOf(co: u32) -> vec4f { return four(s.bias + 4u * co); }${block}`;
}

/** The binding and words that go with `weightText`. */
export function weightParts(conv: ConvShape, site: Site): { storage: Record<string, Storage>; words: Call['words'] } {
  const vector = vectorWeights(conv);
  const unit = vector ? 4 : 1;
  return {
    storage: { weights: site.parameters(conv.network, vector ? 'vec4f' : 'f32') },
    words: { weight: conv.weight / unit, bias: conv.bias / unit },
  };
}

function vectorWeights({ cout, weight, bias }: Pick<ConvShape, 'cout' | 'weight' | 'bias'>): boolean {
  return cout % 4 === 0 && weight % 4 === 0 && bias % 4 === 0;
}

/** What an invocation of a convolution makes: `pixels` neighbours in a row × `quads` vec4 of channels, held in registers. */
export interface Tile {
  readonly pixels: number;
  readonly quads: number;
}

/** Enough invocations to fill a small GPU; tiles shrink rather than leave it idle. */
const wantedTiles = 1024;

/** The largest tile that fits the row and leaves work for many: larger tiles read each weight and value less often. */
export function tileOf(rows: number, across: number, quads: number): Tile {
  const deep = quads % 2 === 0 ? 2 : 1;
  for (const pixels of [8, 4, 2]) {
    if (pixels > across) continue;
    if (pixels <= 2 || rows * Math.ceil(across / pixels) * (quads / deep) >= wantedTiles) return { pixels, quads: deep };
  }
  return { pixels: 1, quads: deep };
}

/** WGSL that cuts the lanes beyond `channels` off a vector of quad `q`; nothing where there are none. */
export function cutText(value: string, q: string, channels: number): string {
  if (channels % 4 === 0) return value;
  return `select(vec4f(), ${value}, vec4u(4u * (${q})) + vec4u(0, 1, 2, 3) < vec4u(${channels}))`;
}
