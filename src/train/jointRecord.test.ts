import { expect, test } from 'vitest';
import { JointRecorder, mostJointRows } from './jointRecord.ts';

const row = (step: number) => ({ step, jointReal: Float32Array.of(step, 1), jointFake: Float32Array.of(-step, 2) });

test('holds every step until it is full, then every second, and goes on so after it was read again', () => {
  const whole = new JointRecorder();
  let parted = new JointRecorder();
  for (let step = 0; step < 2 * mostJointRows + 10; step++) {
    whole.add(row(step));
    parted.add(row(step));
    if (step === mostJointRows - 1) expect(whole.take().step).toHaveLength(mostJointRows);
    if (step % 997 === 0) parted = new JointRecorder(parted.take());
  }
  const { step, jointReal, jointFake } = whole.take();
  // Full twice: 0, 4, 8, … up to 4104.
  expect([...step]).toEqual(Array.from({ length: 1027 }, (_, i) => 4 * i));
  expect([...jointReal.subarray(2 * 5, 2 * 6), ...jointFake.subarray(2 * 5, 2 * 6)]).toEqual([20, 1, -20, 2]);
  expect(parted.take()).toEqual(whole.take());
});

test('forgets the steps that are made again', () => {
  const record = new JointRecorder();
  for (const step of [0, 1, 2, 3]) record.add(row(step));
  record.rewind(2);
  record.add(row(2));
  expect([...record.take().step]).toEqual([0, 1, 2]);
});
