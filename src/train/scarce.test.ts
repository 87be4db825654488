import { expect, it } from 'vitest';
import { DataError, type Dataset } from '../data/dataset.ts';
import { MemoryFile } from '../data/memoryFile.ts';
import { openPictureStore, type StoreOptions, storeSize } from '../data/pictures.ts';
import { SquareFile } from '../data/squareFile.ts';
import { initialState } from '../engine/initial.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { presets } from '../network/presets.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { createRandom } from '../pose/random.ts';
import { Batches } from './batches.ts';
import { duelOf } from './duel.ts';
import { evaluate } from './evaluate.ts';
import { type People, peopleOf } from './people.ts';
import { toyConfig, toyPeople } from './testing.ts';
import { train } from './train.ts';

const { dataset } = await toyPeople(30, 10);
const duel = duelOf(toyConfig, 16);
const size = storeSize(presets.toy.input);
const each = 4 * size * size;

async function peopleWith(options: Partial<StoreOptions>, set: Dataset = dataset): Promise<People> {
  return peopleOf(set, await openPictureStore(set, { size, first: 1, ...options }));
}

const keeper = () => new SquareFile(new MemoryFile(), dataset.samples.length, size, 1e9);

/** Memory for a tenth of the set. */
const tenth = { memory: 4 * each };

it('batches are the same bits with memory for a tenth of the set, with a file beside it and without', async () => {
  const ample = await peopleWith({});
  const scarce = await peopleWith(tenth);
  const file = keeper();
  const kept = await peopleWith({ ...tenth, keeper: file });
  const [a, b, c] = [ample, scarce, kept].map((people) => new Batches(toyConfig, people, duel));
  // Three epochs, and back.
  for (const step of [...Array.from({ length: 23 }, (_, i) => i), 3]) {
    const batch = await a!.at(step);
    expect(await b!.at(step)).toEqual(batch);
    expect(await c!.at(step)).toEqual(batch);
  }
  expect(ample.store.squares.capacity).toBeGreaterThan(40);
  expect(scarce.store.squares.capacity).toBe(4);
  // Each training picture once; without the file in every epoch again.
  expect(ample.store.squares.decoded).toBe(30);
  expect(kept.store.squares.decoded).toBe(30);
  expect(scarce.store.squares.decoded).toBeGreaterThan(60);
  // The next visit.
  const later = await peopleWith({ ...tenth, keeper: file });
  expect(await new Batches(toyConfig, later, duel).at(5)).toEqual(await a!.at(5));
  expect(later.store.squares.decoded).toBe(0);
});

it('a set larger than memory trains to the same weights', async () => {
  const ends = [];
  for (const options of [{}, tenth, { ...tenth, keeper: keeper() }]) {
    const people = await peopleWith(options);
    const state = initialState(duel, createRandom(toyConfig.seed), toyConfig.kStart);
    const engine = await wasmFactory(nodeWasm(1)).create(duel, state);
    const events = train({
      ...{ config: toyConfig, duel, people, engine, state },
      live: () => toyConfig,
      wantsPreview: () => false,
      keep: () => {},
    });
    const scores: unknown[] = [];
    for await (const event of events) {
      if (event.kind === 'evaluation') scores.push(event.evaluation);
      if (event.kind === 'step' && event.metrics.step === 9) break;
    }
    expect(scores).toHaveLength(2);
    ends.push({ scores, state: await engine.read() });
    engine.dispose();
  }
  expect(ends[1]).toEqual(ends[0]);
  expect(ends[2]).toEqual(ends[0]);
});

it('an evaluation decodes no picture twice, stops in between, and leaves out what cannot be read', async () => {
  const set = (await toyPeople(1, 36)).dataset;
  const held = set.samples.filter(({ split }) => split === 'validation');
  // All that are looked at in one go, and one more.
  const bad = new Set(held.slice(0, 17).map(({ picture }) => picture));
  const broken: Dataset = {
    ...set,
    picture: async (name) => {
      if (bad.has(name)) throw new DataError('bad-picture', { file: name, problem: 'broken', cure: '-' });
      return set.picture(name);
    },
  };
  const engine = await wasmFactory(nodeWasm(1)).create(duel, initialState(duel, createRandom(1), 0.1));
  const score = (people: People, signal?: AbortSignal) => evaluate(engine, duel, people, { count: 36, step: 1, signal });
  const scarce = await peopleWith({ memory: 16 * each }, set);
  const found = await score(scarce);
  expect(scarce.store.squares.decoded).toBe(37);
  expect(found).toEqual(await score(await peopleWith({}, set)));
  const cancelled = await peopleWith({}, set);
  const before = cancelled.store.squares.decoded;
  await expect(score(cancelled, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(cancelled.store.squares.decoded).toBe(before);
  const { labels, pckByJoint, commentByJoint, rhoTogether } = (await score(await peopleWith({}, { ...set, samples: held.slice(17) })))!;
  const rest = await score(await peopleWith({}, broken));
  expect(rest).toMatchObject({ pictures: 19, labels, pckByJoint, commentByJoint, rhoTogether });
  engine.dispose();
});

it('a bad picture gives its place to the next of the epoch, whether that was known before or not', async () => {
  const bad = dataset.samples.filter(({ split }) => split === 'train')[4]!.picture;
  const broken: Dataset = {
    ...dataset,
    picture: async (name) => {
      if (name === bad) throw new DataError('bad-picture', { file: name, problem: 'broken', cure: '-' });
      return dataset.picture(name);
    },
  };
  const late = await peopleWith({}, broken);
  const early = await peopleWith({ first: 40 }, broken);
  expect(early.store.squares.skipped).toHaveLength(1);
  expect(late.store.squares.skipped).toHaveLength(0);
  let told = 0;
  late.store.squares.onSkipped = () => told++;
  const [a, b, whole] = [late, early, await peopleWith({})].map((people) => new Batches(toyConfig, people, duel));
  for (let step = 0; step < 8; step++) {
    const [batch, other] = [await a!.at(step), await whole!.at(step)];
    expect(batch).toEqual(await b!.at(step));
    const names = [...batch.picture].map((index) => dataset.samples[index]!.picture);
    expect(names).not.toContain(bad);
    const moved = [...batch.picture].filter((index, i) => index !== other.picture[i]);
    expect(moved).toHaveLength([...other.picture].filter((index) => dataset.samples[index]!.picture === bad).length);
  }
  expect(told).toBe(1);
});
