import { beforeAll, expect, it } from 'vitest';
import { decodeJpeg } from '../data/cocoFixture.ts';
import { late } from '../engine/testing.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { toyConfig, toyZip } from '../train/testing.ts';
import { breathe } from './breathe.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import { Session } from './session.ts';
import { fragile } from './testing.ts';

let zip: File;
beforeAll(async () => {
  zip = new File([await toyZip()], 'toy.zip');
});

/** A session that plays on an engine whose numbers come late; its clock goes on by a millisecond a look, so that every step is a short one. */
async function playing(config = toyConfig) {
  const slow = late(wasmFactory(nodeWasm(1)), async () => {
    for (let i = 0; i < 5; i++) await breathe();
  });
  const { factory, power } = fragile(slow.factory, 'late');
  const events: WorkerEvent[] = [];
  let wanted = Number.POSITIVE_INFINITY;
  let reached = () => {};
  let clock = 0;
  const platform = { engines: [factory], decode: decodeJpeg, builtinName: 'toy', now: () => clock++ };
  const shown = () => events.flatMap((event) => (event.kind === 'steps' ? [...event.steps.step] : []));
  const session = new Session({ ...platform, builtin: async () => ({ name: 'toy', files: [{ path: 'toy.zip', file: zip }] }) }, (event) => {
    events.push(event);
    if (shown().length >= wanted) reached();
  });
  const send = async (...commands: Command[]) => {
    for (const command of commands) session.handle(command);
    await session.idle();
  };
  /** Resolves when so many steps have been shown. */
  const until = (steps: number) =>
    new Promise<void>((resolve) => {
      wanted = steps;
      reached = resolve;
      if (shown().length >= steps) resolve();
    });
  await send({ kind: 'open', source: { kind: 'builtin' }, config });
  session.handle({ kind: 'play' });
  await until(5);
  const made = () => [...power.alive][0]?.step;
  return { events, shown, send, until, session, made, power, seen: slow.seen };
}

const straight = (count: number) => Array.from({ length: count }, (_, i) => i);

it('plays a step ahead, and stands where it was paused', async () => {
  const { shown, send, until, session, made, seen } = await playing();
  await send({ kind: 'pause' });
  expect(seen.most).toBe(2);
  expect(shown()).toEqual(straight(made()!));
  await send({ kind: 'step-once' });
  expect(shown()).toEqual(straight(made()!));
  session.handle({ kind: 'play' });
  await until(shown().length + 5);
  await send({ kind: 'pause' });
  expect(shown()).toEqual(straight(made()!));
  expect(seen.between).toEqual([]);
});

it('never has anything done between two steps of which one is told', async () => {
  const { events, shown, send, until, session, made, seen } = await playing({ ...toyConfig, evaluateEvery: 5000 });
  const asked: Command[] = [
    { kind: 'tune', live: { ...toyConfig, gamma: 0.9, evaluateEvery: 5000 } },
    { kind: 'evaluate' },
    { kind: 'ask', number: 1, question: 'slowStep', ask: { trainG: true, trainD: false } },
    { kind: 'ask', number: 2, question: 'heldOut', ask: { count: 2 } },
    { kind: 'keep' },
    { kind: 'choose-engine', engine: 'late' },
    { kind: 'configure', config: { ...toyConfig, seed: 2 } },
  ];
  for (const command of asked) {
    session.handle(command);
    session.handle({ kind: 'play' });
    const before = shown().length;
    await until(before + 3);
  }
  await send({ kind: 'pause' });
  expect(seen.most).toBe(2);
  expect(seen.between).toEqual([]);
  expect(events.flatMap((event) => (event.kind === 'problem' ? [event.problem] : []))).toEqual([]);
  expect(events.flatMap((event) => (event.kind === 'answer' ? [event.number] : []))).toEqual([1, 2]);
  // Of the run before the last settings, and of the one after them.
  const begun = shown().lastIndexOf(0);
  expect(shown()).toEqual([...straight(begun), ...straight(made()!)]);
});

it('loses a device with two steps under way and goes on from the last good state', async () => {
  const { events, shown, send, until, made, power, seen } = await playing({ ...toyConfig, evaluateEvery: 5000 });
  power.losses = 1;
  await until(shown().length + 5);
  await send({ kind: 'pause' });
  expect(events.flatMap((event) => (event.kind === 'problem' ? [event.problem.code] : []))).toEqual(['device-lost']);
  const begun = shown().lastIndexOf(0);
  expect(begun).toBeGreaterThan(0);
  expect(shown()).toEqual([...straight(begun), ...straight(made()!)]);
  expect(seen.between).toEqual([]);
});

it('stops at the weights of before when losses explode with a step under way', async () => {
  const { events, send, made, session } = await playing({ ...toyConfig, evaluateEvery: 5000 });
  session.handle({ kind: 'tune', live: { ...toyConfig, evaluateEvery: 5000, learningRateG: 1e30 } });
  while (events.at(-1)?.kind !== 'phase' || !events.some((event) => event.kind === 'phase' && event.phase === 'failed')) await breathe();
  await send();
  expect(events.flatMap((event) => (event.kind === 'problem' ? [event.problem.code] : []))).toEqual(['diverged']);
  expect(made()).toBe(0);
});
