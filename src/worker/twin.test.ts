import { beforeAll, expect, it } from 'vitest';
import { decodeJpeg } from '../data/cocoFixture.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { toyConfig, toyZip } from '../train/testing.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import type { Answer, Ask } from './questions/registry.ts';
import { Session } from './session.ts';

let zip: File;
beforeAll(async () => {
  zip = new File([await toyZip()], 'toy.zip');
});

type TwinEvent = Answer<'twin'>['events'][number];

async function start() {
  const events: WorkerEvent[] = [];
  const builtin = async () => ({ name: 'toy', files: [{ path: 'toy.zip', file: zip }] });
  const engines = [wasmFactory(nodeWasm(1))];
  const session = new Session({ engines, decode: decodeJpeg, builtinName: 'toy', builtin, now: () => performance.now() }, (event) =>
    events.push(event),
  );
  const send = async (...commands: Command[]) => {
    for (const command of commands) session.handle(command);
    await session.idle();
  };
  let number = 0;
  const ask = async (words: Ask<'twin'>): Promise<Answer<'twin'>> => {
    await send({ kind: 'ask', number: ++number, question: 'twin', ask: words });
    const last = events.at(-1);
    const answer = events.findLast((event) => event.kind === 'answer');
    if (!answer || !('answer' in answer)) throw new Error(`no answer: ${JSON.stringify(last)}`);
    return answer.answer as Answer<'twin'>;
  };
  await send({ kind: 'open', source: { kind: 'builtin' }, config: toyConfig });
  return {
    send,
    ask,
    /** [L_MSE, L_real, L_fake, k_t] of all steps of the open run. */
    plain: () =>
      events.flatMap((event) => {
        if (event.kind !== 'steps') return [];
        const { step, lossMse, lossReal, lossFake, kT } = event.steps;
        return Array.from(step, (_, i) => [lossMse[i], lossReal[i], lossFake[i], kT[i]]);
      }),
    async all(words: Ask<'twin'>) {
      let answer = await ask(words);
      const told = [...answer.events];
      while (!answer.isDone) {
        answer = await ask({ do: 'pull' });
        told.push(...answer.events);
      }
      return told;
    },
  };
}

const numbers = (events: readonly TwinEvent[], side: TwinEvent['side'], seed: number) =>
  events.flatMap((event) =>
    event.kind === 'step' && event.side === side && event.seed === seed
      ? [[event.step.lossMse, event.step.lossReal, event.step.lossFake, event.step.kT].map(Math.fround)]
      : [],
  );

it('trains a plain run and its deaf twin, in turns, and leaves the open run as it was', async () => {
  const { send, ask, all, plain } = await start();
  const step: Command = { kind: 'step-once' };
  await send(step, step);
  const events = await all({ do: 'begin', seeds: [toyConfig.seed, 7], steps: 8 });
  await send(step, step, step, step, step, step);
  const heard = numbers(events, 'with', toyConfig.seed);
  expect(heard, 'bit for bit a plain run').toEqual(plain());
  const deaf = numbers(events, 'without', toyConfig.seed);
  // Without a voice in the warm-up, and in the numbers of the step that first hears it, which are taken before its update.
  expect(deaf.slice(0, toyConfig.warmUp + 1)).toEqual(heard.slice(0, toyConfig.warmUp + 1));
  for (let i = toyConfig.warmUp + 1; i < 8; i++) expect(deaf[i]).not.toEqual(heard[i]);
  expect(numbers(events, 'with', 7)).toHaveLength(8);
  const order = events.flatMap((event) => (event.kind === 'step' && event.seed === 7 ? [event.side] : []));
  expect(order.slice(0, 4)).toEqual(['with', 'without', 'with', 'without']);
  const scores = events.filter((event) => event.kind === 'evaluation');
  expect(scores).toHaveLength(4 * 8);
  expect(events.filter((event) => event.kind === 'preview').map(({ preview }) => preview.step)).toEqual([8, 8, 8, 8]);
  await expect(ask({ do: 'pull' }), 'there are none any more').rejects.toThrow('cancelled');
});

it('can be ended on the way', async () => {
  const { send, ask, plain } = await start();
  const begun = await ask({ do: 'begin', seeds: [1], steps: 8000 });
  expect(begun.isDone).toBe(false);
  expect(await ask({ do: 'end' })).toEqual({ events: [], isDone: true });
  await send({ kind: 'step-once' });
  expect(plain()).toHaveLength(1);
});
