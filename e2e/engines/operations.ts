import type { Instruction } from '../../src/engine/plan/plan.ts';
import { normEpsilon } from '../../src/network/graph.ts';
import { createRandom, type Random } from '../../src/pose/random.ts';
import { distance } from './duels.ts';
import {
  add,
  at,
  build,
  type Convolution,
  convolve,
  convolveGradients,
  type Maps,
  normGradients,
  shapeOf,
  statistics,
} from './reference.ts';
import { Workbench } from './workbench.ts';

/** Checks of single instructions on random shapes: each returns its largest distance from the reference. */
export type Check = (device: GPUDevice, seed: number, cooperative: boolean) => Promise<number>;

const channelCounts = [1, 2, 3, 4, 5, 8, 12, 14, 16, 20];

function dice(seed: number) {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[random.int(values.length)]!;
  const noise = (...shape: readonly [number, number, number, number]): Maps => build(shape, () => Math.fround(random.normal()));
  return { random, pick, noise, size: () => 1 + random.int(11), pictures: () => pick([1, 2, 3, 5]) };
}

function floats(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => random.normal());
}

/** relu(scale x + offset) and the coefficients [n, 1, 4, c] that say so. */
function normed(x: Maps, noise: (...shape: [number, number, number, number]) => Maps) {
  const coefficients = noise(x.n, 1, 4, x.c);
  const inner = (...[n, y, px, c]: [number, number, number, number]) =>
    Math.fround(at(coefficients, n, 0, 0, c)) * at(x, n, y, px, c) + at(coefficients, n, 0, 1, c);
  return {
    coefficients,
    value: build(shapeOf(x), (...p) => Math.max(0, inner(...p))),
    open: build(shapeOf(x), (...p) => Number(inner(...p) > 0)),
  };
}

function far(found: Maps, wanted: Maps): number {
  return distance(found.data, wanted.data);
}

/** A convolution with everything that may go with it, and both of its gradients. */
const convolution: Check = async (device, seed, cooperative) => {
  const { random, pick, noise, size, pictures } = dice(seed);
  const [kernel, stride] = pick([
    [1, 1],
    [3, 1],
    [7, 2],
    [1, 1],
    [3, 1],
  ] as const);
  const [n, cin, cout] = [pictures(), pick(channelCounts), pick(channelCounts)];
  const x = noise(n, stride * size(), stride * size(), cin);
  const weights = floats(random, kernel * kernel * cin * cout);
  const bias = floats(random, cout);
  const shape: Convolution = { kernel, stride, cin, cout, weights, bias };
  // Weights that start at a multiple of 4 are read another way than those that do not.
  const skip = pick([0, 3, 4]);
  const parameters = Float32Array.from([...floats(random, skip), ...weights, ...bias]);
  const conv = { network: 'generator', kernel, stride, weight: skip, bias: skip + weights.length, cin, cout } as const;
  const behindNorm = random.int(2) === 1;
  const seen = behindNorm ? normed(x, noise) : undefined;
  const value = seen?.value ?? x;
  const out = convolve(value, shape);
  const dy = noise(...shapeOf(out));
  const forward = Array.from({ length: random.int(3) }, () => noise(...shapeOf(out)));
  const backward = Array.from({ length: random.int(seen ? 2 : 3) }, () => noise(...shapeOf(x)));

  const bench = new Workbench();
  const ids = { x: bench.holds(x), dy: bench.holds(dy), out: bench.empty(shapeOf(out)), dx: bench.empty(shapeOf(x)) };
  const coefficients = seen && { coefficients: bench.holds(seen.coefficients) };
  const instructions: Instruction[] = [
    {
      kind: 'conv',
      reads: { x: ids.x, ...coefficients, addends: forward.map((maps) => bench.holds(maps)) },
      writes: { out: ids.out },
      conv,
    },
    { kind: 'weightGradient', reads: { dy: ids.dy, x: ids.x, ...coefficients }, writes: {}, conv },
    {
      kind: 'inputGradient',
      reads: { dy: ids.dy, ...(coefficients && { x: ids.x, ...coefficients }), addends: backward.map((maps) => bench.holds(maps)) },
      writes: { out: ids.dx },
      conv,
      from: 0,
      count: n,
    },
  ];
  const slices = 1 + random.int(n);
  const { answers, gradients } = await bench.run(device, instructions, [ids.out, ids.dx], parameters, { slices, cooperative });
  const wanted = convolveGradients(value, dy, shape);
  const gated = seen ? build(shapeOf(x), (...p) => at(seen.open, ...p) * at(wanted.input, ...p)) : wanted.input;
  return Math.max(
    far(answers[0]!, add(out, ...forward)),
    far(answers[1]!, add(gated, ...backward)),
    distance(gradients.subarray(skip, skip + weights.length), wanted.weights),
    distance(gradients.subarray(skip + weights.length), wanted.bias),
  );
};

/** Statistics of a norm over groups of channels or over shares of a batch, and the gradients at its input, gains and shifts. */
const norm: Check = async (device, seed, cooperative) => {
  const { random, pick, noise, size } = dice(seed);
  const mode = pick(['group', 'batch'] as const);
  const shares = mode === 'batch' ? pick([1, 2]) : 1;
  const n = shares * pick([1, 2, 3]);
  const c = pick(channelCounts);
  const groupSize = c % 4 === 0 ? 4 : c % 2 === 0 ? 2 : 1;
  const grouping = (picture: number, channel: number) =>
    mode === 'group' ? picture * c + Math.floor(channel / groupSize) : Math.floor((picture * shares) / n) * c + channel;
  const centre = 3 * random.normal();
  const x = build([n, 1 + size(), 1 + size(), c], () => Math.fround(centre + random.normal()));
  const dn = noise(...shapeOf(x));
  const [gain, shift] = [floats(random, c), floats(random, c)];
  const shape = { network: 'generator', mode, groupSize, channels: c, gain: 0, shift: c, statistics: mode === 'batch' ? 0 : -1 } as const;
  const addends = Array.from({ length: random.int(3) }, () => noise(...shapeOf(x)));

  const bench = new Workbench();
  const ids = { x: bench.holds(x), dn: bench.holds(dn), coefficients: bench.empty([n, 1, 4, c]), slopes: bench.empty([n, 1, 3, c]) };
  const out = bench.empty(shapeOf(x));
  const instructions: Instruction[] = [
    {
      kind: 'moments',
      reads: { x: ids.x },
      writes: { coefficients: ids.coefficients },
      norm: shape,
      sets: shares === 2 ? ['real', 'fake'] : ['generator'],
    },
    {
      kind: 'normSlopes',
      frozen: false,
      reads: { dn: ids.dn, x: ids.x, coefficients: ids.coefficients },
      writes: { slopes: ids.slopes },
      norm: shape,
      shares,
    },
    {
      kind: 'normGradient',
      reads: {
        dn: ids.dn,
        x: ids.x,
        slopes: ids.slopes,
        coefficients: ids.coefficients,
        addends: addends.map((maps) => bench.holds(maps)),
      },
      writes: { out },
    },
  ];
  const slices = shares * pick([1, Math.max(1, Math.floor(n / shares))]);
  const parameters = Float32Array.from([...gain, ...shift]);
  const { answers, gradients } = await bench.run(device, instructions, [ids.coefficients, out], parameters, { slices, cooperative });
  const of = statistics(x, grouping, normEpsilon);
  const coefficients = build([n, 1, 4, c], (picture, _, row, channel) => {
    const { mean, inverse } = of(picture, channel);
    const scale = gain[channel]! * inverse;
    return [scale, shift[channel]! - mean * scale, mean, inverse][row]!;
  });
  const wanted = normGradients(x, dn, gain, grouping, normEpsilon);
  return Math.max(
    far(answers[0]!, coefficients),
    far(answers[1]!, add(wanted.input, ...addends)),
    distance(gradients.subarray(0, c), wanted.gain),
    distance(gradients.subarray(c), wanted.shift),
  );
};

/** Pooling, upsampling, resizing, rectifying, adding, joining and parting, with their gradients. */
const movement: Check = async (device, seed, cooperative) => {
  const { random, pick, noise, size, pictures } = dice(seed);
  const [n, h, w, c] = [pictures(), size(), size(), pick(channelCounts)];
  // Whole numbers make ties, of which the first must win.
  const large = build([n, 2 * h, 2 * w, c], () => random.int(4));
  const [small, addend, pooledGradient] = [noise(n, h, w, c), noise(n, 2 * h, 2 * w, c), noise(n, h, w, c)];
  const second = noise(2 * n, h, w, pick(channelCounts));
  const seen = normed(small, noise);
  const factor = pick([2, 3, 4]);
  const fine = noise(n, factor * h, factor * w, c);

  const bench = new Workbench();
  const [largeId, smallId, addendId, dyId] = [bench.holds(large), bench.holds(small), bench.holds(addend), bench.holds(pooledGradient)];
  const [secondId, coefficients, fineId] = [bench.holds(second), bench.holds(seen.coefficients), bench.holds(fine)];
  const wanted: Maps[] = [];
  const ids: number[] = [];
  const expectOut = (maps: Maps): { out: number } => {
    wanted.push(maps);
    ids.push(bench.empty(shapeOf(maps)));
    return { out: ids.at(-1)! };
  };
  const four = (maps: Maps, b: number, y: number, x: number, k: number) =>
    [0, 1, 2, 3].map((i) => at(maps, b, 2 * y + (i >> 1), 2 * x + (i & 1), k));
  const half = (...[b, y, x, k]: [number, number, number, number]) => [b, y >> 1, x >> 1, k] as const;
  const joined = build([2 * n, h, w, c + second.c], (b, y, x, k) => (k < c ? at(small, b % n, y, x, k) : at(second, b, y, x, k - c)));
  const joinedId = bench.holds(joined);
  const instructions: Instruction[] = [
    { kind: 'maxPool', reads: { x: largeId }, writes: expectOut(build(shapeOf(small), (...p) => Math.max(...four(large, ...p)))) },
    {
      kind: 'maxPoolGradient',
      reads: { dy: dyId, x: largeId, addends: [addendId] },
      writes: expectOut(
        build(shapeOf(large), (b, y, x, k) => {
          const values = four(large, ...half(b, y, x, k));
          const wins = values.indexOf(Math.max(...values)) === 2 * (y & 1) + (x & 1);
          return at(addend, b, y, x, k) + (wins ? at(pooledGradient, ...half(b, y, x, k)) : 0);
        }),
      ),
    },
    {
      kind: 'upsample',
      reads: { x: smallId, addends: [addendId] },
      writes: expectOut(build(shapeOf(large), (...p) => at(small, ...half(...p)) + at(addend, ...p))),
    },
    {
      kind: 'upsampleGradient',
      reads: { dy: addendId, addends: [smallId] },
      writes: expectOut(build(shapeOf(small), (...p) => four(addend, ...p).reduce((sum, v) => sum + v, at(small, ...p)))),
    },
    { kind: 'rectify', reads: { x: smallId, coefficients }, writes: expectOut(seen.value) },
    {
      kind: 'rectifyGradient',
      reads: { dy: dyId, x: smallId, coefficients, addends: [] },
      writes: expectOut(build(shapeOf(small), (...p) => at(seen.open, ...p) * at(pooledGradient, ...p))),
    },
    { kind: 'sum', reads: { addends: [smallId, dyId] }, writes: expectOut(add(small, pooledGradient)) },
    { kind: 'concat', reads: { a: smallId, b: secondId }, writes: expectOut(joined) },
    { kind: 'slice', reads: { dy: joinedId }, writes: expectOut(second), channel: c },
    {
      kind: 'resize',
      reads: { x: fineId },
      writes: expectOut(
        build(shapeOf(small), (b, y, x, k) => {
          let sum = 0;
          for (let i = 0; i < factor ** 2; i++) sum += at(fine, b, factor * y + Math.floor(i / factor), factor * x + (i % factor), k);
          return sum / factor ** 2;
        }),
      ),
      factor,
    },
  ];
  const { answers } = await bench.run(device, instructions, ids, new Float32Array(4), { cooperative });
  return Math.max(...answers.map((answer, i) => far(answer, wanted[i]!)));
};

export const checks = { convolution, norm, movement } as const satisfies Record<string, Check>;
