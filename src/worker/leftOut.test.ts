import { expect, test } from 'vitest';
import { toyPeople } from '../train/testing.ts';
import { LeftOut } from './leftOut.ts';

test('who is left out is in no split, until taken back; never everyone', async () => {
  const people = await toyPeople(3, 2);
  const [first, ...others] = people.store.samples.filter(({ split }) => split === 'train').map(({ id }) => id);
  const held = people.store.samples.find(({ split }) => split === 'validation')!.id;
  const leftOut = new LeftOut();
  expect(leftOut.without(people)).toBe(people);

  leftOut.set(people.dataset, [first!, held], true);
  const fewer = leftOut.without(people);
  expect([fewer.train.length, fewer.validation.length]).toEqual([2, 1]);
  const names = [...fewer.train, ...fewer.validation].map((i) => fewer.store.samples[i]!.id);
  expect(names).not.toContain(first);
  expect(names).not.toContain(held);
  expect(leftOut.of({ ...people.dataset }).size).toBe(0);

  leftOut.set(people.dataset, others, true);
  expect(() => leftOut.without(people)).toThrowError(expect.objectContaining({ code: 'empty' }));
  leftOut.set(people.dataset, [first!, held, ...others], false);
  expect(leftOut.without(people).train).toEqual(people.train);
});
