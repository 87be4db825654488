import { beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../data/cocoFixture.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { decodeSafetensors } from '../export/safetensors.ts';
import { recordNames } from '../method/recordNames.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import type { Preview } from '../train/events.ts';
import type { RunRecord } from '../train/record.ts';
import { toyConfig, toyEntries, toyZip } from '../train/testing.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import type { MadeFile } from './questions/takeAway.ts';
import { open, start, writeToySet } from './sessionTesting.ts';

const wasm = wasmFactory(nodeWasm(1));

beforeAll(writeToySet);

const columns = { ...Object.fromEntries(recordNames.map((name) => [name, new Float32Array()])) } as RunRecord['columns'];
const takeWeights: Command = {
  ...{ kind: 'ask', number: 1, question: 'takeAway' },
  ask: { to: 'safetensors', record: { step: new Float64Array(), columns, evaluations: [] }, now: 0 },
};

/** The last file among answers. */
function fileOf(answers: readonly WorkerEvent[]): MadeFile | undefined {
  const files = answers.flatMap((event) => (event.kind === 'answer' && 'answer' in event ? [event.answer] : []));
  return files.findLast((answer): answer is MadeFile => typeof answer === 'object' && answer !== null && 'mime' in answer);
}

const phases = (events: readonly WorkerEvent[]) => events.flatMap((event) => (event.kind === 'phase' ? [event.phase] : []));

describe('a session', () => {
  it('opens a set, trains, pauses where it is and steps once', async () => {
    const { send, session, of, until, steps, events } = start(wasm);
    await send({ kind: 'open', source: { kind: 'builtin' }, config: toyConfig });
    expect(of('dataset')[0]?.dataset.report).toMatchObject({ people: 9, train: 6, validation: 3 });
    expect(of('run')[0]?.run.probes.count).toBe(7);
    expect(of('preview')).toHaveLength(1);
    session.handle({ kind: 'play' });
    await until(() => steps().length >= 5);
    await send({ kind: 'pause' });
    const made = steps().length;
    expect(steps()).toEqual(Array.from({ length: made }, (_, i) => i));
    await send({ kind: 'step-once' });
    expect(steps()).toHaveLength(made + 1);
    expect(phases(events)).toEqual(['empty', 'working', 'ready', 'running', 'paused']);
    expect(of('task').at(-1)?.task).toBeNull();
  });

  it('answers a drag in the middle of an evaluation, and says how far that is', async () => {
    const { session, of, until, send, drawing, events } = start(wasm);
    await send(open({ ...toyConfig, evaluateCount: 40 }, new File([await toyZip(1, 40)], 'many.zip')));
    session.handle({ kind: 'evaluate' });
    await until(() => of('task').at(-1)?.task?.name === 'evaluate');
    const maps = drawing();
    await send({ kind: 'ask', number: 1, question: 'redraw', ask: { probe: 0, maps, as: 'real' } });
    expect(of('answer')).toMatchObject([{ number: 1, answer: expect.any(Float32Array) }]);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.indexOf('answer')).toBeLessThan(kinds.indexOf('evaluation'));
    expect(of('task').at(-2)?.task?.done).toBe(1);
  });

  it('answers what is asked after the device was lost with the engine made anew', async () => {
    const { send, of, drawing, first } = start(wasm);
    await send(open());
    const maps = drawing();
    const redraw = (number: number): Command => ({ kind: 'ask', number, question: 'redraw', ask: { probe: 0, maps, as: 'real' } });
    first.power.losses = 1;
    await send(redraw(1), redraw(2), redraw(3), { kind: 'withdraw', number: 2 });
    expect(of('answer')).toMatchObject([
      { number: 1, problem: { code: 'device-lost' } },
      { number: 2, problem: { code: 'cancelled' } },
      { number: 3, answer: expect.any(Float32Array) },
    ]);
    expect(of('engine')).toHaveLength(2);
  });

  it('sees a picture of nobody’s set as it sees the same one in the set, and trains on as if it had not', async () => {
    const [asked, left] = [start(wasm), start(wasm)];
    for (const { send } of [asked, left]) await send(open(), { kind: 'step-once' });
    const { pixels, size } = asked.of('run')[0]!.run.probes;
    await asked.send({ kind: 'ask', number: 1, question: 'see', ask: { pixels: pixels.slice(0, 4 * size * size), side: size } });
    const [answer] = asked.of('answer');
    const seen = (answer as unknown as { answer: Preview }).answer;
    const known = asked.of('preview').at(-1)!.preview;
    expect(seen.step).toBe(1);
    const each = seen.generated.length;
    const product = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const likeness = Array.from({ length: known.generated.length / each }, (_, probe) => {
      const [one, other] = [seen.generated, known.generated.subarray(probe * each, (probe + 1) * each)];
      return product(one, other) / Math.sqrt(product(one, one) * product(other, other));
    });
    // Not the very same: the square that is seen was cut from its picture twice.
    expect(likeness[0]).toBeGreaterThan(0.95);
    expect(Math.max(...likeness)).toBe(likeness[0]);
    expect(seen.comment.every((s) => s >= 0 && s <= 2)).toBe(true);
    expect(seen.truth.every((value) => value === 0)).toBe(true);
    for (const { send } of [asked, left]) await send({ kind: 'step-once' });
    const losses = [asked, left].map(({ of }) => of('steps').flatMap(({ steps }) => [...steps.lossMse]));
    expect(losses[0]).toEqual(losses[1]);
  });

  it('says what is wrong with a file and keeps what is open', async () => {
    const { send, of, events, steps } = start(wasm);
    await send(open(), { kind: 'step-once' });
    const broken = new File([new Uint8Array(300)], 'broken.zip');
    await send(open(toyConfig, broken));
    const problem = of('problem').at(-1)?.problem;
    expect(problem).toMatchObject({ code: 'bad-zip', severity: 'error' });
    expect(problem?.message).toContain('broken.zip');
    expect(phases(events).at(-1)).toBe('paused');
    await send({ kind: 'step-once' });
    expect(steps()).toEqual([0, 1]);
  });

  it('names the record of a bad annotation file', async () => {
    const { send, of, events } = start(wasm);
    const file = new File(
      [await zipOf({ 'annotations/person_keypoints_train.json': '{"images": 3, "annotations": [], "categories": []}' })],
      'bad.zip',
    );
    await send(open(toyConfig, file));
    expect(of('problem').at(-1)?.problem.message).toContain('person_keypoints_train.json');
    expect(phases(events).at(-1)).toBe('empty');
  });

  it('leaves out a picture that does not decode, counts it and says so', async () => {
    const entries = toyEntries();
    entries['train/0002.jpg'] = new TextEncoder().encode('not a picture');
    const { send, of } = start(wasm);
    await send(open(toyConfig, new File([await zipOf(entries)], 'one-bad.zip')));
    expect(of('problem').at(-1)?.problem).toMatchObject({ code: 'skipped-pictures', severity: 'warning' });
    expect(of('dataset').at(-1)?.dataset.report.skipped.at(-1)).toMatchObject({ count: 1 });
  });

  it('refuses settings out of range and keeps the run', async () => {
    const { send, of, events } = start(wasm);
    await send(open(), { kind: 'configure', config: { ...toyConfig, gamma: 99 } });
    expect(of('problem').at(-1)?.problem.message).toContain('Balance must lie between 0 and 2');
    expect(phases(events).at(-1)).toBe('ready');
  });

  it('carries a run over to another engine without losing a step', async () => {
    const { send, of, steps } = start(wasm);
    await send(open(), { kind: 'step-once' }, { kind: 'step-once' }, { kind: 'choose-engine', engine: 'second' }, { kind: 'step-once' });
    expect(of('engine').map(({ engine }) => engine.id)).toEqual(['first', 'second']);
    const straight = start(wasm);
    await straight.send(open(), { kind: 'step-once' }, { kind: 'step-once' }, { kind: 'step-once' });
    expect(steps()).toEqual([0, 1, 2]);
    expect(of('steps').at(-1)?.steps.lossMse).toEqual(straight.of('steps').at(-1)?.steps.lossMse);
  });

  it('goes on from the last good state when the device is lost, and changes engines when that goes on', async () => {
    const { send, of, first, steps } = start(wasm);
    await send(open(), { kind: 'step-once' });
    first.power.losses = 1;
    await send({ kind: 'step-once' });
    expect(of('problem').at(-1)?.problem).toMatchObject({ code: 'device-lost', severity: 'warning' });
    // The last good state is the first one, before any evaluation.
    expect(steps()).toEqual([0, 0]);
    first.power.losses = 100;
    await send({ kind: 'step-once' });
    expect(of('engine').at(-1)?.engine.id).toBe('second');
    expect(
      of('engines')
        .at(-1)
        ?.engines.find(({ id }) => id === 'first')?.available,
    ).toBe(false);
  });

  it('says that memory is out, keeps the weights, and goes on when there is room', async () => {
    const { send, of, first, second, steps, events } = start(wasm);
    await send(open(), { kind: 'step-once' });
    for (const { power } of [first, second]) power.memory = false;
    await send({ kind: 'configure', config: { ...toyConfig, seed: 9 } });
    expect(of('problem').map(({ problem }) => problem.code)).toContain('out-of-memory');
    // Not even the run of before finds room: it has failed, but its weights are there.
    expect(phases(events).at(-1)).toBe('failed');
    await send(takeWeights);
    expect(fileOf(of('answer'))?.name).toContain('step-1');
    for (const { power } of [first, second]) power.memory = true;
    await send({ kind: 'choose-engine', engine: 'auto' }, { kind: 'step-once' });
    expect(phases(events).at(-1)).toBe('paused');
    expect(steps()).toEqual([0, 1]);
  });

  it('exports the weights, with names and shapes that add up', async () => {
    const { send, of } = start(wasm);
    await send(open(), takeWeights);
    const file = fileOf(of('answer'));
    expect(file?.name).toBe('poseduel-toy-step-0.safetensors');
    const bytes = file?.bytes.buffer ?? new ArrayBuffer(0);
    const length = Number(new DataView(bytes).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length))) as Record<
      string,
      { data_offsets: [number, number] }
    >;
    const ends = Object.entries(header).flatMap(([name, tensor]) => (name === '__metadata__' ? [] : [tensor.data_offsets[1]]));
    expect(Math.max(...ends)).toBe(bytes.byteLength - 8 - length);
    expect(header['generator.stem.conv.weight']).toMatchObject({ dtype: 'F32', shape: [4, 3, 7, 7] });
  });

  it('begins a new run from imported weights, and says what does not fit', async () => {
    const other = start(wasm);
    await other.send(open({ ...toyConfig, seed: 9 }), { kind: 'step-once' }, takeWeights);
    const file = new File([fileOf(other.of('answer'))!.bytes], 'weights.safetensors');
    const { send, of } = start(wasm);
    const bringIn = (weights: File): Command => ({ kind: 'ask', number: 2, question: 'bringIn', ask: { file: weights } });
    await send(open(), bringIn(file), takeWeights);
    expect(of('answer')[0]).toMatchObject({ number: 2, answer: 1 });
    expect(of('run')).toHaveLength(2);
    const exported = fileOf(of('answer').slice(1));
    expect(exported?.name).toContain('step-1');
    const tensors = (bytes: Uint8Array) => decodeSafetensors(bytes, 'file').tensors;
    expect(tensors(exported!.bytes)).toEqual(tensors(new Uint8Array(await file.arrayBuffer())));
    await send({ kind: 'configure', config: { ...toyConfig, normalisation: 'batch' } }, bringIn(new File(['not weights'], 'notes.txt')));
    expect(of('answer').at(-1)).toMatchObject({ problem: { code: 'bad-run', message: expect.stringContaining('notes.txt') } });
    expect(of('run')).toHaveLength(3);
  });

  it('stops with the weights of before when the losses explode', async () => {
    const { send, session, of, until, events } = start(wasm);
    await send(open(), { kind: 'tune', live: { ...toyConfig, learningRateG: 1e30 } });
    session.handle({ kind: 'play' });
    await until((seen) => phases(seen).at(-1) === 'failed');
    expect(of('problem').at(-1)?.problem.code).toBe('diverged');
    await send(takeWeights);
    expect(fileOf(of('answer'))?.name).toContain('step-0');
    await send({ kind: 'configure', config: toyConfig });
    expect(phases(events).at(-1)).toBe('ready');
  });
});
