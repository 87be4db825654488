import { describe, expect, it } from 'vitest';
import { createRandom } from '../pose/random.ts';
import { trainingCost } from './cost.ts';
import { discriminator } from './discriminator.ts';
import { generator } from './generator.ts';
import type { NetworkConfig } from './hourglass.ts';
import { initialParameters, initialStatistics } from './initialise.ts';
import { type PresetName, presets } from './presets.ts';

const config = (name: PresetName, normalisation: NetworkConfig['normalisation'] = 'group'): NetworkConfig => ({
  ...presets[name],
  joints: 16,
  normalisation,
});

describe('the networks as data', () => {
  it.each([
    ['small', 47_264, 47_456],
    ['paper', 24_871_872, 6_431_376],
  ] as const)('%s has the published parameter counts', (name, g, d) => {
    expect(generator(config(name)).parameterCount).toBe(g);
    expect(discriminator(config(name)).parameterCount).toBe(d);
  });

  it('gives one output a stack, at heatmap size', () => {
    const g = generator(config('paper'));
    expect(g.outputs.map((id) => g.nodes[id]?.shape)).toEqual(Array.from({ length: 4 }, () => [64, 64, 16]));
  });

  it('keeps every parameter at its own place in the arena', () => {
    const { parameters, parameterCount } = generator(config('toy'));
    let offset = 0;
    for (const parameter of parameters) {
      expect(parameter.offset).toBe(offset);
      offset += parameter.size;
    }
    expect(offset).toBe(parameterCount);
  });

  it('has running statistics in batch mode only', () => {
    expect(generator(config('toy')).statisticsCount).toBe(0);
    const g = generator(config('toy', 'batch'));
    const statistics = initialStatistics(g);
    expect(statistics.length).toBe(g.statisticsCount);
    expect([...statistics.slice(0, 8)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('starts from the seed alone', () => {
    const g = generator(config('toy'));
    expect(initialParameters(g, createRandom(1))).toEqual(initialParameters(g, createRandom(1)));
    expect(initialParameters(g, createRandom(1))).not.toEqual(initialParameters(g, createRandom(2)));
  });

  it('says which size does not fit', () => {
    expect(() => generator({ ...config('toy'), features: 18 })).toThrow('features is 18; it must be a multiple of 4');
    expect(() => generator({ ...config('toy'), input: 48 })).toThrow('must be 32 or 64');
    expect(() => generator({ ...config('toy'), depth: 5 })).toThrow('depth is 5');
  });
});

describe('cost', () => {
  it('counts multiply-adds by hand for the first convolution', () => {
    // 7 × 7 × 3 × 8 weights at each of 32 × 32 places.
    const g = generator(config('small'));
    expect(g.nodes[1]?.op.kind).toBe('conv');
    const cost = trainingCost(g, discriminator(config('small')), 8, { g: 'rmsprop', d: 'adam' });
    expect(cost.generator.multiplyAdds).toBeGreaterThan(32 * 32 * 49 * 3 * 8);
    expect(cost.weightBytes).toBe(4 * (47_264 + 47_456));
    expect(cost.optimiserBytes).toBe(4 * (47_264 + 2 * 47_456));
    // 2.67 GFLOP a step, two a multiply-add.
    expect((2 * cost.multiplyAddsPerStep) / 1e9).toBeCloseTo(2.67, 1);
  });
});
