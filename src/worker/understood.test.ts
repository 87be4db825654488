import { expect, test } from 'vitest';
import { toyPeople } from '../train/testing.ts';
import { Understood } from './understood.ts';

test('handed out once, to the token of the last one, with the skeleton put right', async () => {
  const { dataset } = await toyPeople(2, 1);
  const understood = new Understood();
  const old = understood.keep(dataset);
  const token = understood.keep(dataset);
  expect(() => understood.take({ kind: 'understood', token: old })).toThrowError(expect.objectContaining({ code: 'not-found' }));
  const skeleton = { ...dataset.skeleton, limbs: [[0, 1] as const] };
  expect(understood.take({ kind: 'understood', token, skeleton })).toMatchObject({ name: dataset.name, skeleton });
  expect(() => understood.take({ kind: 'understood', token })).toThrowError(expect.objectContaining({ code: 'not-found' }));

  understood.drop(understood.keep(dataset));
  expect(() => understood.take({ kind: 'understood', token: 3 })).toThrowError(expect.objectContaining({ code: 'not-found' }));
  const fewer = { ...skeleton, joints: skeleton.joints.slice(1) };
  expect(() => understood.take({ kind: 'understood', token: understood.keep(dataset), skeleton: fewer })).toThrow(RangeError);
});
