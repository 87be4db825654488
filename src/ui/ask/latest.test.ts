import { expect, test } from 'vitest';
import { createLatest } from './latest.ts';

test('of the questions that wait only the newest is still wanted, and waits where it is answered', async () => {
  const answering: (() => void)[] = [];
  const put: string[] = [];
  const heard: string[] = [];
  const told = await new Promise<string[]>((resolve, reject) => {
    const latest = createLatest(
      (ask: string, signal) => {
        put.push(ask);
        return new Promise<string>((answer, refuse) => {
          answering.push(() => (signal.aborted ? refuse(signal.reason) : answer(ask.toUpperCase())));
        });
      },
      {
        onAnswer(answer) {
          heard.push(answer);
          if (answer === 'D') resolve(heard);
        },
        onProblem: reject,
      },
    );
    for (const ask of ['a', 'b', 'c']) latest.submit(ask);
    expect(put, 'none is kept back').toEqual(['a', 'b', 'c']);
    latest.submit('d');
    for (const answer of answering) answer();
  });
  expect(told, 'the first may be under way already').toEqual(['A', 'D']);
});

test('nothing is told after the end', async () => {
  let answer = () => {};
  const heard: unknown[] = [];
  const latest = createLatest(
    () =>
      new Promise<string>((resolve) => {
        answer = () => resolve('late');
      }),
    {
      onAnswer: (late) => heard.push(late),
      onProblem: (problem) => heard.push(problem),
    },
  );
  latest.submit('a');
  latest.dispose();
  answer();
  await Promise.resolve();
  expect(heard).toEqual([]);
});

test('a question that fails is told, and the next is put', async () => {
  const problems: unknown[] = [];
  const answer = await new Promise<string>((resolve) => {
    const latest = createLatest((ask: string) => (ask === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve(ask)), {
      onAnswer: resolve,
      onProblem: (problem) => {
        problems.push(problem);
        latest.submit('good');
      },
    });
    latest.submit('bad');
  });
  expect(answer).toBe('good');
  expect(problems).toHaveLength(1);
});
