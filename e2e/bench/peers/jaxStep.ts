import { defaultDevice, init, type Array as JaxArray, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { createRandom } from '../../../src/pose/random.ts';
import { timeSteps } from '../../../src/train/clock.ts';
import type { Measurement, StepShape } from '../measurement.ts';

/** Arrays by name; in jax-js whoever uses an array uses it up, and says `ref` to keep it. */
type Weights = Record<string, JaxArray>;
type Layer = (weights: Weights, x: JaxArray) => JaxArray;

const random = createRandom(1);
const relu: Layer = (_, x) => nn.relu(x);
const chain = (...layers: readonly Layer[]): Layer => {
  return (weights, x) => layers.reduce((y, layer) => layer(weights, y), x);
};
const maxPool = (x: JaxArray): JaxArray => {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  return np.max(x.reshape([n, c, h / 2, 2, w / 2, 2]), [3, 5]);
};
const upsample = (x: JaxArray) => np.repeat(np.repeat(x, 2, 2), 2, 3);
const noise = (shape: number[], low: number, high: number) =>
  np.array(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(low, high))).reshape(shape);

/** The layers of one network, and their weights by name. */
class Layers {
  readonly weights: Weights = {};

  #add(value: JaxArray): string {
    const name = `w${Object.keys(this.weights).length}`;
    this.weights[name] = value;
    return name;
  }

  conv(kernel: number, cin: number, cout: number, stride = 1): Layer {
    const bound = Math.sqrt(6 / (cin * kernel * kernel));
    const weight = this.#add(noise([cout, cin, kernel, kernel], -bound, bound));
    const bias = this.#add(np.zeros([1, cout, 1, 1]));
    const low = Math.floor((kernel - stride) / 2);
    const pad: [number, number] = [low, kernel - stride - low];
    return (q, x) => lax.convGeneralDilated(x, q[weight]!.ref, [stride, stride], [pad, pad]).add(q[bias]!.ref);
  }

  norm(c: number): Layer {
    const [gain, shift] = [this.#add(np.ones([1, c, 1, 1])), this.#add(np.zeros([1, c, 1, 1]))];
    return (q, x) => {
      const away = x.sub(np.mean(x.ref, [0, 2, 3], { keepdims: true }));
      const variance = np.mean(np.square(away.ref), [0, 2, 3], { keepdims: true });
      return away
        .div(np.sqrt(variance.add(1e-5)))
        .mul(q[gain]!.ref)
        .add(q[shift]!.ref);
    };
  }

  residual(cin: number, cout: number): Layer {
    const mid = cout / 2;
    const parts = [this.norm(cin), relu, this.conv(1, cin, mid), this.norm(mid), relu, this.conv(3, mid, mid)];
    const body = chain(...parts, this.norm(mid), relu, this.conv(1, mid, cout));
    const skip = cin === cout ? null : this.conv(1, cin, cout);
    return (q, x) => body(q, x.ref).add(skip ? skip(q, x) : x);
  }

  residuals(count: number, c: number): Layer {
    return chain(...Array.from({ length: count }, () => this.residual(c, c)));
  }

  hourglass(depth: number, c: number, modules: number): Layer {
    const [up, lowIn] = [this.residuals(modules, c), this.residuals(modules, c)];
    const inner = depth > 1 ? this.hourglass(depth - 1, c, modules) : this.residuals(modules, c);
    const lowOut = this.residuals(modules, c);
    return (q, x) => up(q, x.ref).add(upsample(lowOut(q, inner(q, lowIn(q, maxPool(x))))));
  }
}

interface Net {
  readonly forward: (weights: Weights, image: JaxArray) => JaxArray[];
  readonly weights: Weights;
}

function net(cin: number, stacks: number, stem: { kernel: number; stride: number; pool: boolean }, shape: StepShape): Net {
  const { features: F, depth, modules, joints } = shape;
  const layers = new Layers();
  const pre = chain(layers.conv(stem.kernel, cin, F / 4, stem.stride), layers.norm(F / 4), relu, layers.residual(F / 4, F / 2));
  const post = chain(layers.residual(F / 2, F / 2), layers.residual(F / 2, F));
  const parts = Array.from({ length: stacks }, (_, i) => ({
    body: chain(layers.hourglass(depth, F, modules), layers.residuals(modules, F), layers.conv(1, F, F), layers.norm(F), relu),
    head: layers.conv(1, F, joints),
    back: i < stacks - 1 ? ([layers.conv(1, F, F), layers.conv(1, joints, F)] as const) : null,
  }));
  const forward = (q: Weights, image: JaxArray) => {
    let x = pre(q, image);
    x = post(q, stem.pool ? maxPool(x) : x);
    return parts.map(({ body, head, back }) => {
      const y = body(q, back ? x.ref : x);
      const maps = head(q, back ? y.ref : y);
      if (back) x = x.add(back[0](q, y)).add(back[1](q, maps.ref));
      return maps;
    });
  };
  return { forward, weights: layers.weights };
}

const mapped = (weights: Weights, f: (value: JaxArray) => JaxArray): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, f(value)]));
const dispose = (weights: Weights) => {
  for (const value of Object.values(weights)) value.dispose();
};
const mse = (a: JaxArray, b: JaxArray) => np.mean(np.square(a.sub(b)));

/** Weights and both moments after an update by their gradients. */
function adam(p: Weights, m: Weights, v: Weights, g: Weights): [Weights, Weights, Weights] {
  const [p2, m2, v2]: [Weights, Weights, Weights] = [{}, {}, {}];
  for (const name in p) {
    m2[name] = m[name]!.mul(0.9).add(g[name]!.ref.mul(0.1));
    v2[name] = v[name]!.mul(0.99).add(np.square(g[name]!).mul(0.01));
    p2[name] = p[name]!.sub(m2[name]!.ref.mul(2.5e-4).div(np.sqrt(v2[name]!.ref).add(1e-8)));
  }
  return [p2, m2, v2];
}

/** One adversarial step in jax-js: all of it one jitted function. */
export async function measureJax(device: 'wasm' | 'webgpu', shape: StepShape, budget: number): Promise<Measurement> {
  await init();
  defaultDevice(device);
  const { input, heatmap, batch, joints, stacks } = shape;
  const G = net(3, stacks, { kernel: 7, stride: 2, pool: input === 4 * heatmap }, shape);
  const D = net(3 + joints, 1, { kernel: 3, stride: 1, pool: false }, shape);
  const [X, C] = [noise([batch, 3, input, input], 0, 1), noise([batch, joints, heatmap, heatmap], 0, 1)];
  const small = noise([batch, 3, heatmap, heatmap], 0, 1);
  const train = jit(
    (pg: Weights, pd: Weights, mg: Weights, vg: Weights, md: Weights, vd: Weights, x: JaxArray, s: JaxArray, c: JaxArray, k: JaxArray) => {
      const redrawn = (q: Weights, maps: JaxArray) => D.forward(q, np.concatenate([s.ref, maps], 1))[0]!;
      const lossG = (q: Weights): [JaxArray, JaxArray] => {
        const maps = G.forward(q, x.ref);
        const fake = maps.at(-1)!;
        let loss = mse(lax.stopGradient(fake.ref), redrawn(pd, fake.ref)).mul(1e-2);
        const kept = fake.ref;
        for (const each of maps) loss = loss.add(mse(each, c.ref));
        dispose(q);
        return [loss, kept];
      };
      const [[valueG, fake], gradientG] = valueAndGrad(lossG, { hasAux: true })(mapped(pg, (w) => w.ref));
      const lossD = (q: Weights): [JaxArray, [JaxArray, JaxArray]] => {
        const real = mse(c.ref, redrawn(q, c.ref));
        const fakes = mse(fake.ref, redrawn(q, fake.ref));
        dispose(q);
        return [real.ref.sub(fakes.ref.mul(k.ref)), [real, fakes]];
      };
      const [[valueD, [real, fakes]], gradientD] = valueAndGrad(lossD, { hasAux: true })(mapped(pd, (w) => w.ref));
      const [pg2, mg2, vg2] = adam(pg, mg, vg, gradientG);
      const [pd2, md2, vd2] = adam(pd, md, vd, gradientD);
      for (const value of [valueG, valueD, fake]) value.dispose();
      return [pg2, pd2, mg2, vg2, md2, vd2, real, fakes] as const;
    },
  );
  const size = ({ weights }: Net) => Object.values(weights).reduce((sum, value) => sum + value.size, 0);
  const [parametersG, parametersD] = [size(G), size(D)];
  const zeros = (weights: Weights) => mapped(weights, (value) => np.zeros(value.shape));
  let state = [G.weights, D.weights, zeros(G.weights), zeros(G.weights), zeros(D.weights), zeros(D.weights)] as const;
  let k = 0;
  const timing = await timeSteps(async () => {
    const [pg, pd, mg, vg, md, vd, real, fakes] = train(...state, X.ref, small.ref, C.ref, np.array(k));
    state = [pg, pd, mg, vg, md, vd];
    const [r, f] = [(await real.data())[0]!, (await fakes.data())[0]!];
    k = Math.min(1, Math.max(0, k + 1e-3 * (0.5 * r - f)));
  }, budget);
  const unknown = { dispatches: null, encodeMs: null, deviceBytes: null, limitGflops: null };
  return { ...timing, parametersG, parametersD, ...unknown, hardware: 'jax-js 0.1.25' };
}
