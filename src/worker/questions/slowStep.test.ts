import { expect, it } from 'vitest';
import { decodeJpeg } from '../../data/cocoFixture.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import { jointWeights } from '../../method/heatmap.ts';
import { squaresByJoint } from '../../method/losses.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { toyConfig, toyZip } from '../../train/testing.ts';
import type { WorkerEvent } from '../protocol.ts';
import { Session } from '../session.ts';
import type { Answer, Ask, QuestionKind } from './registry.ts';

/** A session on the real engine, with the toy set open. */
async function start() {
  const events: WorkerEvent[] = [];
  const file = new File([await toyZip()], 'toy.zip');
  const builtin = async () => ({ name: 'toy', files: [{ path: 'toy.zip', file }] });
  const session = new Session(
    { engines: [wasmFactory(nodeWasm(1))], decode: decodeJpeg, builtinName: 'toy', builtin, now: () => performance.now() },
    (event) => events.push(event),
  );
  session.handle({ kind: 'open', source: { kind: 'builtin' }, config: toyConfig });
  await session.idle();
  let number = 0;
  const ask = async <Kind extends QuestionKind>(question: Kind, words: Ask<Kind>): Promise<Answer<Kind>> => {
    session.handle({ kind: 'ask', number: ++number, question, ask: words } as Parameters<Session['handle']>[0]);
    await session.idle();
    const answer = events.find((event) => event.kind === 'answer' && event.number === number);
    if (answer?.kind !== 'answer' || 'problem' in answer) throw new Error(JSON.stringify(answer));
    return answer.answer as Answer<Kind>;
  };
  const losses = () => events.flatMap((event) => (event.kind === 'steps' ? [...event.steps.lossMse] : []));
  const step = async () => {
    session.handle({ kind: 'step-once' });
    await session.idle();
  };
  return { ask, losses, step };
}

it('a step in slow motion is the step that the run would have made, and its numbers are those of its maps', async () => {
  const [slow, plain] = [await start(), await start()];
  for (let i = 0; i < 2; i++) await plain.step();
  await slow.step();
  const told = await slow.ask('slowStep', { trainG: true, trainD: true });
  await plain.step();
  await slow.step();
  expect(slow.losses()).toEqual(plain.losses());
  expect(told.metrics.step).toBe(1);
  expect(told.metrics.lossMse).toBe(slow.losses()[1]);
  // L = Σ w (a − b)² / Ē.
  const weights = jointWeights(told.joints);
  const shape = { batch: told.count, h: 16, w: 16, joints: 16 };
  const loss = (a: Float32Array, b: Float32Array) =>
    squaresByJoint(a, b, weights, shape).reduce((sum, value) => sum + value, 0) / told.metrics.energy;
  expect(loss(told.truth, told.generated) / told.metrics.lossMse).toBeCloseTo(1, 4);
  expect(loss(told.truth, told.redrawnTruth) / told.metrics.lossReal).toBeCloseTo(1, 4);
  expect(loss(told.generated, told.redrawnGenerated) / told.metrics.lossFake).toBeCloseTo(1, 4);
  expect(told.pixels).toHaveLength(told.count * 32 * 32 * 4);
  expect(told.generator.change).toBeGreaterThan(0);
  expect(told.discriminator.change).toBeGreaterThan(0);
}, 60_000);

it('one network steps alone, and the other learns again afterwards', async () => {
  const { ask } = await start();
  const onlyD = await ask('slowStep', { trainG: false, trainD: true });
  expect([onlyD.generator.change, onlyD.discriminator.change > 0]).toEqual([0, true]);
  const onlyG = await ask('slowStep', { trainG: true, trainD: false });
  expect([onlyG.generator.change > 0, onlyG.discriminator.change]).toEqual([true, 0]);
  const both = await ask('slowStep', { trainG: true, trainD: true });
  expect([both.metrics.step, both.generator.change > 0, both.discriminator.change > 0]).toEqual([2, true, true]);
}, 60_000);

it('looking inside leaves the run as it is', async () => {
  const [asked, plain] = [await start(), await start()];
  const places = [{ pass: 'generator', node: 5 }] as const;
  const insight = await asked.ask('inspect', { probe: 0, outlines: places, whole: places, gradients: true });
  const [outline, whole] = [insight.outlines[0]!, insight.whole[0]!];
  const channels = whole.length / outline.length;
  const mean = whole.slice(0, channels).reduce((sum, value) => sum + Math.abs(value), 0) / channels;
  expect(outline[0]).toBeCloseTo(mean, 5);
  expect(insight.lambdaG).toBe(0);
  for (const { step } of [asked, plain]) await step();
  expect(asked.losses()).toEqual(plain.losses());
}, 60_000);
