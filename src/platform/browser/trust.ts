import { EngineError, type EngineFactory } from '../../engine/engine.ts';
import { selfTest, selfTestVersion } from '../../engine/selfTest.ts';

const cacheName = 'poseduel-self-tests';

/**
 * An engine that must show before its first run that it computes what the reference computes: once for each engine, adapter (its probe
 * names it), browser and version of the test. A mismatch is an error like any other, so that the next engine takes over. The run's own
 * engine is built first, with progress: what a GPU compiles for it, the test finds ready.
 */
export function trusted(factory: EngineFactory): EngineFactory {
  return {
    ...factory,
    async create(duel, state, options) {
      const { reason } = await factory.probe();
      const key = `/${[factory.id, reason, navigator.userAgent, `self-test ${selfTestVersion}`].map(encodeURIComponent).join('/')}`;
      const engine = await factory.create(duel, state, options);
      if (await isRemembered(key)) return engine;
      try {
        const problem = await selfTest(factory);
        options?.signal?.throwIfAborted();
        if (problem) throw new EngineError('internal', `${factory.title} computes wrong numbers on this machine: ${problem}.`);
      } catch (error) {
        engine.dispose();
        throw error;
      }
      await remember(key);
      return engine;
    },
  };
}

/** The browser's cache of answers is the one small store that every worker has; without it the test runs each time. */
async function isRemembered(key: string): Promise<boolean> {
  return (
    (await globalThis.caches
      ?.open(cacheName)
      .then((cache) => cache.match(key))
      .catch(() => undefined)) !== undefined
  );
}

async function remember(key: string): Promise<void> {
  await globalThis.caches
    ?.open(cacheName)
    .then((cache) => cache.put(key, new Response('passed')))
    .catch(() => {});
}
