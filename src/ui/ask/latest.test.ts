import { expect, test } from 'vitest';
import { createLatest } from './latest.ts';

test('only the newest of the questions that wait is put', async () => {
  const put: string[] = [];
  const answers = await new Promise<string[]>((resolve, reject) => {
    const heard: string[] = [];
    const latest = createLatest(
      async (ask: string) => {
        put.push(ask);
        return ask.toUpperCase();
      },
      {
        onAnswer(answer) {
          heard.push(answer);
          if (answer === 'C') resolve(heard);
        },
        onProblem: reject,
      },
    );
    for (const ask of ['a', 'b', 'c']) latest.submit(ask);
  });
  expect(put).toEqual(['a', 'c']);
  expect(answers).toEqual(['A', 'C']);
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
