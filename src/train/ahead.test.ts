import { beforeAll, describe, expect, it } from 'vitest';
import { initialState } from '../engine/initial.ts';
import { late } from '../engine/testing.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import type { Config, LiveConfig } from '../method/hyperparameters.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { createRandom } from '../pose/random.ts';
import { duelOf } from './duel.ts';
import type { TrainEvent } from './events.ts';
import type { People } from './people.ts';
import { toyConfig, toyPeople } from './testing.ts';
import { type Training, train } from './train.ts';

/** Some turns of the loop of events: long after a step is made. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((done) => setImmediate(done));
}

let people: People;
beforeAll(async () => {
  people = await toyPeople();
});

interface Options extends Partial<Pick<Training, 'people' | 'ahead' | 'wantsPreview'>> {
  readonly live?: () => LiveConfig;
  readonly during?: (event: TrainEvent) => void;
}

/** Trains until step `last` is told, whatever comes after it, on an engine that answers late. */
async function course(last: number, { live = () => toyConfig, during, ...options }: Options = {}, config: Config = toyConfig) {
  const duel = duelOf(config, 16);
  const state = initialState(duel, createRandom(config.seed), config.kStart);
  const { factory, seen } = late(wasmFactory(nodeWasm(1)), turns);
  const engine = await factory.create(duel, state);
  const events: TrainEvent[] = [];
  let failure: unknown;
  try {
    for await (const event of train({
      ...{ config, duel, people, engine, state, live, wantsPreview: () => false, keep: () => {} },
      ...options,
    })) {
      events.push(event);
      during?.(event);
      if (event.kind === 'step' && event.metrics.step === last) break;
    }
  } catch (error) {
    failure = error;
  }
  const end = await engine.read();
  engine.dispose();
  return { events, state: end, seen, failure };
}

/** What is told, but for times. */
const told = (events: readonly TrainEvent[]) =>
  events.map((event) => (event.kind === 'step' ? { ...event, waited: 0, isAhead: false } : event));
const flags = (events: readonly TrainEvent[]) => events.flatMap((event) => (event.kind === 'step' ? [event.isAhead] : []));

describe('a step ahead', () => {
  it('tells the same in the same order, ends in the same bits, and is never seen between two steps', async () => {
    const before = await course(9);
    const ahead = (step: number) => step <= 9;
    const after = await course(9, { ahead });
    expect(before.seen.most).toBe(1);
    expect(after.seen.most).toBe(2);
    expect(flags(before.events)).not.toContain(true);
    // Every fourth step is scored: nothing goes on over that, nor over the last.
    expect(flags(after.events)).toEqual([true, true, true, false, true, true, true, false, true, false]);
    expect(told(after.events)).toEqual(told(before.events));
    expect(after.state).toEqual(before.state);
    expect([...before.seen.between, ...after.seen.between]).toEqual([]);
  });

  it('is not taken where somebody wants to look', async () => {
    let hasToLook = false;
    const { events, seen } = await course(3, {
      ahead: (step) => step <= 3 && !hasToLook,
      wantsPreview: () => hasToLook,
      during: (event) => {
        if (event.kind === 'step' && event.metrics.step === 0) hasToLook = true;
        if (event.kind === 'preview') hasToLook = false;
      },
    });
    // Step 1 had been begun when the wish came up; with it nothing more is.
    expect(events.map(({ kind }) => kind)).toEqual(['step', 'step', 'preview', 'step', 'step']);
    expect(seen.between).toEqual([]);
  });

  it('takes a change at the next step that is begun', async () => {
    let gamma = 0.5;
    const { events } = await course(3, {
      ahead: (step) => step <= 3,
      live: () => ({ ...toyConfig, gamma }),
      during: (event) => {
        if (event.kind === 'step' && event.metrics.step === 1) gamma = 0.9;
      },
    });
    // Step 2 had been begun when step 1 was told.
    expect(events.flatMap((event) => (event.kind === 'step' ? [event.gamma] : []))).toEqual([0.5, 0.5, 0.5, 0.9]);
  });

  it('loses nothing of the last good weights when a loss is not finite', async () => {
    const explode = (ahead?: () => boolean) => {
      let learningRateG = toyConfig.learningRateG;
      return course(20, {
        ...(ahead && { ahead }),
        live: () => ({ ...toyConfig, learningRateG }),
        during: (event) => {
          if (event.kind === 'evaluation') learningRateG = 1e30;
        },
      });
    };
    const [before, after] = [await explode(), await explode(() => true)];
    expect(after.seen.most).toBe(2);
    expect(after.events.at(-1)).toMatchObject({ kind: 'diverged', restoredStep: 4 });
    expect(told(after.events)).toEqual(told(before.events));
    expect(after.state).toEqual(before.state);
    expect(after.seen.between).toEqual([]);
  });

  it('tells of a step before it fails for want of the next one’s pictures', async () => {
    const { squares } = people.store;
    let asked = 0;
    const read = async (indices: readonly number[]) => {
      if (++asked > 2) throw new Error('the disk is gone');
      return squares.read(indices);
    };
    const gone = new Proxy(squares, {
      get: (target, name) => {
        const value = name === 'read' ? read : Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const { events, failure } = await course(9, { ahead: () => true, people: { ...people, store: { ...people.store, squares: gone } } });
    expect(events.map((event) => event.kind === 'step' && event.metrics.step)).toEqual([0, 1]);
    expect(failure).toEqual(new Error('the disk is gone'));
  });
});
