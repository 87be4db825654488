import { expect, test } from 'vitest';
import type { Problem } from '../../worker/protocol.ts';
import { endOfRun, endOfTwins } from './ending.ts';

const problem = (code: Problem['code']): Problem => ({ code, severity: 'error', message: 'L_MSE was not finite', cure: 'Restart.' });
const running = { phase: 'running', failure: null, notices: [] } as const;
const failed = { phase: 'failed', failure: problem('diverged'), notices: [] } as const;
const stuck = { ...running, notices: [{ id: 1, problem: problem('worker-silent'), times: 1 }] };

test('a run that stops is told of once, with the reason', () => {
  expect(endOfRun(failed, running)).toEqual({ title: 'The run has stopped', text: 'L_MSE was not finite' });
  expect(endOfRun(failed, failed)).toBeNull();
  expect(endOfRun({ ...running, phase: 'paused' }, running), 'a pause is no end').toBeNull();
});

test('one that is stuck is told of once', () => {
  expect(endOfRun(stuck, running)?.title).toBe('The run may be stuck');
  expect(endOfRun(stuck, stuck)).toBeNull();
  expect(endOfRun(running, stuck)).toBeNull();
});

test('twins are done when they are done, not when they are paused', () => {
  expect(endOfTwins({ phase: 'done', steps: 1200 }, { phase: 'running', steps: 1200 })?.text).toContain('1,200 steps');
  expect(endOfTwins({ phase: 'paused', steps: 80 }, { phase: 'running', steps: 80 })).toBeNull();
});
