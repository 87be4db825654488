import { expect, test } from 'vitest';
import { createMetricLog } from './metricLog.ts';
import { readSign } from './signs.ts';

interface Numbers {
  readonly lossReal: number;
  readonly lossFake: number;
  readonly kT: number;
  readonly peak: number;
  readonly lambdaG: number;
}

const healthy: Numbers = { lossReal: 0.1, lossFake: 0.05, kT: 0.2, peak: 0.5, lambdaG: 0.1 };

/** The sign after `count` steps whose numbers `at` gives. */
function signAfter(count: number, at: (step: number) => Partial<Numbers>) {
  const log = createMetricLog();
  const column = (of: (numbers: Numbers) => number) => Float32Array.from({ length: count }, (_, i) => of({ ...healthy, ...at(i) }));
  log.append({
    count,
    joints: 1,
    step: Float64Array.from({ length: count }, (_, i) => i),
    lossMse: column(() => 0.5),
    lossReal: column((s) => s.lossReal),
    lossFake: column((s) => s.lossFake),
    kT: column((s) => s.kT),
    lambdaG: column((s) => s.lambdaG),
    gamma: column(() => 0.5),
    peak: column((s) => s.peak),
    energy: column(() => 8),
    jointReal: new Float32Array(count),
    jointFake: new Float32Array(count),
    jointMse: new Float32Array(count),
    milliseconds: column(() => 20),
    waited: column(() => 0),
  });
  return readSign(log);
}

test('nothing is said before the first step', () => {
  expect(readSign(createMetricLog())).toBeNull();
});

test.each([
  ['duelling', 300, () => ({})],
  ['warming-up', 50, () => ({ lambdaG: 0 })],
  ['k-at-zero', 300, () => ({ kT: 0 })],
  ['k-at-one', 300, () => ({ kT: 1 })],
  ['maps-empty', 300, () => ({ peak: 0.04 })],
  ['fake-rising', 300, (step: number) => ({ lossFake: step < 200 ? 0.05 : 0.2 })],
  ['convergence-jumped', 300, (step: number) => ({ lossReal: step < 290 ? 0.1 : 1 })],
] as const)('%s', (sign, count, at) => {
  expect(signAfter(count, at)).toBe(sign);
});

test('a young run is not judged', () => {
  expect(signAfter(100, () => ({ kT: 0, peak: 0.01 }))).toBe('duelling');
});
