import { beforeAll, describe, expect, it } from 'vitest';
import { decodeJpeg } from '../../data/cocoFixture.ts';
import { wasmFactory } from '../../engine/wasm/factory.ts';
import type { Config } from '../../method/hyperparameters.ts';
import { nodeWasm } from '../../platform/node/wasm.ts';
import { toyConfig, toyZip } from '../../train/testing.ts';
import type { Command, FileSource, WorkerEvent } from '../protocol.ts';
import { Session } from '../session.ts';
import { Disk } from './testing.ts';

let zip: File;
let others: File;
beforeAll(async () => {
  zip = new File([await toyZip()], 'toy.zip');
  others = new File([await toyZip(5, 2)], 'others.zip');
});

const openFile = (file: File, config: Config = toyConfig): Command => ({
  ...{ kind: 'open', config },
  source: { kind: 'files', name: file.name, files: [{ path: file.name, file }] },
});
const steps = (count: number) => Array.from({ length: count }, (): Command => ({ kind: 'step-once' }));

/** A page of a browser: a session on the real engine, whose files are on `disk`. */
function page(disk: Disk | null) {
  const events: WorkerEvent[] = [];
  const session = new Session(
    {
      ...{ engines: [wasmFactory(nodeWasm(1))], decode: decodeJpeg, now: () => performance.now() },
      ...{ builtinName: 'built-in', builtin: async () => ({ name: 'built-in', files: [{ path: 'toy.zip', file: zip }] }) },
      privateFiles: () => (disk ? Promise.resolve(disk.page()) : Promise.reject(new DOMException('It is denied.', 'SecurityError'))),
    },
    (event) => events.push(event),
  );
  const of = <Kind extends WorkerEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<WorkerEvent, { kind: Kind }> => event.kind === kind);
  return {
    async send(...commands: Command[]) {
      for (const command of commands) session.handle(command);
      await session.idle();
    },
    of,
    /** Every number of every step, those by joint too. */
    numbers: () =>
      of('steps').flatMap(({ steps: { count, joints, ...columns } }) => {
        const { milliseconds: _, waited: __, ...numbers } = columns;
        return Array.from({ length: count }, (_, i) =>
          Object.values(numbers).flatMap((all) => [...all.subarray((i * all.length) / count, ((i + 1) * all.length) / count)]),
        );
      }),
    kept: () => of('kept').at(-1)?.kept,
    run: () => of('run').at(-1)?.run,
    problems: () => of('problem').map(({ problem }) => problem),
  };
}

const builtin = (config: Config = toyConfig): Command => ({ kind: 'open', source: { kind: 'builtin' }, config });

describe('a kept run', () => {
  it.each([
    { what: 'Adam, group normalisation', change: {} },
    { what: 'RMSProp, batch normalisation', change: { optimiserG: 'rmsprop', optimiserD: 'rmsprop', normalisation: 'batch' } },
  ] as const)('goes on in another page as if that one had never been closed, bit for bit: $what', async ({ change }) => {
    const config = { ...toyConfig, ...change };
    const disk = new Disk();
    const whole = page(null);
    await whole.send(builtin(config), ...steps(9));
    const first = page(disk);
    await first.send(builtin(config), ...steps(5), { kind: 'keep' });
    expect(first.kept()?.runs).toMatchObject([{ step: 5, dataset: 'built-in', run: 1, isBuiltin: true }]);
    disk.closePages();

    const second = page(disk);
    await second.send(builtin({ ...config, seed: 99 }));
    const [offered] = second.kept()!.runs;
    expect(offered).toMatchObject({ step: 5, run: null, isElsewhere: false });
    await second.send({ kind: 'go-on', key: offered!.key }, ...steps(4));
    expect(second.problems()).toEqual([]);
    expect(second.numbers()).toEqual(whole.numbers().slice(5));
    expect(second.of('evaluation').map(({ evaluation }) => evaluation)).toEqual(
      whole
        .of('evaluation')
        .slice(1)
        .map(({ evaluation }) => evaluation),
    );

    expect(second.kept()?.runs).toMatchObject([{ run: second.run()!.id }]);
    // How it went comes back too.
    const { record, step, config: settings } = second.run()!;
    expect({ step, settings }).toEqual({ step: 5, settings: config });
    const before = whole
      .of('steps')
      .flatMap(({ steps: { lossMse } }) => [...lossMse])
      .slice(0, 5);
    expect([...record!.columns.lossMse]).toEqual(before);
    const byJoint = whole.of('steps').flatMap(({ steps: { jointFake } }) => [...jointFake]);
    expect([...record!.byJoint!.jointFake]).toEqual(byJoint.slice(0, (5 * byJoint.length) / 9));
    expect(record!.evaluations).toEqual([whole.of('evaluation')[0]!.evaluation]);
  });

  it('goes on with the live settings as they were, and without those who were left out', async () => {
    const disk = new Disk();
    const first = page(disk);
    await first.send(builtin());
    const leave: Command = { kind: 'ask', number: 1, question: 'leaveOut', ask: { indices: [0, 3], out: true } };
    const live = { ...toyConfig, gamma: 0.7, evaluateEvery: 2 };
    await first.send(leave, { kind: 'configure', config: toyConfig }, { kind: 'tune', live }, ...steps(3), { kind: 'keep' }, ...steps(3));
    disk.closePages();
    const second = page(disk);
    await second.send(builtin());
    await second.send({ kind: 'go-on', key: second.kept()!.runs[0]!.key }, ...steps(3));
    expect(second.run()?.config).toMatchObject({ gamma: 0.7, evaluateEvery: 2 });
    expect(second.numbers()).toEqual(first.numbers().slice(3));
  });

  it('of files of one’s own waits for them, and takes no others', async () => {
    const disk = new Disk();
    const first = page(disk);
    await first.send(openFile(zip), ...steps(3), { kind: 'keep' });
    disk.closePages();
    const second = page(disk);
    await second.send(builtin({ ...toyConfig, preset: 'small' }));
    const key = second.kept()!.runs[0]!.key;
    await second.send(openFile(others), { kind: 'go-on', key });
    expect(second.problems().at(-1)).toMatchObject({ code: 'not-found', cure: expect.stringContaining('Open the same files again') });
    expect(second.run()).toMatchObject({ step: 0 });
    await second.send(openFile(zip), { kind: 'go-on', key });
    expect(second.run()).toMatchObject({ step: 3 });
  });

  it('of a set that the page has at hand finds it among others, whatever its name, and says when it has changed', async () => {
    const disk = new Disk();
    const first = page(disk);
    await first.send(openFile(zip), ...steps(3), { kind: 'keep' }, ...steps(2));
    disk.closePages();
    const second = page(disk);
    await second.send(builtin({ ...toyConfig, preset: 'small' }));
    const key = second.kept()!.runs[0]!.key;
    const source = (name: string, file: File): FileSource => ({ kind: 'files', name, files: [{ path: 'set.zip', file }] });
    const broken = new File(['no zip'], 'broken.zip');
    await second.send({ kind: 'go-on', key, sources: [source('toy.zip', others), source('broken', broken)] });
    expect(second.problems().at(-1)).toMatchObject({ code: 'not-found', message: expect.stringContaining('has changed since') });
    expect(second.run()).toMatchObject({ step: 0 });
    const sources = [source('toy.zip', others), source('broken', broken), source('renamed', zip)];
    await second.send({ kind: 'go-on', key, sources }, ...steps(2));
    expect(second.run()).toMatchObject({ step: 3 });
    expect(second.of('dataset').at(-1)?.dataset.name).toBe('renamed');
    expect(second.numbers().slice(-2)).toEqual(first.numbers().slice(3));
  });

  it('is no other page’s while it is open, and two pages keep their runs side by side', async () => {
    const disk = new Disk();
    const [first, second] = [page(disk), page(disk)];
    await first.send(builtin(), ...steps(2), { kind: 'keep' });
    await second.send(builtin(), ...steps(1), { kind: 'keep' });
    const [here, there] = [true, false].map((mine) => second.kept()!.runs.find(({ run }) => (run !== null) === mine)!);
    expect([here!.step, there!.step, there!.isElsewhere]).toEqual([1, 2, true]);
    await second.send({ kind: 'go-on', key: there!.key });
    expect(second.problems().at(-1)?.message).toContain('another tab');
    expect(second.run()?.step).toBe(0);
    disk.closePages();
    const isElsewhere = () => second.kept()!.runs.find(({ key }) => key === there!.key)?.isElsewhere;
    await expect.poll(isElsewhere).toBe(false);
  });

  it('is thrown away when the user says so, and not before', async () => {
    const disk = new Disk();
    const first = page(disk);
    await first.send(builtin(), ...steps(1), { kind: 'keep' }, { kind: 'configure', config: toyConfig }, ...steps(2), { kind: 'keep' });
    expect(
      first
        .kept()!
        .runs.map(({ step }) => step)
        .sort(),
    ).toEqual([1, 2]);
    await first.send({ kind: 'return', run: 1 }, ...steps(2), { kind: 'keep' }, { kind: 'forget', run: 2 });
    expect(first.kept()!.runs.map(({ step }) => step)).toEqual([3]);
    disk.closePages();
    const second = page(disk);
    await second.send(builtin());
    await second.send({ kind: 'discard', key: second.kept()!.runs[0]!.key });
    expect(second.kept()).toMatchObject({ runs: [], bytes: 0 });
  });
});

describe('a page that cannot keep', () => {
  it('says so once, trains on, and keeps again when there is room', async () => {
    const disk = new Disk();
    const { send, problems, kept, numbers } = page(disk);
    disk.room = 0;
    await send(builtin(), ...steps(1), { kind: 'keep' }, ...steps(1), { kind: 'keep' });
    expect(problems()).toHaveLength(1);
    expect(problems()[0]).toMatchObject({ code: 'not-kept', severity: 'warning', message: expect.stringContaining('no more room') });
    disk.room = Number.POSITIVE_INFINITY;
    await send(...steps(1), { kind: 'keep' });
    expect(kept()?.runs).toMatchObject([{ step: 3 }]);
    expect(numbers()).toHaveLength(3);
  });

  it('says so where its budget cannot be written down, and trains on', async () => {
    const disk = new Disk();
    const { send, of, problems, run } = page(disk);
    await send(builtin(), ...steps(2));
    disk.room = 0;
    await send({ kind: 'keep-budget', bytes: 1e6 }, ...steps(1));
    expect(problems()).toMatchObject([{ code: 'not-kept' }]);
    expect(of('steps').at(-1)?.steps.step.at(-1)).toBe(2);
    expect([run()?.id, of('phase').at(-1)?.phase]).toEqual([1, 'paused']);
  });

  it('in a private window says so, and trains on', async () => {
    const { send, problems, kept, numbers } = page(null);
    await send(builtin(), ...steps(2), { kind: 'keep' });
    expect(problems()).toMatchObject([{ code: 'not-kept', severity: 'note', message: expect.stringContaining('private window') }]);
    expect(kept()).toBeUndefined();
    expect(numbers()).toHaveLength(2);
  });
});
