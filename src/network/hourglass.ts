import type { NetworkBuilder } from './builder.ts';
import type { Network, Node, Normalisation } from './graph.ts';

/** The size of both networks: everything that decides their shapes. */
export interface NetworkConfig {
  /** Channels of the trunk; a multiple of 4. */
  readonly features: number;
  /** How often the hourglass halves the maps. */
  readonly depth: number;
  /** Residual blocks at each place. */
  readonly modules: number;
  /** Hourglasses of the generator, each with its own supervision. The discriminator always has one. */
  readonly stacks: number;
  /** Side of the input picture, in pixels: 2 or 4 times `heatmap`. */
  readonly input: number;
  /** Side of the heatmaps, in pixels. */
  readonly heatmap: number;
  readonly joints: number;
  readonly normalisation: Normalisation;
}

/** Weights of the last convolution start this much smaller, so that the first maps are near zero rather than noise (trap 2 of the method). */
const headGain = 0.1;

function normRelu(b: NetworkBuilder, x: Node, scope: string): Node {
  return b.relu(b.norm(x, scope));
}

/** Pre-activation bottleneck: norm, relu, 1×1 to half; norm, relu, 3×3; norm, relu, 1×1 to `cout`; plus the input, through a 1×1 where the width changes. */
function residual(b: NetworkBuilder, x: Node, cout: number, scope: string): Node {
  const mid = cout / 2;
  const one = b.conv(normRelu(b, x, `${scope}.norm1`), mid, 1, `${scope}.conv1`);
  const two = b.conv(normRelu(b, one, `${scope}.norm2`), mid, 3, `${scope}.conv2`);
  const three = b.conv(normRelu(b, two, `${scope}.norm3`), cout, 1, `${scope}.conv3`);
  const skip = x.shape[2] === cout ? x : b.conv(x, cout, 1, `${scope}.skip`);
  return b.add(three, skip, scope);
}

function residuals(b: NetworkBuilder, x: Node, config: NetworkConfig, scope: string): Node {
  for (let m = 0; m < config.modules; m++) x = residual(b, x, config.features, `${scope}.${m}`);
  return x;
}

/** Hourglass(n): a path at full size beside one at half size that holds Hourglass(n − 1) (Newell et al. 2016). */
function hourglass(b: NetworkBuilder, x: Node, depth: number, config: NetworkConfig, scope: string): Node {
  const up = residuals(b, x, config, `${scope}.up`);
  let low = residuals(b, b.maxPool(x, `${scope}.pool`), config, `${scope}.low_in`);
  low = depth > 1 ? hourglass(b, low, depth - 1, config, `${scope}.inner`) : residuals(b, low, config, `${scope}.inner`);
  low = residuals(b, low, config, `${scope}.low_out`);
  return b.add(up, b.upsample(low, `${scope}.upsample`), scope);
}

/** What generator and discriminator share: stem to `features` channels at heatmap size, then `stacks` hourglasses with a head each. */
export function stackedHourglass(b: NetworkBuilder, stem: Node, stacks: number, config: NetworkConfig): Network {
  const { features, heatmap, joints } = config;
  let x = residual(b, normRelu(b, stem, 'stem.norm'), features / 2, 'pre');
  if (x.shape[0] === 2 * heatmap) x = b.maxPool(x, 'pool');
  x = residual(b, residual(b, x, features / 2, 'post.0'), features, 'post.1');
  const outputs: Node[] = [];
  for (let s = 0; s < stacks; s++) {
    const body = residuals(b, hourglass(b, x, config.depth, config, `hourglass${s}`), config, `residual${s}`);
    const y = normRelu(b, b.conv(body, features, 1, `linear${s}.conv`), `linear${s}.norm`);
    const heatmaps = b.conv(y, joints, 1, `head${s}`, { gain: headGain });
    outputs.push(heatmaps);
    if (s === stacks - 1) break;
    const back = b.add(b.conv(y, features, 1, `back_linear${s}`), b.conv(heatmaps, features, 1, `back_head${s}`), `back${s}`);
    x = b.add(x, back, `next${s}`);
  }
  return b.build(outputs);
}

/** Throws a RangeError that names the setting and its cure when the sizes do not fit together. */
export function checkConfig(config: NetworkConfig): void {
  const { features, input, heatmap, depth } = config;
  if (features % 4) throw new RangeError(`features is ${features}; it must be a multiple of 4`);
  if (input !== 2 * heatmap && input !== 4 * heatmap)
    throw new RangeError(`input is ${input}; with heatmaps of ${heatmap} it must be ${2 * heatmap} or ${4 * heatmap}`);
  if (heatmap % 2 ** depth) throw new RangeError(`depth is ${depth}; heatmaps of ${heatmap} cannot be halved so often`);
}
