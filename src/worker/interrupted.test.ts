import { beforeAll, describe, expect, it } from 'vitest';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { breathe } from './breathe.ts';
import { open, start, writeToySet } from './sessionTesting.ts';

const wasm = wasmFactory(nodeWasm(1));

beforeAll(writeToySet);

describe('a session that is interrupted', () => {
  it('makes no step between the answers to a hand that drags, and goes on when it rests', async () => {
    // By this clock no two questions are far apart.
    const { session, of, until, send, drawing, first } = start(wasm, () => 0);
    await send(open());
    const maps = drawing();
    const made = () => [...first.power.alive][0]!.step;
    session.handle({ kind: 'play' });
    await until(() => of('steps').length > 0);
    const seen: number[] = [];
    for (let number = 1; number <= 8; number++) {
      session.handle({ kind: 'ask', number, question: 'redraw', ask: { probe: 0, maps, as: 'real' } });
      await until(() => of('answer').length >= number);
      seen.push(made());
      // As long as the page needs to draw an answer.
      await breathe();
    }
    expect(new Set(seen.slice(1)).size, `steps made at each answer: ${seen}`).toBe(1);
    await until(() => made() > seen.at(-1)! + 3);
    await send({ kind: 'pause' });
  });

  it('gives each engine its own patience with lost devices, and a run that none holds fails with words', async () => {
    const { of, send, first, second } = start(wasm);
    await send(open());
    // Each engine may lose its device twice at the same step; the third time it is given up.
    const lose = async (each: typeof first) => {
      each.power.losses = 1;
      await send({ kind: 'evaluate' });
    };
    for (let times = 0; times < 3; times++) await lose(first);
    expect(of('engine').at(-1)?.engine.id).toBe('second');
    for (let times = 0; times < 2; times++) await lose(second);
    expect(of('engine').at(-1)?.engine.id).toBe('second');
    expect(of('phase').at(-1)?.phase).toBe('ready');
    await lose(second);
    expect(of('phase').at(-1)?.phase).toBe('failed');
    expect(of('problem').at(-1)?.problem).toMatchObject({ code: 'unavailable' });
  });
});
