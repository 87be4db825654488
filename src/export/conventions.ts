import type { SavedRun } from './runFile.ts';
import { weightsMetadata } from './weights.ts';

/** How the networks want to be fed, and what they answer, for whoever opens an exported model. */
export function conventions({ config, skeleton, state }: SavedRun, layout: 'NCHW' | 'NHWC'): Record<string, string> {
  const shape = (channels: string, side: string) =>
    layout === 'NCHW' ? `[B, ${channels}, ${side}, ${side}]` : `[B, ${side}, ${side}, ${channels}]`;
  return {
    ...weightsMetadata(config, skeleton),
    step: String(state.step),
    image: `${shape('3', 'input')}: red, green, blue / 255 − 0.5, so −0.5 … 0.5; a square about the person, 1.25 times the longer side of its box; 0 outside of the picture`,
    heatmaps: `${shape('joints', 'heatmap')}: one map a joint, in the order of "joints", peak about 1 at the joint; pixel (x, y) has its centre at (x + 0.5, y + 0.5)`,
    discriminator: `redraws heatmaps; |heatmaps − redrawn| is its comment. With batch normalisation it has the statistics of generated maps`,
  };
}
