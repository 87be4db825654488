import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../../pose/random.ts';
import { registerFilterGradient } from './filterGradient.ts';

const shape = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  side: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 5 }),
  outputs: fc.integer({ min: 1, max: 5 }),
  kernel: fc.constantFrom(1, 3, 7),
  stride: fc.constantFrom(1, 2),
  seed: fc.nat(),
});

it('gives the bits of TensorFlow.js’s own', async () => {
  await tf.setBackend('cpu');
  const cases = fc.sample(shape, { numRuns: 60, seed: 4 });
  const gradients = () =>
    cases.map(({ batch, side, inputs, outputs, kernel, stride, seed }) => {
      const random = createRandom(seed);
      const noise = (...size: [number, number, number, number]) =>
        tf.tensor(
          Float32Array.from({ length: size.reduce((a, b) => a * b) }, () => random.normal()),
          size,
        );
      const x = noise(batch, side, side + 1, inputs) as tf.Tensor4D;
      const forward = (w: tf.Tensor) => tf.conv2d(x, w as tf.Tensor4D, stride, 'same');
      const w = noise(kernel, kernel, inputs, outputs);
      const seeds = noise(...(forward(w).shape as [number, number, number, number]));
      return tf
        .grad(forward)(w, seeds as tf.Tensor4D)
        .dataSync();
    });
  const theirs = gradients();
  registerFilterGradient();
  const ours = gradients();
  expect(ours).toEqual(theirs);
  expect(theirs.flatMap((values) => [...values]).some((value) => value !== 0)).toBe(true);
});
