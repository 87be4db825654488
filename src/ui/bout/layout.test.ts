import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../network/blocks.ts';
import { discriminator } from '../../network/discriminator.ts';
import { generator } from '../../network/generator.ts';
import { type PresetName, presets } from '../../network/presets.ts';
import { layOutBlocks } from './layout.ts';

const layoutOf = (make: typeof generator, name: PresetName) =>
  layOutBlocks(blocksOf(make({ ...presets[name], joints: 14, normalisation: 'group' })));

describe('the drawing of a network', () => {
  it('has a row for each scale, the finest on top', () => {
    expect(layoutOf(generator, 'small').levels.map(({ side }) => side)).toEqual([64, 32, 16, 8, 4]);
    expect(layoutOf(discriminator, 'toy').levels.map(({ side }) => side)).toEqual([32, 16, 8, 4]);
  });

  it('is an hourglass: the skip of every scale stands over the middle of the one below', () => {
    const { blocks } = layoutOf(generator, 'small');
    const at = (scope: string) => blocks.find(({ block }) => block.scope === scope)!;
    const middle = at('hourglass0.inner.inner.inner.0');
    const skips = [at('hourglass0.up.0'), at('hourglass0.inner.up.0'), at('hourglass0.inner.inner.up.0')];
    expect(new Set(skips.map(({ y }) => y)).size).toBe(3);
    for (const skip of skips) {
      expect(skip.y).toBeLessThan(middle.y);
      // Within the width of a block, as up and down need not be equally long.
      expect(Math.abs(skip.x - middle.x)).toBeLessThan(1.6);
    }
  });

  it('runs from left to right, and no block stands on another', () => {
    for (const name of ['toy', 'small', 'medium', 'paper'] as const)
      for (const make of [generator, discriminator]) {
        const { blocks, wires, width, height } = layoutOf(make, name);
        for (const { from, to } of wires) expect(from.x).toBeLessThan(to.x);
        for (const a of blocks) {
          expect(a.x).toBeGreaterThan(0);
          expect(a.x).toBeLessThan(width);
          expect(a.y).toBeLessThan(height);
          for (const b of blocks)
            if (a.index < b.index && a.y === b.y) expect(Math.abs(a.x - b.x), `${a.block.scope}, ${b.block.scope}`).toBeGreaterThan(0.5);
        }
      }
  });

  it('draws every value that a block reads, and lifts a wire over what stands in its way', () => {
    const { wires, blocks } = layoutOf(generator, 'paper');
    expect(wires).toHaveLength(blocks.reduce((sum, { block }) => sum + block.inputs.length, 0));
    expect(wires.find(({ to, from }) => to.block.scope === 'next0' && from.block.scope === 'post.1')?.jumps).toBe(true);
  });
});
