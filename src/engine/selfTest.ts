import { createRandom } from '../pose/random.ts';
import type { EngineFactory, EngineState, LiveSettings } from './engine.ts';
import { initialState } from './initial.ts';
import { toyBatch, toyDuel } from './specimen.ts';

/** Part of the key under which a passed test is remembered: a change of engines asks for a new one. */
export const selfTestVersion = 3;

/** What the reference gives in three steps of a tiny duel; `selfTest.test.ts` computes it anew. */
export const expected: readonly (readonly [lossMse: number, lossReal: number, lossFake: number, kT: number])[] = [
  [0.9921975, 0.989301, 0.04019956, 0.3045445],
  [0.9286315, 0.9274203, 0.04098355, 0.3087718],
  [0.8524581, 0.8711809, 0.04567169, 0.312671],
];

/**
 * A tiny duel of sizes at which it runs through the kernels of the presets and few others, since compiling them is nearly all that a GPU
 * has to do here. Odd sizes are the matter of the tests.
 */
export const selfTestDuel = () => toyDuel({ network: { features: 32, joints: 8 } });

const live: LiveSettings = {
  lambdaG: 0.1,
  lambdaK: 0.01,
  gamma: 0.5,
  learningRateG: 1e-3,
  learningRateD: 1e-3,
  freezeK: false,
  trainG: true,
  trainD: true,
};
const tolerance = 1e-3;

/** Three steps from a fixed seed: four numbers each. */
export async function selfTestSteps(factory: EngineFactory): Promise<[number, number, number, number][]> {
  const duel = selfTestDuel();
  const state: EngineState = initialState(duel, createRandom(17), 0.3);
  const engine = await factory.create(duel, state);
  try {
    const found: [number, number, number, number][] = [];
    for (let seed = 0; seed < 3; seed++) {
      const { lossMse, lossReal, lossFake, kTNext } = await engine.step(toyBatch(duel, seed), live);
      found.push([lossMse, lossReal, lossFake, kTNext]);
    }
    return found;
  } finally {
    engine.dispose();
  }
}

/** What is wrong with an engine, in words; null when its numbers are those of the reference to one in a thousand. */
export async function selfTest(factory: EngineFactory): Promise<string | null> {
  const found = await selfTestSteps(factory);
  const names = ['L_MSE', 'L_real', 'L_fake', 'k_t'];
  for (const [step, numbers] of expected.entries())
    for (const [i, number] of numbers.entries()) {
      const given = found[step]?.[i] ?? Number.NaN;
      if (!(Math.abs(given - number) <= tolerance * Math.abs(number)))
        return `${names[i]} of step ${step} is ${given}, where the reference gives ${number}`;
    }
  return null;
}
