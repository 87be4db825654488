import { expect, test } from '@playwright/test';
import { timeSteps } from '../../src/train/clock.ts';
import { engineNames, type Measurement } from './measurement.ts';
import { help, readBenchOptions } from './options.ts';
import { rowOf, tableOf } from './table.ts';

const measurement: Measurement = {
  ...{ firstMs: 200, msPerStep: 40, bestMs: 38, steps: 10, parametersG: 1, parametersD: 2 },
  ...{ dispatches: null, encodeMs: null, deviceBytes: 2 ** 20, limitGflops: 100, hardware: '2 threads' },
};

test('flags choose presets and engines, and wrong ones are refused', () => {
  expect(readBenchOptions([])).toEqual({
    presets: ['small', 'medium'],
    engines: [...engineNames],
    budget: 20_000,
    hardware: false,
    json: null,
  });
  expect(readBenchOptions(['--presets', 'toy', '--engines=wasm,torch', '--seconds', '1', '--json', 'a.json'])).toEqual({
    ...{ presets: ['toy'], engines: ['wasm', 'torch'], budget: 1000, hardware: false, json: 'a.json' },
  });
  expect(readBenchOptions(['--help'])).toBe('help');
  for (const name of engineNames) expect(help).toContain(name);
  expect(() => readBenchOptions(['--engines', 'cuda'])).toThrow('there is no "cuda"');
  expect(() => readBenchOptions(['--seconds', 'few'])).toThrow('positive number');
});

test('a row counts operations, the table compares within a preset', () => {
  // 1.33 G multiply-adds a step of `small`: 2.67 GFLOP in 40 ms are 67 GFLOP/s.
  const wasm = rowOf('wasm', 'small', measurement);
  expect(wasm.gflops).toBeCloseTo(67, -1);
  const table = tableOf([
    wasm,
    rowOf('torch', 'small', { ...measurement, msPerStep: 100, limitGflops: null }),
    rowOf('torch', 'toy', measurement),
  ]);
  const [, , first, second, third] = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  expect(first?.slice(1, 9)).toEqual(['small', 'wasm', '40.0', '38.0', '10', '1.00', '', '200']);
  expect(first?.[10]).toMatch(/^6\d % of 100$/);
  expect(second?.[6]).toBe('2.50');
  expect(third?.[6]).toBe('');
});

test('quick steps are timed ten times or more, slow ones once', async () => {
  const after = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms));
  const quick = await timeSteps(after(1), 200, 1000);
  expect(quick.steps).toBeGreaterThanOrEqual(10);
  expect(quick.firstMs).toBeGreaterThan(1000);
  expect(quick.bestMs).toBeLessThanOrEqual(quick.msPerStep);
  expect((await timeSteps(after(50), 10)).steps).toBe(1);
});
