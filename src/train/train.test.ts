import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, EngineState } from '../engine/engine.ts';
import { initialState } from '../engine/initial.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { createRandom } from '../pose/random.ts';
import { Batches } from './batches.ts';
import { duelOf, liveSettings } from './duel.ts';
import type { TrainEvent } from './events.ts';
import type { People } from './people.ts';
import { toyConfig, toyPeople } from './testing.ts';
import { train } from './train.ts';

let people: People;
beforeAll(async () => {
  people = await toyPeople();
});

interface Course {
  readonly events: TrainEvent[];
  readonly state: EngineState;
  readonly kept: EngineState[];
}

/** Trains until `steps` steps are made or the run ends, and lets `during` look at each event. */
async function course(
  config: Config,
  steps: number,
  {
    from,
    live = () => config,
    during,
  }: { from?: EngineState; live?: () => LiveConfig; during?: (event: TrainEvent, engine: Engine) => void } = {},
): Promise<Course> {
  const duel = duelOf(config, 16);
  const state = from ?? initialState(duel, createRandom(config.seed), config.kStart);
  const engine = await wasmFactory(nodeWasm(1)).create(duel, state);
  const events: TrainEvent[] = [];
  const kept: EngineState[] = [];
  for await (const event of train({
    config,
    duel,
    people,
    engine,
    state,
    live,
    wantsPreview: () => false,
    keep: (good) => kept.push(good),
  })) {
    events.push(event);
    during?.(event, engine);
    if (event.kind === 'step' && event.metrics.step === steps - 1) break;
  }
  const end = await engine.read();
  engine.dispose();
  return { events, state: end, kept };
}

describe('batches', () => {
  it('follow from seed and step alone', async () => {
    const duel = duelOf(toyConfig, 16);
    const [a, b] = [new Batches(toyConfig, people, duel), new Batches(toyConfig, people, duel)];
    await a.at(0);
    expect(await a.at(7)).toEqual(await b.at(7));
    expect(await a.at(7)).not.toEqual(await a.at(8));
    expect(await new Batches({ ...toyConfig, seed: 2 }, people, duel).at(7)).not.toEqual(await b.at(7));
  });

  it('show every training picture once an epoch and no held-out one', async () => {
    // 6 pictures, 4 a step: three steps are two epochs.
    const duel = duelOf(toyConfig, 16);
    const batches = new Batches(toyConfig, people, duel);
    const made = await Promise.all([0, 1, 2].map((step) => batches.at(step)));
    const seen = made.flatMap(({ picture }) => [...picture]);
    expect([...seen.slice(0, 6)].sort()).toEqual([...people.train].sort());
    expect([...seen.slice(6)].sort()).toEqual([...people.train].sort());
  });

  it('refuse a set without training pictures', async () => {
    expect(() => new Batches(toyConfig, { ...people, train: [] }, duelOf(toyConfig, 16))).toThrow('no pictures to train on');
  });
});

describe('the trainer', () => {
  it('makes steps, scores and looks at the watched pictures in order', async () => {
    const { events } = await course(toyConfig, 5);
    expect(events.map((event) => event.kind)).toEqual(['step', 'step', 'step', 'step', 'evaluation', 'preview', 'step']);
    const evaluation = events.find((event) => event.kind === 'evaluation')?.evaluation;
    expect(evaluation).toMatchObject({ step: 4, pictures: 3 });
    expect(evaluation?.pck).toBeGreaterThanOrEqual(0);
    expect(evaluation?.pckh).not.toBeNull();
  });

  it('gives the same bits from the same seed, and going on is no pause', async () => {
    const whole = await course(toyConfig, 6);
    const again = await course(toyConfig, 6);
    expect(again.state).toEqual(whole.state);
    const half = await course(toyConfig, 3);
    const rest = await course(toyConfig, 6, { from: half.state });
    expect(rest.state).toEqual(whole.state);
  });

  it('warms G up without the adversary, and takes a change at the next step', async () => {
    let gamma = 0.5;
    const { events } = await course(toyConfig, 4, {
      live: () => ({ ...toyConfig, gamma }),
      during: (event) => {
        if (event.kind === 'step' && event.metrics.step === 2) gamma = 0.9;
      },
    });
    const steps = events.filter((event) => event.kind === 'step');
    expect(steps.map((step) => step.lambdaG)).toEqual([0, 0, 0.1, 0.1]);
    expect(steps.map((step) => step.gamma)).toEqual([0.5, 0.5, 0.5, 0.9]);
    expect(liveSettings(toyConfig, toyConfig, 1).lambdaG).toBe(0);
  });

  it('stops at a loss that is not finite and puts the last good weights back', async () => {
    let learningRateG = toyConfig.learningRateG;
    const { events, state, kept } = await course(toyConfig, 20, {
      live: () => ({ ...toyConfig, learningRateG }),
      during: (event) => {
        if (event.kind === 'evaluation') learningRateG = 1e30;
      },
    });
    expect(events.at(-1)).toMatchObject({ kind: 'diverged', restoredStep: 4 });
    expect(kept).toHaveLength(1);
    expect(state).toEqual(kept[0]);
  });

  it('learns the pictures it sees', async () => {
    const config: Config = { ...toyConfig, evaluateEvery: 5000, augmentRotation: 0, augmentScale: 0, augmentColour: 0, augmentFlip: false };
    const { events } = await course(config, 200);
    const mse = events.flatMap((event) => (event.kind === 'step' ? [event.metrics.lossMse] : []));
    expect(mse.at(-1)).toBeLessThan(0.35 * mse[0]!);
  });
});
