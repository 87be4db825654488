import { discriminator } from '../network/discriminator.ts';
import { generator } from '../network/generator.ts';
import type { NetworkConfig } from '../network/hourglass.ts';
import { presets } from '../network/presets.ts';
import { createRandom } from '../pose/random.ts';
import type { Batch, Duel } from './engine.ts';

/** Small enough for TF.js on a processor in Node, where a step of `toy` takes seconds. */
const tiny = { features: 8, depth: 1, input: 16, heatmap: 8 };

/** A small duel, small pictures and a batch on them: what every engine is tried on, by tests and by its self-test. */
export function toyDuel(changes: Partial<Duel> & { readonly network?: Partial<NetworkConfig> } = {}): Duel {
  const { network, ...rest } = changes;
  const config: NetworkConfig = { ...presets.toy, ...tiny, joints: 5, normalisation: 'group', ...network };
  return {
    generator: generator(config),
    discriminator: discriminator(config),
    batch: 2,
    input: config.input,
    heatmap: config.heatmap,
    joints: config.joints,
    sigma: presets.toy.sigma,
    lossScale: 'energy',
    advGradient: 'input',
    foreground: 0,
    optimiserG: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    optimiserD: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    ...rest,
  };
}

/** Four pictures of noise, which is enough: what an engine computes does not depend on what a picture shows. */
function noise(size: number): Uint8Array {
  const random = createRandom(11);
  return Uint8Array.from({ length: 4 * size * size * 4 }, () => random.int(256));
}

/**
 * `duel.batch` pictures, zoomed, turned and tinted a little, one joint of each unlabelled. Views and joints are multiples of 1/64, so that
 * every engine samples at the same places to the last bit: in float32 a coordinate near 40 is off by up to 2e-6, the pixel there by 4e-6,
 * and of a few hundred pooled squares one often has two values nearer to each other than that, whose order decides where a gradient goes.
 */
export function toyBatch(duel: Duel, seed = 5, size = 40): Batch {
  const random = createRandom(seed);
  const { batch, joints, heatmap, input } = duel;
  const affine = new Float32Array(6 * batch);
  for (let b = 0; b < batch; b++) {
    const scale = (size / input) * random.uniform(0.8, 1.3);
    const angle = random.uniform(-0.3, 0.3);
    const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    const half = input / 2;
    affine.set([cos, -sin, size / 2 - cos * half + sin * half, sin, cos, size / 2 - sin * half - cos * half].map(coarse), 6 * b);
  }
  const places = Float32Array.from({ length: batch * joints * 3 }, (_, i) =>
    i % 3 === 2 ? Number(Math.floor(i / 3) % joints !== 2) : coarse(random.uniform(1, heatmap - 1)),
  );
  const all = noise(size);
  const each = 4 * size * size;
  const pixels = new Uint8Array(batch * each);
  for (let b = 0; b < batch; b++) {
    const picture = random.int(4);
    pixels.set(all.subarray(picture * each, (picture + 1) * each), b * each);
  }
  return {
    count: batch,
    size,
    pixels,
    affine,
    gain: Float32Array.from({ length: 3 * batch }, () => random.uniform(0.6, 1.4)),
    joints: places,
  };
}

function coarse(value: number): number {
  return Math.round(64 * value) / 64;
}
