import { NetworkBuilder } from './builder.ts';
import type { Network } from './graph.ts';
import { checkConfig, type NetworkConfig, stackedHourglass } from './hourglass.ts';

/** G: image [B, input, input, 3] → heatmaps [B, heatmap, heatmap, J], one set a stack (Newell et al. 2016; Chou et al. 2017, §3.1). */
export function generator(config: NetworkConfig): Network {
  checkConfig(config);
  const b = new NetworkBuilder('generator', config.normalisation);
  const image = b.input('image', [config.input, config.input, 3]);
  return stackedHourglass(b, b.conv(image, config.features / 4, 7, 'stem.conv', { stride: 2 }), config.stacks, config);
}
