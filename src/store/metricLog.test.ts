import { expect, test, vi } from 'vitest';
import type { StepColumns } from '../worker/protocol.ts';
import { createMetricLog, stepsPerSecond } from './metricLog.ts';

/** `count` steps from `first`, of 20 ms each, L_real 0.4, L_fake 0.1, γ 0.5, λ_G 0.1. */
function columns(first: number, count: number): StepColumns {
  const of = (value: number) => new Float32Array(count).fill(value);
  return {
    count,
    joints: 1,
    step: Float64Array.from({ length: count }, (_, i) => first + i),
    lossMse: of(1),
    lossReal: of(0.4),
    lossFake: of(0.1),
    kT: of(0.2),
    lambdaG: of(0.1),
    gamma: of(0.5),
    peak: of(0.3),
    energy: of(8),
    jointReal: of(0),
    jointFake: of(0),
    jointMse: of(0),
    milliseconds: of(20),
    waited: of(1),
  };
}

test('keeps every step over many growths', () => {
  const log = createMetricLog();
  for (let i = 0; i < 50; i++) log.append(columns(100 * i, 100));
  expect(log.length).toBe(5000);
  expect(log.steps()[0]).toBe(0);
  expect(log.steps()[4999]).toBe(4999);
  expect(log.column('lossMse').every((value) => value === 1)).toBe(true);
  expect(log.elapsed()).toBe(100_000);
});

test('derives γ L_real, λ_G L_adv and M', () => {
  const log = createMetricLog();
  log.append(columns(0, 1));
  const last = log.last()!;
  expect(last.target).toBeCloseTo(0.2); // 0.5 · 0.4
  expect(last.adversarial).toBeCloseTo(0.01); // 0.1 · 0.1
  expect(last.mGlobal).toBeCloseTo(0.5); // 0.4 + |0.2 − 0.1|
});

test('steps that are made again take the place of the first', () => {
  const log = createMetricLog();
  log.append(columns(0, 100));
  log.append(columns(60, 10));
  expect([log.length, log.last()?.step, log.elapsed()]).toEqual([70, 69, 1400]);
});

test('a cleared log is empty and tells so', () => {
  const log = createMetricLog();
  const listener = vi.fn();
  log.append(columns(0, 3));
  const stop = log.subscribe(listener);
  log.clear();
  expect(listener).toHaveBeenCalledTimes(1);
  expect([log.length, log.elapsed(), log.last()]).toEqual([0, 0, null]);
  stop();
  log.append(columns(0, 1));
  expect(listener).toHaveBeenCalledTimes(1);
});

test('the pace leaves the first step out, which has nothing before it', () => {
  const log = createMetricLog();
  expect(stepsPerSecond(log)).toBeNull();
  log.append(columns(0, 11));
  expect(stepsPerSecond(log)).toBeCloseTo(50); // 20 ms each
});
