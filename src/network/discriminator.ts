import { NetworkBuilder } from './builder.ts';
import type { Network } from './graph.ts';
import { checkConfig, type NetworkConfig, stackedHourglass } from './hourglass.ts';

/** D: image [B, input, input, 3] and heatmaps [B, heatmap, heatmap, J] → the heatmaps as D redraws them (Chou et al. 2017, §3.2). */
export function discriminator(config: NetworkConfig): Network {
  checkConfig(config);
  const b = new NetworkBuilder('discriminator', config.normalisation);
  const image = b.input('image', [config.input, config.input, 3]);
  const heatmaps = b.input('heatmaps', [config.heatmap, config.heatmap, config.joints]);
  const both = b.concat(b.resize(image, config.heatmap, 'resize'), heatmaps, 'concat');
  return stackedHourglass(b, b.conv(both, config.features / 4, 3, 'stem.conv'), 1, config);
}
