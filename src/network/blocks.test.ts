import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { networkCost } from './cost.ts';
import { discriminator } from './discriminator.ts';
import { generator } from './generator.ts';
import { type PresetName, presets } from './presets.ts';

const networkOf = (make: typeof generator, name: PresetName) => make({ ...presets[name], joints: 14, normalisation: 'group' });

describe('the blocks of a network', () => {
  it('are those of an hourglass of depth 2', () => {
    expect(blocksOf(networkOf(generator, 'toy')).map(({ kind, scope }) => `${kind} ${scope}`)).toEqual([
      'input image',
      'convolution stem',
      'residual pre',
      'residual post.0',
      'residual post.1',
      'residual hourglass0.up.0',
      'pool hourglass0.pool',
      'residual hourglass0.low_in.0',
      'residual hourglass0.inner.up.0',
      'pool hourglass0.inner.pool',
      'residual hourglass0.inner.low_in.0',
      'residual hourglass0.inner.inner.0',
      'residual hourglass0.inner.low_out.0',
      'upsample hourglass0.inner.upsample',
      'merge hourglass0.inner',
      'residual hourglass0.low_out.0',
      'upsample hourglass0.upsample',
      'merge hourglass0',
      'residual residual0.0',
      'convolution linear0',
      'heatmaps head0',
    ]);
  });

  it('hold every node once, cost what the network costs, and come after what they read', () => {
    for (const name of ['toy', 'small', 'medium', 'paper'] as const)
      for (const make of [generator, discriminator]) {
        const network = networkOf(make, name);
        const blocks = blocksOf(network);
        const ids = blocks.flatMap(({ nodes }) => nodes.map(({ id }) => id));
        expect([...ids].sort((a, b) => a - b)).toEqual(network.nodes.map(({ id }) => id));
        const sum = (of: 'parameters' | 'multiplyAdds') => blocks.reduce((total, block) => total + block[of], 0);
        expect({ parameters: sum('parameters'), multiplyAdds: sum('multiplyAdds') }).toEqual({
          parameters: network.parameterCount,
          multiplyAdds: networkCost(network).multiplyAdds,
        });
        blocks.forEach((block, i) => {
          expect(Math.max(-1, ...block.inputs)).toBeLessThan(i);
        });
        expect(blocks.filter(({ kind }) => kind === 'heatmaps')).toHaveLength(network.outputs.length);
      }
  });
});
