import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { timeSteps } from '../../../src/train/clock.ts';
import type { Measurement, StepShape } from '../measurement.ts';

type Layer = (x: tf.Tensor4D) => tf.Tensor4D;

const chain = (...layers: readonly Layer[]): Layer => {
  return (x) => layers.reduce((y, layer) => layer(y), x);
};

/** The layers of one network, in the order in which its variables are made. */
class Layers {
  readonly variables: tf.Variable[] = [];

  variable(initial: tf.Tensor): tf.Variable {
    const made = tf.variable(initial);
    this.variables.push(made);
    return made;
  }

  conv(kernel: number, cin: number, cout: number, stride = 1): Layer {
    const initial = tf.mul(tf.randomNormal([kernel, kernel, cin, cout]), Math.sqrt(2 / (kernel * kernel * cin)));
    const weight = this.variable(initial) as tf.Tensor as tf.Tensor4D;
    const bias = this.variable(tf.zeros([cout]));
    return (x) => tf.add(tf.conv2d(x, weight, stride, 'same'), bias);
  }

  /** Batch normalisation and relu. */
  normRelu(c: number): Layer {
    const gain = this.variable(tf.ones([c])) as tf.Tensor as tf.Tensor1D;
    const shift = this.variable(tf.zeros([c])) as tf.Tensor as tf.Tensor1D;
    return (x) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.relu(tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, shift, gain, 1e-5)) as tf.Tensor4D;
    };
  }

  residual(cin: number, cout: number): Layer {
    const mid = cout / 2;
    const parts = [this.normRelu(cin), this.conv(1, cin, mid), this.normRelu(mid), this.conv(3, mid, mid)];
    const body = chain(...parts, this.normRelu(mid), this.conv(1, mid, cout));
    const skip = cin === cout ? null : this.conv(1, cin, cout);
    return (x) => tf.add(body(x), skip ? skip(x) : x);
  }

  residuals(count: number, c: number): Layer {
    return chain(...Array.from({ length: count }, () => this.residual(c, c)));
  }

  hourglass(depth: number, c: number, modules: number): Layer {
    const [up, lowIn] = [this.residuals(modules, c), this.residuals(modules, c)];
    const inner = depth > 1 ? this.hourglass(depth - 1, c, modules) : this.residuals(modules, c);
    const lowOut = this.residuals(modules, c);
    return (x) => {
      const low = lowOut(inner(lowIn(tf.maxPool(x, 2, 2, 'valid'))));
      return tf.add(up(x), tf.image.resizeNearestNeighbor(low, [x.shape[1], x.shape[2]]));
    };
  }
}

interface Net {
  readonly forward: (x: tf.Tensor4D) => tf.Tensor4D[];
  readonly variables: tf.Variable[];
}

function net(cin: number, stacks: number, stem: { kernel: number; stride: number; pool: boolean }, shape: StepShape): Net {
  const { features: F, depth, modules, joints } = shape;
  const layers = new Layers();
  const pre = chain(layers.conv(stem.kernel, cin, F / 4, stem.stride), layers.normRelu(F / 4), layers.residual(F / 4, F / 2));
  const post = chain(layers.residual(F / 2, F / 2), layers.residual(F / 2, F));
  const parts = Array.from({ length: stacks }, (_, i) => ({
    body: chain(layers.hourglass(depth, F, modules), layers.residuals(modules, F), layers.conv(1, F, F), layers.normRelu(F)),
    head: layers.conv(1, F, joints),
    back: i < stacks - 1 ? ([layers.conv(1, F, F), layers.conv(1, joints, F)] as const) : null,
  }));
  const forward = (image: tf.Tensor4D) => {
    let x = pre(image);
    if (stem.pool) x = tf.maxPool(x, 2, 2, 'valid');
    x = post(x);
    return parts.map(({ body, head, back }) => {
      const y = body(x);
      const maps = head(y);
      if (back) x = tf.addN([x, back[0](y), back[1](maps)]);
      return maps;
    });
  };
  return { forward, variables: layers.variables };
}

/** One adversarial step in stock TensorFlow.js, written as its guides would have it: two `minimize` and two scalars read back. */
export async function measureTfjs(backend: 'webgpu' | 'webgl', shape: StepShape, budget: number): Promise<Measurement> {
  await tf.setBackend(backend);
  await tf.ready();
  const { input, heatmap, batch, joints, stacks } = shape;
  const g = net(3, stacks, { kernel: 7, stride: 2, pool: input === 4 * heatmap }, shape);
  const d = net(3 + joints, 1, { kernel: 3, stride: 1, pool: false }, shape);
  const [optimiserG, optimiserD] = [tf.train.rmsprop(2.5e-4, 0.99), tf.train.adam(8e-5)];
  const X = tf.randomUniform([batch, input, input, 3], 0, 1, 'float32', 1) as tf.Tensor4D;
  const C = tf.randomUniform([batch, heatmap, heatmap, joints], 0, 1, 'float32', 2) as tf.Tensor4D;
  const small = tf.image.resizeBilinear(X, [heatmap, heatmap]);
  const redrawn = (maps: tf.Tensor4D) => d.forward(tf.concat([small, maps], 3))[0]!;
  const mse = (a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.squaredDifference(a, b)) as tf.Scalar;
  const counter = countDispatches();
  let k = 0;
  let encodeMs = 0;
  const step = async () => {
    counter.count = 0;
    const start = performance.now();
    let [fake, lossReal, lossFake] = [C as tf.Tensor4D, tf.scalar(0), tf.scalar(0)];
    const lossG = optimiserG.minimize(
      () => {
        const maps = g.forward(X);
        fake = tf.keep(tf.clone(maps.at(-1)!));
        return tf.add(tf.addN(maps.map((each) => mse(each, C))), tf.mul(mse(fake, redrawn(maps.at(-1)!)), 1e-2)) as tf.Scalar;
      },
      true,
      g.variables,
    );
    const lossD = optimiserD.minimize(
      () => {
        lossReal = tf.keep(mse(C, redrawn(C)));
        lossFake = tf.keep(mse(fake, redrawn(fake)));
        return tf.sub(lossReal, tf.mul(lossFake, k)) as tf.Scalar;
      },
      true,
      d.variables,
    );
    encodeMs = performance.now() - start;
    const [real, fakes] = [(await lossReal.data())[0]!, (await lossFake.data())[0]!];
    k = Math.min(1, Math.max(0, k + 1e-3 * (0.5 * real - fakes)));
    tf.dispose([lossG, lossD, fake, lossReal, lossFake].filter((tensor) => tensor !== null));
  };
  const timing = await timeSteps(step, budget);
  const size = ({ variables }: Net) => variables.reduce((sum, variable) => sum + variable.size, 0);
  return {
    ...timing,
    parametersG: size(g),
    parametersD: size(d),
    dispatches: backend === 'webgpu' ? counter.count : null,
    encodeMs: backend === 'webgpu' ? encodeMs : null,
    deviceBytes: allocatedBytes(),
    limitGflops: null,
    hardware: `TF.js ${tf.version.tfjs}`,
  };
}

/** What the backend has taken from the GPU, which it keeps for later steps; the two backends name it differently. */
function allocatedBytes(): number {
  const memory: tf.MemoryInfo & { numBytesInGPUAllocated?: number; numBytesAllocatedInGPU?: number } = tf.memory();
  return memory.numBytesInGPUAllocated ?? memory.numBytesAllocatedInGPU ?? memory.numBytes;
}

function countDispatches(): { count: number } {
  const counter = { count: 0 };
  const backend = tf.backend() as { runWebGPUProgram?: (...args: unknown[]) => unknown };
  const run = backend.runWebGPUProgram?.bind(backend);
  if (run)
    backend.runWebGPUProgram = (...args) => {
      counter.count++;
      return run(...args);
    };
  return counter;
}
