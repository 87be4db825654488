import { decodeJpeg } from '../data/cocoFixture.ts';
import type { EngineFactory } from '../engine/engine.ts';
import type { Config } from '../method/hyperparameters.ts';
import { toyConfig, toyZip } from '../train/testing.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import { Session } from './session.ts';
import { fragile } from './testing.ts';

// For tests of the session alone: its commands go in, its events come out.

let zip: File;

/** To be called before any test. */
export async function writeToySet(): Promise<void> {
  zip = new File([await toyZip()], 'toy.zip');
}

export function open(config: Config = toyConfig, file: File = zip): Command {
  return { kind: 'open', config, source: { kind: 'files', name: file.name, files: [{ path: file.name, file }] } };
}

/** A session on two engines, both like `inner`, the events it sent, and a way to wait for one. */
export function start(inner: EngineFactory, now = () => performance.now()) {
  const events: WorkerEvent[] = [];
  const watchers = new Set<() => void>();
  const first = fragile(inner, 'first');
  const second = fragile(inner, 'second');
  const session = new Session(
    {
      engines: [first.factory, second.factory],
      decode: decodeJpeg,
      builtinName: 'toy',
      builtin: async () => ({ name: 'toy', files: [{ path: 'toy.zip', file: zip }] }),
      now,
    },
    (event) => {
      events.push(event);
      for (const watcher of watchers) watcher();
    },
  );
  const until = (isThere: (events: readonly WorkerEvent[]) => boolean) =>
    new Promise<void>((resolve) => {
      const watcher = () => {
        if (!isThere(events)) return;
        watchers.delete(watcher);
        resolve();
      };
      watchers.add(watcher);
      watcher();
    });
  const of = <Kind extends WorkerEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<WorkerEvent, { kind: Kind }> => event.kind === kind);
  const steps = () => of('steps').flatMap(({ steps }) => [...steps.step]);
  const send = async (...commands: Command[]) => {
    for (const command of commands) session.handle(command);
    await session.idle();
  };
  /** The true heatmaps of the first watched picture, [h, w, J]. */
  const drawing = () => {
    const { truth } = of('preview')[0]!.preview;
    return truth.slice(0, truth.length / of('run')[0]!.run.probes.count);
  };
  return { session, events, of, until, steps, send, drawing, first, second };
}
