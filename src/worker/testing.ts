import { type Duel, type Engine, EngineError, type EngineFactory, type EngineState } from '../engine/engine.ts';
import { breathe } from './breathe.ts';
import type { Line } from './client.ts';
import type { PrivateFiles } from './keep/privateFiles.ts';
import type { Disk } from './keep/testing.ts';
import type { Platform } from './platform.ts';
import type { Command, WorkerEvent } from './protocol.ts';
import { Session } from './session.ts';
import { transferables } from './transfer.ts';

/** What is true of the engines, whatever the page says. */
export interface Power {
  /** Engines that lose their device at the next thing they are asked, one after the other. */
  losses: number;
  /** Whether there is room for another engine. */
  memory: boolean;
  /** Engines that were made and not disposed of. */
  readonly alive: Set<{ /** That its weights have made. */ step: number; dispose(): void }>;
}

const promised = ['step', 'examine', 'redraw', 'inspect', 'read', 'write'] as const satisfies readonly (keyof Engine)[];

/** For tests: the real engine, in front of it a switch that cuts the power. A lost device cannot be had on demand. */
export function fragile(inner: EngineFactory, id: string): { readonly factory: EngineFactory; readonly power: Power } {
  const power: Power = { losses: 0, memory: true, alive: new Set() };
  const factory: EngineFactory = {
    id,
    title: id,
    probe: () => inner.probe(),
    async create(duel: Duel, state: EngineState, options) {
      if (!power.memory) throw new EngineError('out-of-memory', 'The GPU has no room for 3 GB.');
      const engine = await inner.create(duel, state, options);
      const life = { step: state.step, dispose: () => engine.dispose() };
      power.alive.add(life);
      let isLost = false;
      const guarded = Object.fromEntries(
        promised.map((name) => [
          name,
          async (...words: unknown[]) => {
            if (!isLost && power.losses > 0) {
              power.losses--;
              isLost = true;
            }
            if (isLost) throw new EngineError('device-lost', 'The GPU was lost: unplugged.');
            const answer = await (engine[name] as (...words: unknown[]) => Promise<unknown>)(...words);
            if (name === 'step') life.step++;
            if (name === 'write') life.step = (words[0] as EngineState).step;
            return answer;
          },
        ]),
      ) as unknown as Pick<Engine, (typeof promised)[number]>;
      return {
        ...guarded,
        ...(engine.answersLate && { answersLate: true }),
        memory: () => engine.memory(),
        description: { id, title: id, hardware: 'test' },
        dispose() {
          power.alive.delete(life);
          engine.dispose();
        },
      };
    },
  };
  return { factory, power };
}

/** For tests: a worker without a thread, which can be killed. Messages come in turn, as between threads, and are no one else's. */
export class Thread implements Line {
  onmessage: Line['onmessage'] = null;
  onmessageerror: Line['onmessageerror'] = null;
  onerror: Line['onerror'] = null;
  readonly session: Session;
  readonly #disk: Disk;
  readonly #files: PrivateFiles;
  readonly #powers: readonly Power[];
  #inbox: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(platform: Omit<Platform, 'privateFiles'>, disk: Disk, powers: readonly Power[]) {
    this.#disk = disk;
    this.#files = disk.page();
    this.#powers = powers;
    const write: PrivateFiles['write'] = async (name, bytes) => {
      // What was on its way when the worker died never arrives.
      if (!this.#isOver) await this.#files.write(name, bytes);
    };
    const privateFiles = async () => ({ ...this.#files, write });
    this.session = new Session({ ...platform, privateFiles }, (event) => this.#post(event));
  }

  postMessage(command: Command): void {
    this.#inbox = this.#inbox.then(breathe).then(() => {
      if (!this.#isOver) this.session.handle(command);
    });
  }

  /** Resolves when every command that was sent has been taken, and what it asked for is done. */
  async idle(): Promise<void> {
    await this.#inbox;
    await this.session.idle();
    await breathe();
  }

  kill(message: string): void {
    this.terminate();
    this.onerror?.call(this as unknown as Worker, { message } as ErrorEvent);
  }

  terminate(): void {
    this.#isOver = true;
    this.session.handle({ kind: 'pause' });
    this.#disk.closePage(this.#files);
    for (const { alive } of this.#powers) {
      for (const engine of alive) engine.dispose();
      alive.clear();
    }
  }

  #post(event: WorkerEvent): void {
    if (this.#isOver) return;
    const data = structuredClone(event, { transfer: transferables(event) as ArrayBuffer[] });
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent<WorkerEvent>);
  }
}
