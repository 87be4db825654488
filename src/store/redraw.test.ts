import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRedraws } from './redraw.ts';

const atOnce = async () => {};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('one drawing a tick, everybody in turn, none while nothing is stale', async () => {
  const drawn: string[] = [];
  const redraws = createRedraws(100, atOnce);
  for (const name of ['a', 'b', 'c']) redraws.register(() => drawn.push(name));
  await vi.advanceTimersByTimeAsync(300);
  expect(drawn).toEqual(['a', 'b', 'c']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(drawn).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
  // Changes that come faster than the ticks do not starve the last.
  for (let i = 0; i < 6; i++) {
    redraws.invalidate();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(drawn.slice(3)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

test('what is taken out is not drawn', async () => {
  const draw = vi.fn();
  const redraws = createRedraws(100, atOnce);
  redraws.register(draw)();
  await vi.advanceTimersByTimeAsync(500);
  expect(draw).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
  // It goes on for those who come later.
  const later = vi.fn();
  redraws.register(later);
  await vi.advanceTimersByTimeAsync(100);
  expect(later).toHaveBeenCalledOnce();
});

test('a drawing that takes long is followed by a rest six times as long', async () => {
  const times: number[] = [];
  const start = performance.now();
  const redraws = createRedraws(100, () => new Promise((resolve) => setTimeout(resolve, 50)));
  redraws.register(() => times.push(performance.now() - start));
  for (let i = 0; i < 200; i++) {
    redraws.invalidate();
    await vi.advanceTimersByTimeAsync(10);
  }
  // 100, then 50 of drawing and 300 of rest between two.
  expect(times).toEqual([100, 450, 800, 1150, 1500, 1850]);
});
