import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { decodeJpeg } from '../data/cocoFixture.ts';
import { late } from '../engine/testing.ts';
import { wasmFactory } from '../engine/wasm/factory.ts';
import { nodeWasm } from '../platform/node/wasm.ts';
import { toyConfig, toyZip } from '../train/testing.ts';
import { breathe } from '../worker/breathe.ts';
import { startTrainer, type TrainerClient } from '../worker/client.ts';
import { Disk } from '../worker/keep/testing.ts';
import type { Command } from '../worker/protocol.ts';
import type { Ask, QuestionKind } from '../worker/questions/registry.ts';
import { fragile, Thread } from '../worker/testing.ts';
import { createPlayground, type Playground } from './playground.ts';
import { readAddress } from './url.ts';

/**
 * The page's real state, its real client, the real session and the real engine, told anything in any order. Only the thread between them
 * is none, so that it can be killed. What the page shows must be what there is.
 */

/** Orders of things that are tried, and the first of them; `npm run soak` tries more, of its own. */
const runs = Number(process.env.SOAK_ORDERS ?? 8);
const seed = process.env.SOAK_ORDERS ? Date.now() % 2 ** 31 : 6;

let sets: Record<'builtin' | 'other', File>;
beforeAll(async () => {
  sets = { builtin: new File([await toyZip()], 'toy.zip'), other: new File([await toyZip(5, 2)], 'other.zip') };
});

/** What there should be. */
interface Model {
  isPlaying: boolean;
  /** Null where it is not known. */
  seed: number | null;
  set: 'toy' | 'other.zip' | null;
}

/** A browser with one page open. */
class Browser {
  readonly disk = new Disk();
  readonly answers: Promise<unknown>[] = [];
  thread!: Thread;
  powers: ReturnType<typeof fragile>['power'][] = [];
  page!: Playground;
  client!: TrainerClient;

  open(): void {
    const address = { ...readAddress('', ['duel']), config: toyConfig };
    this.page = createPlayground(
      address,
      (listener) => {
        this.client = startTrainer(listener, () => this.#begin());
        return this.client;
      },
      () => {},
      async () => {},
    );
    this.page.open({ kind: 'builtin' });
  }

  close(): void {
    this.client.dispose();
  }

  #begin(): Thread {
    const engine = wasmFactory(nodeWasm(1));
    const engines = [fragile(late(engine, breathe).factory, 'first'), fragile(engine, 'second')];
    this.powers = engines.map(({ power }) => power);
    const builtin = async () => ({ name: 'toy', files: [{ path: 'toy.zip', file: sets.builtin }] });
    const platform = { decode: decodeJpeg, builtinName: 'toy', builtin, now: () => performance.now() };
    this.thread = new Thread({ ...platform, engines: engines.map(({ factory }) => factory) }, this.disk, this.powers);
    return this.thread;
  }

  ask<Kind extends QuestionKind>(question: Kind, ask: Ask<Kind>, signal?: AbortSignal): void {
    this.answers.push(this.client.ask(question, ask, signal).catch((error: unknown) => expect(error).toHaveProperty('problem.code')));
  }

  /** Steps that the page shows. */
  shown = () => this.page.log.last()?.step ?? -1;
  state = () => this.page.session.getState();

  until(isThere: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isThere()) return;
        for (const stop of stops) stop();
        resolve();
      };
      const stops = [this.page.session.subscribe(look), this.page.log.subscribe(look)];
      look();
    });
  }

  /** Lets everything come to its end, and compares what the page shows with what there is. */
  async settle(model: Model): Promise<void> {
    const { page } = this;
    if (model.isPlaying) {
      // It goes on: at least one more step is seen, whatever the last one was.
      await this.until(() => this.state().phase === 'running');
      const before = page.log.last();
      await this.until(() => page.log.last() !== null && page.log.last()?.milliseconds !== before?.milliseconds);
    }
    this.client.send({ kind: 'pause' });
    model.isPlaying = false;
    await Promise.all(this.answers.splice(0));
    await this.thread.idle();
    const { phase, task, run, history, kept, preview, notices, dataset } = this.state();
    const alive = this.powers.flatMap(({ alive }) => [...alive]);
    const steps = this.shown() + 1;
    expect(notices.map(({ problem }) => problem).filter(({ code }) => code === 'unexpected' || code === 'internal')).toEqual([]);
    expect(task).toBeNull();
    expect(run).not.toBeNull();
    if (model.seed !== null) expect(run?.config.seed).toBe(model.seed);
    if (model.set !== null) expect(dataset?.name).toBe(model.set);
    expect(alive).toHaveLength(1);
    expect(steps, 'steps shown are steps made').toBe(alive[0]?.step);
    expect(phase).toBe(steps === 0 ? 'ready' : 'paused');
    expect([...page.log.steps()]).toEqual(Array.from({ length: steps }, (_, i) => i));
    expect(page.runs.store.getState().open).toBe(run?.id);
    expect(preview?.step).toBeLessThanOrEqual(steps);
    expect(
      history?.runs.map(({ id }) => id),
      'one can look back',
    ).toContain(run?.id);
    const begun = run?.step ?? 0;
    if (steps > begun) expect(kept?.runs.find((each) => each.run === run?.id)?.step, 'what stands still is kept').toBe(steps);
  }
}

type Deed = fc.AsyncCommand<Model, Browser>;

function deed(name: string, run: (model: Model, browser: Browser) => void | Promise<void>): Deed {
  return {
    check: () => true,
    run: async (model, browser) => {
      await run(model, browser);
    },
    toString: () => name,
  };
}

const tell = (command: Command, change: (model: Model) => void = () => {}) =>
  deed(JSON.stringify(command).slice(0, 60), (model, browser) => {
    browser.client.send(command);
    change(model);
  });
const still = (model: Model) => {
  model.isPlaying = false;
};
const settle = deed('settle', (model, browser) => browser.settle(model));

const deeds: fc.Arbitrary<Deed>[] = [
  fc.constant(settle),
  fc.constant(
    tell({ kind: 'play' }, (model) => {
      model.isPlaying = true;
    }),
  ),
  fc.constant(tell({ kind: 'pause' }, still)),
  fc.constant(tell({ kind: 'step-once' }, still)),
  fc.constant(tell({ kind: 'keep' })),
  fc.constant(tell({ kind: 'evaluate' })),
  fc.double({ min: 0.1, max: 1, noNaN: true }).map((gamma) => tell({ kind: 'tune', live: { ...toyConfig, gamma } })),
  fc.constantFrom('auto', 'first', 'second', 'none such').map((engine) => tell({ kind: 'choose-engine', engine })),
  fc.integer({ min: 1, max: 9 }).map((seed) =>
    tell({ kind: 'configure', config: { ...toyConfig, seed } }, (model) => {
      still(model);
      model.seed = seed;
    }),
  ),
  fc.constant(tell({ kind: 'configure', config: { ...toyConfig, gamma: 99 } }, still)),
  fc.constant(
    tell({ kind: 'cancel' }, (model) => {
      Object.assign(model, { seed: null, set: null });
    }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(null, 0, 2)).map(([run, step]) =>
    tell({ kind: 'branch', run, step, config: toyConfig }, (model) => {
      still(model);
      Object.assign(model, { seed: null, set: null });
    }),
  ),
  fc.integer({ min: 1, max: 4 }).map((run) =>
    tell({ kind: 'return', run }, (model) => {
      still(model);
      Object.assign(model, { seed: null, set: null });
    }),
  ),
  fc.constant(
    deed('builtin set', (model, { page }) => {
      page.open({ kind: 'builtin' });
      Object.assign(model, { isPlaying: false, seed: null, set: 'toy' });
    }),
  ),
  fc.constant(
    deed('other set', async (model, browser) => {
      const { page, thread } = browser;
      page.open({ kind: 'files', name: 'other.zip', files: [{ path: 'other.zip', file: sets.other }] });
      if (model.isPlaying) await browser.until(() => browser.state().found !== null);
      else await thread.idle();
      page.acceptFound();
      Object.assign(model, { isPlaying: false, seed: null, set: null });
    }),
  ),
  fc.constant(
    deed('questions', (_, browser) => {
      browser.ask('moment', { run: 1, step: 0 });
      browser.ask('people', null);
      browser.ask('heldOut', { count: 2 });
      const abort = new AbortController();
      browser.ask('schedule', {}, abort.signal);
      abort.abort();
    }),
  ),
  fc.constant(
    deed('slow step', (model, browser) => {
      browser.ask('slowStep', { trainG: true, trainD: true });
      still(model);
    }),
  ),
  fc.constant(
    deed('twins', (_, browser) => {
      browser.ask('twin', { do: 'begin', seeds: [1], steps: 80 });
      browser.ask('twin', { do: 'pull' });
      browser.ask('twin', { do: 'end' });
    }),
  ),
  fc.constant(
    deed('lose the device', (_, browser) => {
      for (const power of browser.powers) power.losses = 1;
    }),
  ),
  fc.constant(
    deed('kill the worker', async (model, browser) => {
      await browser.settle(model);
      browser.thread.kill('killed');
      // Some deaths without a step between, and it is not started again by itself.
      if (browser.state().phase === 'failed') browser.page.restartNow();
      await browser.until(() => browser.state().run !== null);
      Object.assign(model, { seed: browser.state().run?.config.seed });
    }),
  ),
  fc.constant(
    deed('reload', async (model, browser) => {
      await browser.settle(model);
      browser.close();
      browser.open();
      await browser.until(() => browser.state().run !== null && browser.state().kept !== null);
      const [offered] = browser.state().kept!.runs;
      Object.assign(model, { seed: null, set: null });
      if (!offered?.isBuiltin) return;
      browser.page.goOn(offered.key);
      await browser.until(() => browser.state().run?.record !== undefined);
      expect(browser.shown() + 1).toBe(offered.step);
    }),
  ),
];

it('told anything in any order, it is never stuck, never lies and leaves nothing behind', { timeout: 6000 * runs + 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(deeds, { maxCommands: 30, size: '+1' }), async (commands) => {
      const browser = new Browser();
      browser.open();
      try {
        await browser.until(() => browser.state().run !== null);
        const model: Model = { isPlaying: false, seed: toyConfig.seed, set: 'toy' };
        await fc.asyncModelRun(() => ({ model, real: browser }), commands);
        await browser.settle(model);
      } finally {
        browser.close();
      }
    }),
    // One that is stuck is named by its seed and path before the whole runs out of time.
    { numRuns: runs, seed, timeout: 120_000, endOnFailure: process.env.SOAK_ORDERS === undefined },
  );
});
