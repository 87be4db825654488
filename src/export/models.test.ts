import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { toyDuel } from '../engine/specimen.ts';
import { interpret } from '../engine/tfjs/interpret.ts';
import type { Network } from '../network/graph.ts';
import { initialParameters } from '../network/initialise.ts';
import { createRandom } from '../pose/random.ts';
import type { ExportedFile } from './exporter.ts';
import { onnx } from './onnx/exporter.ts';
import { model } from './onnx/graph.ts';
import { networkGraph } from './onnx/network.ts';
import { noisyRun } from './testing.ts';
import { tfjs } from './tfjs/exporter.ts';
import { layersModel } from './tfjs/model.ts';

type Run = ReturnType<typeof noisyRun>;

const batch = 2;
const noise = (shape: readonly number[], low: number, high: number, seed: number) => {
  const random = createRandom(seed);
  return tf.tensor4d(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.uniform(low, high)),
    shape as [number, number, number, number],
  );
};

/** What the reference makes of a network in evaluation. */
function reference(
  network: Network,
  parameters: Float32Array,
  statistics: Float32Array,
  inputs: { image: tf.Tensor4D; heatmaps?: tf.Tensor4D },
) {
  const tensors = network.parameters.map(({ shape, offset, size }) => tf.tensor(parameters.subarray(offset, offset + size), [...shape]));
  const running = network.statistics.map(({ channels, offset }) => tf.tensor1d(statistics.subarray(offset, offset + 2 * channels)));
  return interpret(network, tensors, inputs, { kind: 'running', statistics: running });
}

/** A run, inputs for it, and what both networks answer. */
function examined(changes: Parameters<typeof noisyRun>[0]) {
  const run = noisyRun(changes);
  const { duel, state } = run;
  const image = noise([batch, duel.input, duel.input, 3], -0.5, 0.5, 1);
  const heatmaps = noise([batch, duel.heatmap, duel.heatmap, duel.joints], 0, 1, 2);
  return {
    ...{ run, image, heatmaps },
    generated: reference(duel.generator, state.generator, state.statisticsG, { image }).at(-1)!,
    redrawn: reference(duel.discriminator, state.discriminator, state.statisticsFake, { image, heatmaps })[0]!,
  };
}

function expectClose(actual: ArrayLike<number>, expected: tf.Tensor): void {
  const values = expected.dataSync();
  expect(actual.length).toBe(values.length);
  let worst = 0;
  for (let i = 0; i < values.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - values[i]!));
  // Blank maps would agree with blank maps.
  expect(Math.max(...values)).toBeGreaterThan(0.01);
  expect(worst).toBeLessThan(1e-4);
}

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

const source = (run: Run) => ({ run, scene: null });

describe.each(['group', 'batch'] as const)('with %s normalisation', (normalisation) => {
  const { run, image, heatmaps, generated, redrawn } = examined({ normalisation });

  it('ONNX Runtime computes what the reference does', async () => {
    const files = await onnx.make(source(run));
    const session = (path: string) => ort.InferenceSession.create(files.find((file) => file.path === path)!.bytes);
    const g = await session('generator.onnx');
    expect(g.inputNames).toEqual(['image']);
    expectClose(last((await g.run({ image: first(image) })).heatmaps!), generated);
    const d = await session('discriminator.onnx');
    expect(d.inputNames).toEqual(['image', 'heatmaps']);
    expectClose(last((await d.run({ image: first(image), heatmaps: first(heatmaps) })).redrawn!), redrawn);
  });

  it('tf.loadLayersModel gives models that compute what the reference does', async () => {
    const files = await tfjs.make(source(run));
    const g = await tf.loadLayersModel(inMemory(files, 'generator'));
    expectClose((g.predict(image) as tf.Tensor).dataSync(), generated);
    const d = await tf.loadLayersModel(inMemory(files, 'discriminator'));
    expectClose((d.predict([image, heatmaps]) as tf.Tensor).dataSync(), redrawn);
    expect(g.getUserDefinedMetadata()).toMatchObject({ normalisation, size: 'toy' });
  });
});

it('a network of several stacks gives the heatmaps of each', async () => {
  const duel = toyDuel({ network: { stacks: 2 } });
  const parameters = initialParameters(duel.generator, createRandom(1));
  const numbers = { parameters, statistics: new Float32Array() };
  const image = noise([batch, duel.input, duel.input, 3], -0.5, 0.5, 1);
  const stacks = reference(duel.generator, parameters, numbers.statistics, { image });
  expect(stacks).toHaveLength(2);
  const layers = await tf.loadLayersModel(inMemory(layersModel(duel.generator, numbers, {}), 'generator'));
  (layers.predict(image) as tf.Tensor[]).forEach((maps, i) => {
    expectClose(maps.dataSync(), stacks[i]!);
  });
  const session = await ort.InferenceSession.create(model('generator', '', networkGraph(duel.generator, numbers, 'heatmaps'), {}));
  expect(session.outputNames).toEqual(['heatmaps', 'heatmaps_stack0']);
  const answers = await session.run({ image: first(image) });
  expectClose(last(answers.heatmaps_stack0!), stacks[0]!);
  expectClose(last(answers.heatmaps!), stacks[1]!);
});

/** To NCHW, and back. */
function first(x: tf.Tensor4D): ort.Tensor {
  const turned = tf.transpose(x, [0, 3, 1, 2]);
  return new ort.Tensor('float32', turned.dataSync() as Float32Array, turned.shape);
}

function last(x: ort.Tensor): Float32Array {
  const maps = tf.tensor4d(x.data as Float32Array, x.dims as [number, number, number, number]);
  return tf.transpose(maps, [0, 2, 3, 1]).dataSync() as Float32Array;
}

/** The files of one model, as TF.js takes them without a network. */
function inMemory(files: readonly ExportedFile[], folder: string): tf.io.IOHandler {
  const bytes = (name: string) => files.find(({ path }) => path === `${folder}/${name}`)!.bytes;
  const { weightsManifest, ...model } = JSON.parse(new TextDecoder().decode(bytes('model.json'))) as tf.io.ModelJSON;
  return tf.io.fromMemory({
    ...model,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: bytes('weights.bin').buffer,
  });
}
