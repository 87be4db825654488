import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { NetworkBuilder } from '../../network/builder.ts';
import type { Network, Node, Normalisation } from '../../network/graph.ts';
import { normEpsilon, statisticsMomentum } from '../../network/graph.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { createRandom, type Random } from '../../pose/random.ts';
import { layOut } from '../plan/arena.ts';
import { emitBackward } from '../plan/backward.ts';
import { Draft, padded } from '../plan/draft.ts';
import { emitForward } from '../plan/forward.ts';
import type { Plan } from '../plan/plan.ts';
import { toyDuel } from '../specimen.ts';
import { interpret } from '../tfjs/interpret.ts';
import * as constants from './kernels/constants.ts';
import { Machine, wasmPlans } from './machine.ts';

/** A network of a few nodes, as the kernels run it and as TF.js does: its answer and all gradients of Σ answer · seed. */
interface Trial {
  readonly network: Network;
  readonly pictures: number;
  readonly random: Random;
}

const inputShape = ({ network, pictures }: Trial) => [pictures, ...network.nodes[0]!.shape] as [number, number, number, number];
const answerOf = ({ network }: Trial): Node => network.nodes[network.outputs[0]!]!;
const count = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** A plan of the network forward and back, with the gradient at its input. */
function planOf({ network, pictures }: Trial, slices: number) {
  const draft = new Draft(wasmPlans);
  const [h, w, c] = network.nodes[0]!.shape;
  const x = draft.maps('x', pictures, h, w, c);
  const trace = emitForward(draft, network, pictures, { heatmaps: x }, { training: true, sets: ['generator'] });
  const answer = trace.values.get(network.outputs[0]!)!;
  const seed = draft.maps('seed', pictures, ...network.nodes[network.outputs[0]!]!.shape);
  const wanted = { input: 'heatmaps', from: 0, count: pictures } as const;
  const dx = emitBackward(draft, trace, new Map([[network.outputs[0]!, seed]]), 1, wanted)!;
  const { buffers, arenaFloats } = layOut(draft, { inputs: [x, seed], outputs: [answer, dx] });
  const none = { slices: 0, parameterCount: 0 };
  const gradients = { generator: { slices, parameterCount: network.parameterCount }, discriminator: none };
  const plan: Plan = { name: 'trial', buffers, instructions: draft.instructions, arenaFloats, keptFloats: 0, named: {}, gradients };
  return { plan, x, seed, answer, dx };
}

async function onWasm(trial: Trial, parameters: Float32Array, x: Float32Array, seed: Float32Array) {
  const { network, pictures } = trial;
  const slices = Math.min(3, pictures);
  const { plan, ...ids } = planOf(trial, slices);
  const nothing = new NetworkBuilder('discriminator', network.normalisation).build([]);
  const duel = { ...toyDuel(), generator: network, discriminator: nothing };
  const machine = await Machine.start(duel, [plan], nodeWasm(1), true);
  const maps = (id: number) => {
    const { offset, floats, pitch, shape } = plan.buffers[id]!;
    return { all: machine.floats(machine.places.arena + 4 * offset, floats), pitch, c: shape[3] };
  };
  const put = (id: number, values: Float32Array) => {
    const { all, pitch, c } = maps(id);
    for (let i = 0; i < values.length; i++) all[Math.floor(i / c) * pitch + (i % c)] = values[i]!;
  };
  const take = (id: number) => {
    const { all, pitch, c } = maps(id);
    // Padding lanes must come out as zeros, whatever went in.
    expect(all.every((value, i) => i % pitch < c || value === 0)).toBe(true);
    return all.filter((_, i) => i % pitch < c);
  };
  machine.floats(machine.places.parameters.generator, parameters.length).set(parameters);
  put(ids.x, x);
  put(ids.seed, seed);
  machine.run('trial');
  const rows = machine.floats(machine.places.gradients.generator, slices * padded(network.parameterCount));
  const gradient = parameters.map((_, i) => {
    let sum = 0;
    for (let s = 0; s < slices; s++) sum += rows[s * padded(network.parameterCount) + i]!;
    return sum;
  });
  const statistics = machine.floats(machine.places.statistics.generator, network.statisticsCount).slice();
  return { answer: take(ids.answer), dx: take(ids.dx), gradient, statistics };
}

function onTfjs(trial: Trial, parameters: Float32Array, x: Float32Array, seed: Float32Array) {
  const { network } = trial;
  const heatmaps = tf.tensor4d(x, inputShape(trial));
  const tensors = network.parameters.map(({ offset, size, shape }) => tf.tensor(parameters.slice(offset, offset + size), [...shape]));
  const answer = (...inputs: tf.Tensor[]) =>
    interpret(network, inputs.slice(1), { image: heatmaps, heatmaps: inputs[0] as tf.Tensor4D }, { kind: 'batch' })[0]!;
  const inputs = [heatmaps, ...tensors];
  const weights = tf.tensor4d(seed, answer(...inputs).shape);
  const [dx, ...gradients] = tf.grads((...all) => tf.sum(tf.mul(answer(...all), weights)))(inputs);
  const gradient = Float32Array.from(gradients.flatMap((tensor) => [...tensor.dataSync()]));
  const floats = (tensor: tf.Tensor) => Float32Array.from(tensor.dataSync());
  return { answer: floats(answer(...inputs)), dx: floats(dx!), gradient };
}

async function expectSame(trial: Trial): Promise<void> {
  const { network, random } = trial;
  const draw = (length: number) => Float32Array.from({ length }, () => random.uniform(-1, 1));
  const parameters = draw(network.parameterCount);
  const x = draw(count(inputShape(trial)));
  const seed = draw(trial.pictures * count(answerOf(trial).shape));
  const ours = await onWasm(trial, parameters, x, seed);
  const theirs = tf.tidy(() => onTfjs(trial, parameters, x, seed));
  for (const name of ['answer', 'dx', 'gradient'] as const) {
    const scale = theirs[name].reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    const worst = ours[name].reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[name][i]!)), 0);
    expect(ours[name].length).toBe(theirs[name].length);
    expect(worst / scale, name).toBeLessThan(1e-4);
  }
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const size = fc.integer({ min: 1, max: 11 });
const channels = fc.integer({ min: 1, max: 21 });
const pictures = fc.integer({ min: 1, max: 3 });
const seeds = fc.integer({ min: 0, max: 1e6 });
const options = { numRuns: 12 };

/** Builds a trial: a network over one input of h × w × c. */
function trialOf(
  [h, w, c, n, seed]: readonly [number, number, number, number, number],
  build: (b: NetworkBuilder, x: Node) => Node,
  normalisation: Normalisation = 'group',
): Trial {
  const b = new NetworkBuilder('generator', normalisation);
  return { network: b.build([build(b, b.input('heatmaps', [h, w, c]))]), pictures: n, random: createRandom(seed) };
}

describe('kernels against TF.js, forward and both gradients', () => {
  it.each([1, 3, 7] as const)(
    'convolution of kernel %i',
    (kernel) =>
      fc.assert(
        fc.asyncProperty(size, size, channels, pictures, seeds, channels, (h, w, c, n, seed, cout) =>
          expectSame(trialOf([h, w, c, n, seed], (b, x) => b.conv(x, cout, kernel, 'conv'))),
        ),
        options,
      ),
    30_000,
  );

  it(
    'strided convolution',
    () =>
      fc.assert(
        fc.asyncProperty(size, size, channels, pictures, seeds, fc.constantFrom(3, 7), (h, w, c, n, seed, kernel) =>
          expectSame(trialOf([2 * h, 2 * w, c, n, seed], (b, x) => b.conv(x, 5, kernel, 'conv', { stride: 2 }))),
        ),
        options,
      ),
    30_000,
  );

  it.each(['group', 'batch'] as const)(
    'norm, relu, convolution (%s)',
    (normalisation) =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 2, max: 9 }), size, channels, pictures, seeds, (h, w, c, n, seed) =>
          expectSame(
            trialOf([h, w + 1, c, n, seed], (b, x) => b.conv(b.relu(b.norm(x, 'norm')), 3, seed % 2 ? 1 : 3, 'conv'), normalisation),
          ),
        ),
        options,
      ),
    30_000,
  );

  it(
    'a relu that is stored, with two readers',
    () =>
      fc.assert(
        fc.asyncProperty(size, channels, pictures, seeds, (h, c, n, seed) =>
          expectSame(
            trialOf([h + 2, 5, c, n, seed], (b, x) => {
              const y = b.relu(b.norm(x, 'norm1'));
              return b.add(b.conv(b.relu(b.norm(y, 'norm2')), 6, 1, 'one'), b.conv(y, 6, 1, 'two'), 'add');
            }),
          ),
        ),
        options,
      ),
    30_000,
  );

  it(
    'a normalised value with two readers',
    () =>
      fc.assert(
        fc.asyncProperty(size, channels, pictures, seeds, (h, c, n, seed) =>
          expectSame(
            trialOf([h + 2, 5, c, n, seed], (b, x) => {
              const y = b.relu(b.norm(x, 'norm'));
              return b.add(b.conv(y, 6, 1, 'one'), b.conv(y, 6, 3, 'two'), 'add');
            }),
          ),
        ),
        options,
      ),
    30_000,
  );

  it(
    'pool, upsample and sums',
    () =>
      fc.assert(
        fc.asyncProperty(size, size, channels, pictures, seeds, (h, w, c, n, seed) =>
          expectSame(
            trialOf([2 * h, 2 * w, c, n, seed], (b, x) => {
              const up = b.upsample(b.maxPool(x, 'pool'), 'upsample');
              const sum = b.add(b.conv(x, c, 1, 'conv'), up, 'add');
              return b.add(b.add(sum, x, 'twice'), x, 'thrice');
            }),
          ),
        ),
        options,
      ),
    30_000,
  );
});

it('moves running statistics as PyTorch does', async () => {
  const trial = trialOf([3, 5, 3, 2, 1], (b, x) => b.conv(b.relu(b.norm(x, 'norm')), 3, 1, 'conv'), 'batch');
  const x = Float32Array.from({ length: count(inputShape(trial)) }, (_, i) => (i % 3) + ((i * 7) % 11));
  const { statistics } = await onWasm(trial, new Float32Array(trial.network.parameterCount), x, new Float32Array(90));
  for (let c = 0; c < 3; c++) {
    const values = x.filter((_, i) => i % 3 === c);
    const mean = values.reduce((sum, value) => sum + value, 0) / 30;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 29;
    // From 0, where the memory starts: 0.1 of the new.
    expect(statistics[c]).toBeCloseTo(0.1 * mean, 4);
    expect(statistics[3 + c]).toBeCloseTo(0.1 * variance, 4);
  }
});

it('has the constants of the networks', () => {
  expect({ ...constants }).toMatchObject({ normEpsilon, statisticsMomentum });
});
