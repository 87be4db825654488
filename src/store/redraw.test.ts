import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRedraws } from './redraw.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('one drawing a tick, everybody in turn, none while nothing is stale', () => {
  const drawn: string[] = [];
  const redraws = createRedraws(100);
  for (const name of ['a', 'b', 'c']) redraws.register(() => drawn.push(name));
  vi.advanceTimersByTime(300);
  expect(drawn).toEqual(['a', 'b', 'c']);
  vi.advanceTimersByTime(1000);
  expect(drawn).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
  // Changes that come faster than the ticks do not starve the last.
  for (let i = 0; i < 6; i++) {
    redraws.invalidate();
    vi.advanceTimersByTime(100);
  }
  expect(drawn.slice(3)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

test('what is taken out is not drawn', () => {
  const draw = vi.fn();
  const redraws = createRedraws(100);
  redraws.register(draw)();
  vi.advanceTimersByTime(500);
  expect(draw).not.toHaveBeenCalled();
});
