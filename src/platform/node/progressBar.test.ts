import { expect, test } from 'vitest';
import { ProgressBar } from './progressBar.ts';

function barOn(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const bar = new ProgressBar({ isTTY, columns: 60, write: (text) => written.push(text) }, () => clock.now);
  return { bar, written, clock };
}

test('on a terminal one line is drawn over and over, no longer than it is wide', () => {
  const { bar, written, clock } = barOn(true);
  bar.show('1/4', 0.25, 'L_MSE 0.9');
  bar.show('2/4', 0.5);
  clock.now = 1000;
  bar.show('3/4', 0.75, 'x'.repeat(100));
  expect(written).toHaveLength(2);
  expect(written[0]).toBe(`\r\x1b[2K1/4 ${'━'.repeat(6)}${'─'.repeat(18)}  25 %  L_MSE 0.9`);
  expect(written[1]).toHaveLength('\r\x1b[2K'.length + 59);
  bar.note('stays');
  expect(written.slice(2)).toEqual(['\r\x1b[2K', 'stays\n']);
});

test('elsewhere a quick task is one line, a slow one at most twenty', () => {
  const { bar, written, clock } = barOn(false);
  for (let i = 0; i <= 10; i++) bar.show('quick', i / 10);
  expect(written).toEqual(['quick 100 %\n']);
  for (let i = 0; i <= 1000; i++) {
    clock.now += 1000;
    bar.show('slow', i / 1000);
  }
  expect(written.length).toBeGreaterThan(10);
  expect(written.length).toBeLessThanOrEqual(21);
});
