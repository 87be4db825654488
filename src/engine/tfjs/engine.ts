import * as tf from '@tensorflow/tfjs';
import {
  type Batch,
  type Duel,
  type Engine,
  type EngineDescription,
  EngineError,
  type EngineState,
  type Examination,
  type Inspection,
  type InspectionRequest,
  type LiveSettings,
  type StepMetrics,
} from '../engine.ts';
import { gradientFactor } from '../gradientFactor.ts';
import { inspectTensors } from './inspect.ts';
import { interpret, type NormMode } from './interpret.ts';
import { drawHeatmaps } from './losses.ts';
import { sampleInput } from './pictures.ts';
import { createState, type DeviceState, disposeState, readState, writeState } from './state.ts';
import { trainStep } from './step.ts';

/** The reference executor: TF.js ops and TF.js's own differentiation. Slow, and obviously right. */
export class TfjsEngine implements Engine {
  readonly description: EngineDescription;
  readonly #duel: Duel;
  readonly #device: DeviceState;
  readonly #lost: Promise<never>;
  readonly #close: () => void;
  #step: number;
  /** The engine works one call after the other; this is the last of them. */
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param lost rejects when the device under TF.js is gone
   * @param close called once the engine is disposed of
   */
  constructor(duel: Duel, state: EngineState, description: EngineDescription, lost: Promise<never>, close: () => void = () => {}) {
    this.#duel = duel;
    this.description = description;
    this.#lost = lost;
    this.#close = close;
    this.#device = createState(duel);
    this.#step = state.step;
    writeState(this.#device, state);
  }

  step(batch: Batch, live: LiveSettings): Promise<StepMetrics> {
    return this.#enqueue(async () => {
      const step = this.#step++;
      const packed = tf.tidy(() =>
        trainStep(this.#duel, this.#device, step, sampleInput(batch, this.#duel.input), this.#joints(batch), live),
      );
      return unpackMetrics(await this.#download(packed), step, this.#duel.joints);
    });
  }

  examine(batch: Batch): Promise<Examination> {
    return this.#enqueue(async () => {
      const packed = tf.tidy(() => {
        const image = sampleInput(batch, this.#duel.input);
        const joints = this.#joints(batch);
        const weight = tf.reshape(tf.slice(joints, [0, 0, 2], [-1, -1, 1]), [batch.count, 1, 1, this.#duel.joints]);
        const truth = drawHeatmaps(joints, this.#duel.heatmap, this.#duel.sigma);
        const generated = interpret(this.#duel.generator, this.#device.generator, { image }, this.#running('statisticsG')).at(-1)!;
        const redrawnGenerated = this.#redraw(image, tf.mul(generated, weight), 'statisticsFake');
        const redrawnTruth = this.#redraw(image, truth, 'statisticsReal');
        return tf.stack([truth, generated, redrawnGenerated, redrawnTruth]);
      });
      const values = await this.#download(packed);
      const size = values.length / 4;
      const part = (i: number) => values.slice(i * size, (i + 1) * size);
      return { truth: part(0), generated: part(1), redrawnGenerated: part(2), redrawnTruth: part(3) };
    });
  }

  redraw(batch: Batch, maps: Float32Array, as: 'real' | 'fake'): Promise<Float32Array> {
    return this.#enqueue(() => {
      const { heatmap, joints } = this.#duel;
      const packed = tf.tidy(() =>
        this.#redraw(
          sampleInput(batch, this.#duel.input),
          tf.tensor4d(maps, [batch.count, heatmap, heatmap, joints]),
          as === 'real' ? 'statisticsReal' : 'statisticsFake',
        ),
      );
      return this.#download(packed);
    });
  }

  inspect(batch: Batch, request: InspectionRequest): Promise<Inspection> {
    return this.#enqueue(async () => {
      const found = tf.tidy(() =>
        inspectTensors(this.#duel, this.#device, sampleInput(batch, this.#duel.input), this.#joints(batch), request),
      );
      const values = await Promise.all(found.map((tensor) => this.#download(tensor)));
      const activations = values.slice(0, request.places.length);
      const [truth, mse, adversarial] = values.slice(request.places.length);
      if (!truth || !mse || !adversarial) return { activations, gradients: null };
      const [energy] = await this.#download(tf.clone(this.#device.energy));
      const factor = gradientFactor(this.#duel, energy!, truth);
      const scaled = (gradient: Float32Array) => gradient.map((value) => factor * value);
      return { activations, gradients: { mse: scaled(mse), adversarial: scaled(adversarial) } };
    });
  }

  read(): Promise<EngineState> {
    return this.#enqueue(() => Promise.race([readState(this.#device, this.#step), this.#lost]));
  }

  write(state: EngineState): Promise<void> {
    return this.#enqueue(async () => {
      writeState(this.#device, state);
      this.#step = state.step;
    });
  }

  memory(): { bytes: number; buffers: number } {
    const { numBytes, numTensors } = tf.memory();
    return { bytes: numBytes, buffers: numTensors };
  }

  dispose(): void {
    disposeState(this.#device);
    this.#close();
  }

  #joints(batch: Batch): tf.Tensor3D {
    return tf.tensor3d(batch.joints.subarray(0, batch.count * this.#duel.joints * 3), [batch.count, this.#duel.joints, 3]);
  }

  #redraw(image: tf.Tensor4D, heatmaps: tf.Tensor, statistics: 'statisticsReal' | 'statisticsFake'): tf.Tensor4D {
    return interpret(
      this.#duel.discriminator,
      this.#device.discriminator,
      { image, heatmaps: heatmaps as tf.Tensor4D },
      this.#running(statistics),
    )[0]!;
  }

  #running(name: 'statisticsG' | 'statisticsReal' | 'statisticsFake'): NormMode {
    return { kind: 'running', statistics: this.#device[name] };
  }

  async #download(tensor: tf.Tensor): Promise<Float32Array> {
    try {
      return (await Promise.race([tensor.data(), this.#lost])) as Float32Array;
    } finally {
      tensor.dispose();
    }
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work).catch((error: unknown) => {
      throw asEngineError(error);
    });
    this.#queue = result.catch(() => {});
    return result;
  }
}

/** The numbers of `trainStep`, in its order. */
function unpackMetrics(values: Float32Array, step: number, joints: number): StepMetrics {
  const [lossMse, lossReal, lossFake, kT, kTNext, energy, peak] = values as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const by = (i: number) => values.slice(7 + i * joints, 7 + (i + 1) * joints);
  return { step, lossMse, lossReal, lossFake, kT, kTNext, energy, peak, jointReal: by(0), jointFake: by(1), jointMse: by(2) };
}

/** TF.js and the browsers report a full device in many words; the interface wants one code. */
function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const memory = /out of memory|allocation failed|RangeError.*(length|buffer)|exceeds|too large|createBuffer/i.test(
    `${error instanceof Error ? error.name : ''} ${message}`,
  );
  return new EngineError(memory ? 'out-of-memory' : 'internal', message, { cause: error });
}
