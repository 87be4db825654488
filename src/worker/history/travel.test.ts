import { beforeAll, expect, it } from 'vitest';
import { decodeJpeg } from '../../data/cocoFixture.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { toyConfig, toyZip } from '../../train/testing.ts';
import type { Command, WorkerEvent } from '../protocol.ts';
import { Session } from '../session.ts';

let zip: File;
beforeAll(async () => {
  zip = new File([await toyZip()], 'toy.zip');
});

/** A session on the real engine, with a set open, and what it tells. */
async function start(config: Config) {
  const events: WorkerEvent[] = [];
  const builtin = async () => ({ name: 'toy', files: [{ path: 'toy.zip', file: zip }] });
  const session = new Session(
    { engines: [wasmFactory(nodeWasm(1))], decode: decodeJpeg, builtinName: 'toy', builtin, now: () => performance.now() },
    (event) => events.push(event),
  );
  const send = async (...commands: Command[]) => {
    for (const command of commands) session.handle(command);
    await session.idle();
  };
  const of = <Kind extends WorkerEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<WorkerEvent, { kind: Kind }> => event.kind === kind);
  await send({ kind: 'open', source: { kind: 'builtin' }, config });
  return {
    ...{ send, of },
    step: (count: number) => send(...Array.from({ length: count }, (): Command => ({ kind: 'step-once' }))),
    /** What every step said since the last run began. */
    numbers() {
      const from = events.findLastIndex((event) => event.kind === 'run');
      return events.slice(from).flatMap((event) => {
        if (event.kind !== 'steps') return [];
        const { step, lossMse, lossReal, lossFake, kT, jointFake } = event.steps;
        return [[...step, ...lossMse, ...lossReal, ...lossFake, ...kT, ...jointFake]];
      });
    },
    history: () => of('history').at(-1)!.history,
    async view(run: number, step: number) {
      await send({ kind: 'ask', number: 1, question: 'moment', ask: { run, step } });
      return of('answer').at(-1);
    },
  };
}

it('a branch with the same settings repeats its run bit by bit; with others it goes its own way; both runs stay', async () => {
  const { send, step, numbers, history, of } = await start(toyConfig);
  await step(6);
  const whole = numbers();
  expect(whole).toHaveLength(6);
  expect(history().runs).toMatchObject([{ id: 1, steps: [0, 1, 2, 3, 4, 5, 6] }]);

  await send({ kind: 'branch', run: 1, step: 3, config: toyConfig });
  expect(of('run').at(-1)?.run).toMatchObject({ id: 2, step: 3, origin: { run: 1, step: 3 } });
  await step(3);
  expect(numbers()).toEqual(whole.slice(3));

  await send({ kind: 'branch', run: 1, step: 3, config: { ...toyConfig, lambdaG: 5 } });
  await step(3);
  const other = numbers();
  expect(other[0]).toEqual(whole[3]); // what is said of a step is said before its update
  expect(other[2]).not.toEqual(whole[5]);
  await send({ kind: 'branch', run: 3, step: null, config: toyConfig });
  expect(history().runs.map(({ id, steps }) => [id, steps[0], steps.at(-1)])).toEqual([
    [1, 0, 6],
    [2, 3, 6],
    [3, 3, 6],
    [4, 6, 6],
  ]);
});

it('a run can be gone back to and goes on as if it had never been left', async () => {
  const { send, step, numbers, of } = await start(toyConfig);
  await step(6);
  const whole = numbers();
  const { send: sendTo, step: stepTo, numbers: numbersOf, of: told } = await start(toyConfig);
  await stepTo(4);
  await sendTo({ kind: 'configure', config: { ...toyConfig, seed: 2 } });
  await stepTo(1);
  await sendTo({ kind: 'return', run: 1 });
  expect(told('run').at(-1)?.run).toMatchObject({ id: 1, step: 4, config: { seed: toyConfig.seed } });
  await stepTo(2);
  expect(numbersOf()).toEqual(whole.slice(4));
  await send({ kind: 'return', run: 7 });
  expect(of('problem').at(-1)?.problem.message).toContain('no longer kept');
});

it('a moment shows what was seen then, to 16 bits', async () => {
  const { step, of, view, send } = await start(toyConfig);
  await step(2);
  const then = of('preview').find(({ preview }) => preview.step === 1)!.preview;
  const answer = await view(1, 1);
  if (!answer || !('answer' in answer)) throw new Error('no answer');
  const seen = answer.answer as typeof then;
  expect(seen.predicted).toEqual(then.predicted);
  expect(seen.truth).toEqual(then.truth);
  const furthest = Math.max(...then.generated.map((value, i) => Math.abs(value - seen.generated[i]!)));
  expect(furthest).toBeLessThan(1e-4);
  await send({ kind: 'forget', run: 1 });
  expect((await view(1, 2)) ?? {}, 'the open run stays').toHaveProperty('answer');
  expect((await view(1, 9)) ?? {}).toHaveProperty('problem');
});

it('keeps to its budget, drops what was never trained, and lets go of what is deleted', async () => {
  const { step, send, history } = await start(toyConfig);
  await send({ kind: 'configure', config: { ...toyConfig, seed: 2 } });
  expect(history().runs.map(({ id }) => id)).toEqual([2]);
  await step(8);
  const { bytes } = history();
  await send({ kind: 'budget', bytes: bytes / 2 });
  expect(history().bytes).toBeLessThanOrEqual(bytes / 2);
  const { steps } = history().runs[0]!;
  expect([steps[0], steps.at(-1), steps.length]).toEqual([0, 8, 4]);
  await send({ kind: 'configure', config: { ...toyConfig, seed: 3 } }, { kind: 'forget', run: 2 });
  expect(history().runs.map(({ id }) => id)).toEqual([3]);
  await send({ kind: 'branch', run: 3, step: 0, config: { ...toyConfig, optimiserG: 'rmsprop' } });
  expect(history().runs.map(({ id }) => id)).toEqual([3]);
});
