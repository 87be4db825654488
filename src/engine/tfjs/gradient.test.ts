import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdvGradient } from '../../method/losses.ts';
import { createRandom } from '../../pose/random.ts';
import type { Duel, EngineState, LiveSettings } from '../engine.ts';
import { initialState } from '../initial.ts';
import { toyBatch, toyDuel } from '../specimen.ts';
import { TfjsEngine } from './engine.ts';

/**
 * Gradients against finite differences. RMSProp with decay 0 keeps v = g² and ε huge makes the update lr · g / ε, so one step shows the
 * gradient itself: g = (p − p′) ε / lr, with nothing but the engine's public face.
 */
const epsilon = 1e6;
const plain = { kind: 'rmsprop', decay: 0, epsilon } as const;
const live: LiveSettings = {
  lambdaG: 0.7,
  lambdaK: 0,
  gamma: 0.5,
  learningRateG: epsilon,
  learningRateD: epsilon,
  freezeK: true,
  trainG: true,
  trainD: true,
};
const kT = 0.4;

type Which = 'generator' | 'discriminator';

async function run(duel: Duel, state: EngineState, work: (engine: TfjsEngine) => Promise<EngineState | number>) {
  const engine = new TfjsEngine(duel, state, { id: 'tfjs-cpu', title: 'TF.js', hardware: 'CPU' }, new Promise<never>(() => {}));
  try {
    return await work(engine);
  } finally {
    engine.dispose();
  }
}

/** Nudges away from the start, so that neither zero biases nor tiny heads hide a wrong gradient. */
function startState(duel: Duel): EngineState {
  const random = createRandom(8);
  const state = initialState(duel, random, kT);
  for (const arena of [state.generator, state.discriminator]) for (let i = 0; i < arena.length; i++) arena[i]! += 0.1 * random.normal();
  return state;
}

async function gradients(duel: Duel, state: EngineState) {
  const after = (await run(duel, state, async (engine) => {
    await engine.step(toyBatch(duel), live);
    return engine.read();
  })) as EngineState;
  // lr / ε is 1, so the difference is the gradient; √v beside ε is lost in float32.
  return {
    generator: state.generator.map((p, i) => p - after.generator[i]!),
    discriminator: state.discriminator.map((p, i) => p - after.discriminator[i]!),
  };
}

/** L_G or L_D with the weights moved by `delta` along a direction. */
function loss(duel: Duel, state: EngineState, which: Which, direction: Float32Array, delta: number): Promise<number> {
  const moved = state[which].map((p, i) => p + delta * direction[i]!);
  return run(duel, { ...state, [which]: moved }, async (engine) => {
    const m = await engine.step(toyBatch(duel), { ...live, trainG: false, trainD: false });
    return which === 'generator' ? m.lossMse + live.lambdaG * m.lossFake : m.lossReal - kT * m.lossFake;
  }) as Promise<number>;
}

/** The gradient cut down to the parameters whose names match, and made a unit vector: along it the slope is the cut gradient's norm. */
function unit(duel: Duel, which: Which, gradient: Float32Array, pattern: RegExp) {
  const direction = new Float32Array(gradient.length);
  for (const { name, offset, size } of duel[which].parameters)
    if (pattern.test(name)) direction.set(gradient.subarray(offset, offset + size), offset);
  const norm = Math.hypot(...direction);
  return { norm, direction: direction.map((g) => g / norm) };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each([
  ['group', 1],
  ['batch', 2],
] as const)('gradients of the reference, %s normalisation, %i stacks', (normalisation, stacks) => {
  const duel = toyDuel({
    advGradient: 'both' satisfies AdvGradient,
    foreground: 3,
    optimiserG: plain,
    optimiserD: plain,
    network: { normalisation, stacks, features: 16 },
  });

  it.each(['generator', 'discriminator'] as const)(
    'of the %s agree with finite differences',
    async (which) => {
      const state = startState(duel);
      const gradient = (await gradients(duel, state))[which];
      for (const pattern of [/conv\d?\.weight/, /norm\d?\./, /low_in/, /stem/]) {
        const { norm, direction } = unit(duel, which, gradient, pattern);
        // The loss moves by a thousandth: far above the rounding of float32, and few relus change sides on the way.
        const delta = 5e-4 / norm;
        const slope =
          ((await loss(duel, state, which, direction, delta)) - (await loss(duel, state, which, direction, -delta))) / (2 * delta);
        expect(slope / norm, `along ${pattern}`).toBeCloseTo(1, 1);
      }
    },
    60_000,
  );
});
